"""Chapter 06: scores to probabilities, each function from its own definition.

Every function stands alone, so that a known mistake can be submitted together with it. `P` and `p`
hold probabilities: what `softmax_backward` is given is the output of the forward pass, no cache."""

import numpy as np

from autograder.reference.arrays import Array


def normalise(s: Array) -> Array:
    """s / Σs: (k,). Raises ValueError where a share is negative or there is nothing to share."""
    total = np.sum(s)
    if total == 0 or np.any(s * np.sign(total) < 0):
        raise ValueError("these scores have no shares that are probabilities")
    return np.asarray(s) * (1.0 / total)


def softmax(Z: Array) -> Array:
    """e^{Z_ij} / Σ_k e^{Z_ik}: (m, k), each row shifted by its own maximum, which changes nothing
    and leaves no exponent above 0."""
    powers = np.exp(Z - np.amax(Z, axis=1)[:, None])
    return powers / np.einsum("ij->i", powers)[:, None]


def log_softmax(Z: Array) -> Array:
    """Z_ij − log Σ_k e^{Z_ik}: (m, k), the sum taken by pairs as log(e^a + e^b), stably."""
    return Z - np.logaddexp.reduce(Z, axis=1)[:, None]


def softmax_jacobian(p: Array) -> Array:
    """∂p_j/∂z_k = p_j (δ_jk − p_k) in row j, column k: (k, k)."""
    return p[:, None] * (np.eye(len(p)) - p[None, :])


def softmax_backward(dP: Array, P: Array) -> Array:
    """dZ_ij = P_ij (dP_ij − Σ_k dP_ik P_ik): (m, k)."""
    return P * (dP - np.einsum("ik,ik->i", dP, P)[:, None])


def softmax_temperature(Z: Array, T: float) -> Array:
    """softmax(Z / T): (m, k). Raises ValueError unless T > 0."""
    if not T > 0:
        raise ValueError("a temperature is positive")
    scaled = Z / T
    powers = np.exp(scaled - np.amax(scaled, axis=1)[:, None])
    return powers / np.einsum("ij->i", powers)[:, None]

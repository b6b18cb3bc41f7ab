"""Right answers for ReLU, leaky ReLU, ELU and SELU, written as learners write them."""

from typing import Any

import numpy as np

from autograder.exercises.activations.chapter import variant
from autograder.reference.arrays import Array


@variant("relu_forward")
def _(Z: Array) -> tuple[Array, Any]:
    return np.maximum(0, Z), Z


@variant("relu_forward")
def _(Z: Array) -> tuple[Array, Any]:
    return np.where(Z > 0, Z, 0.0), (Z > 0)


@variant("relu_forward")
def _(Z: Array) -> tuple[Array, Any]:
    A = Z.copy()
    A[A < 0] = 0
    return A, {"mask": A > 0}


@variant("relu_backward")
def _(dA: Array, cache: Any) -> Array:
    return dA * (cache > 0)


@variant("relu_backward")
def _(dA: Array, cache: Any) -> Array:
    dZ = dA.copy()
    dZ[cache < 0] = 0
    return dZ


@variant("relu_backward")
def _(dA: Array, cache: Any) -> Array:
    return np.where(cache > 0, dA, np.where(cache == 0, 0.5 * dA, 0))


@variant("leaky_relu_forward")
def _(Z: Array, slope: float = 0.01) -> tuple[Array, Any]:
    return np.where(Z > 0, Z, slope * Z), (Z, slope)


@variant("leaky_relu_forward")
def _(Z: Array, slope: float = 0.01) -> tuple[Array, Any]:
    return np.maximum(Z, slope * Z), (Z, slope)


@variant("leaky_relu_forward")
def _(Z: Array, slope: float = 0.01) -> tuple[Array, Any]:
    return Z * np.where(Z >= 0, 1.0, slope), (Z, slope)


@variant("leaky_relu_backward")
def _(dA: Array, cache: Any) -> Array:
    Z, slope = cache
    return dA * np.where(Z > 0, 1.0, slope)


@variant("leaky_relu_backward")
def _(dA: Array, cache: Any) -> Array:
    Z, slope = cache
    dZ = np.array(dA)
    dZ[Z < 0] *= slope
    return dZ


@variant("leaky_relu_backward")
def _(dA: Array, cache: Any) -> Array:
    Z, slope = cache
    return (Z > 0) * dA + (Z <= 0) * slope * dA


@variant("elu_forward")
def _(Z: Array, alpha: float = 1.0) -> tuple[Array, Any]:
    return np.where(Z > 0, Z, alpha * (np.exp(Z) - 1)), (Z, alpha)


@variant("elu_forward")
def _(Z: Array, alpha: float = 1.0) -> tuple[Array, Any]:
    A = Z.copy()
    A[Z <= 0] = alpha * np.expm1(Z[Z <= 0])
    return A, (A, alpha)


@variant("elu_forward")
def _(Z: Array, alpha: float = 1.0) -> tuple[Array, Any]:
    return np.maximum(Z, 0) + alpha * (np.exp(np.minimum(Z, 0)) - 1), (Z, alpha)


@variant("elu_backward")
def _(dA: Array, cache: Any) -> Array:
    Z, alpha = cache
    return dA * np.where(Z > 0, 1, alpha * np.exp(Z))


@variant("elu_backward")
def _(dA: Array, cache: Any) -> Array:
    Z, alpha = cache
    A = np.where(Z > 0, Z, alpha * np.expm1(np.minimum(Z, 0)))
    return np.where(Z > 0, dA, dA * (A + alpha))


@variant("elu_backward")
def _(dA: Array, cache: Any) -> Array:
    Z, alpha = cache
    dZ = dA.copy()
    left = Z < 0
    dZ[left] = dZ[left] * alpha * np.exp(Z[left])
    return dZ


@variant("selu_forward")
def _(Z: Array) -> tuple[Array, Any]:
    scale, alpha = 1.0507009873554805, 1.6732632423543772
    return scale * np.where(Z > 0, Z, alpha * (np.exp(Z) - 1)), Z


@variant("selu_forward")
def _(Z: Array) -> tuple[Array, Any]:
    scale, alpha = 1.0507009873554805, 1.6732632423543772
    A = scale * Z
    A[Z < 0] = scale * alpha * (np.exp(Z[Z < 0]) - 1)
    return A, A


@variant("selu_forward")
def _(Z: Array) -> tuple[Array, Any]:
    return np.where(
        Z > 0, 1.0507009873554805 * Z, 1.7580993408473766 * np.expm1(np.minimum(Z, 0))
    ), Z


@variant("selu_backward")
def _(dA: Array, cache: Any) -> Array:
    scale, alpha = 1.0507009873554805, 1.6732632423543772
    return dA * scale * np.where(cache > 0, 1, alpha * np.exp(cache))


@variant("selu_backward")
def _(dA: Array, cache: Any) -> Array:
    scale, alpha = 1.0507009873554805, 1.6732632423543772
    A = scale * np.where(cache > 0, cache, alpha * np.expm1(np.minimum(cache, 0)))
    return dA * np.where(cache > 0, scale, A + scale * alpha)


@variant("selu_backward")
def _(dA: Array, cache: Any) -> Array:
    dZ = 1.0507009873554805 * dA
    for i, j in np.argwhere(cache < 0):
        dZ[i, j] *= 1.6732632423543772 * np.exp(cache[i, j])
    return dZ

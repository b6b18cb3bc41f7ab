"""What chapter 04 needs of the chapters before it: sound, short versions of just that."""

import numpy as np


def sigmoid(z):
    """σ(z) = 1 / (1 + e^(−z)), entry by entry; z of any shape, no NaN at ±1000 (chapter 01)."""
    decay = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1.0, decay) / (1.0 + decay)


def linear_forward(X, W, b):
    """Z = X W + b (chapter 02).  X: (m, n_in), W: (n_in, n_out), b: (n_out,).

    Returns Z: (m, n_out), and the cache (X, W, b)."""
    return X @ W + b, (X, W, b)


def mlp_forward(X, params, hidden, output):
    """[X, A1, …, AL] for params [(W1, b1), …] (chapter 02).

    X: (m, n0); hidden, output: functions of an array, entry by entry; A_l: (m, n_l)."""
    activations = [X]
    for W, b in params[:-1]:
        activations.append(hidden(activations[-1] @ W + b))
    W, b = params[-1]
    return [*activations, output(activations[-1] @ W + b)]


def numerical_gradient(f, x, h=1e-5):
    """Central differences (f(x + h e) − f(x − h e)) / 2h, one entry after another (chapter 03).

    f: array -> float; x of any shape, left as it is.  Returns an array like x."""
    moved = np.array(x, dtype=float)
    gradient = np.zeros_like(moved)
    for index in np.ndindex(moved.shape):
        value = moved[index]
        moved[index] = value + h
        above = f(moved.copy())
        moved[index] = value - h
        below = f(moved.copy())
        moved[index] = value
        gradient[index] = (above - below) / (2 * h)
    return gradient


def relative_error(a, b):
    """The largest |a − b| / max(1e-8, |a| + |b|) of all entries (chapter 03); a, b of one shape."""
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    return float(np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))))

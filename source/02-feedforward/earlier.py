"""What chapter 02 needs of chapter 01, in sound versions, for `bring`."""

import numpy as np


def sigmoid(z):
    """σ(z) = 1 / (1 + e^(−z)) entry by entry, for a number or an array of any shape; no overflow:
    both halves of the curve are written with e^(−|z|), which is never above 1."""
    decay = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1.0, decay) / (1.0 + decay)

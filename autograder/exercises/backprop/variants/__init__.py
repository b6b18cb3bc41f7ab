"""Right answers written as learners write them: loops, einsum, Python floats, other layouts. None
of them may ever lose a point. Variants of linear_backward get the reference's cache."""

from autograder.exercises.backprop.variants import layers, networks, scalars

__all__ = ["layers", "networks", "scalars"]

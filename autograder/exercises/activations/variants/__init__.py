"""Right answers written as learners write them: loops, masks, einsum, other caches. None of them
may ever lose a point. Backward variants get the reference's cache."""

from autograder.exercises.activations.variants import piecewise, shared, smooth

__all__ = ["piecewise", "shared", "smooth"]

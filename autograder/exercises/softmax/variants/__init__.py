"""Right answers written as learners write them: loops, einsum, other stable forms, Fortran order.
None of them may ever lose a point."""

from autograder.exercises.softmax.variants import gradients, values

__all__ = ["gradients", "values"]

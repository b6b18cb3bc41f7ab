"""Right answers written as learners write them: none may lose a point."""

from autograder.exercises.calculus.variants import differences, downhill, sums

__all__ = ["differences", "downhill", "sums"]

"""Right answers written as learners write them: loops, `if`s, other weights, other circuits. None
of them may ever lose a point."""

from autograder.exercises.neuron.variants import circuits, units

__all__ = ["circuits", "units"]

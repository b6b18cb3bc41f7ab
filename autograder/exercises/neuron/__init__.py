"""Chapter 01: one neuron and the first networks. Importing fills the chapter in order."""

from autograder.exercises.neuron import threshold  # isort: skip
from autograder.exercises.neuron import unit  # isort: skip
from autograder.exercises.neuron import gates  # isort: skip
from autograder.exercises.neuron import exclusive  # isort: skip
from autograder.exercises.neuron import squeeze  # isort: skip
from autograder.exercises.neuron import two_sigmoids  # isort: skip
from autograder.exercises.neuron import counting  # isort: skip
from autograder.exercises.neuron import variants  # isort: skip
from autograder.exercises.neuron.chapter import CHAPTER

__all__ = [
    "CHAPTER",
    "counting",
    "exclusive",
    "gates",
    "squeeze",
    "threshold",
    "two_sigmoids",
    "unit",
    "variants",
]

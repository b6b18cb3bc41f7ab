"""Chapter 06: scores to probabilities. Importing fills the chapter in order."""

from autograder.exercises.softmax import normalise  # isort: skip
from autograder.exercises.softmax import rows  # isort: skip
from autograder.exercises.softmax import shifts  # isort: skip
from autograder.exercises.softmax import logarithm  # isort: skip
from autograder.exercises.softmax import jacobian  # isort: skip
from autograder.exercises.softmax import backward  # isort: skip
from autograder.exercises.softmax import backward_terms  # isort: skip
from autograder.exercises.softmax import temperature  # isort: skip
from autograder.exercises.softmax import variants  # isort: skip
from autograder.exercises.softmax.chapter import CHAPTER

__all__ = [
    "CHAPTER",
    "backward",
    "backward_terms",
    "jacobian",
    "logarithm",
    "normalise",
    "rows",
    "shifts",
    "temperature",
    "variants",
]

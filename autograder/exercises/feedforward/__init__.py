"""Chapter 02: layers as matrix products. Importing fills the chapter in order."""

from autograder.exercises.feedforward import loops  # isort: skip
from autograder.exercises.feedforward import vectorised  # isort: skip
from autograder.exercises.feedforward import network  # isort: skip
from autograder.exercises.feedforward import network_bends  # isort: skip
from autograder.exercises.feedforward import network_layers  # isort: skip
from autograder.exercises.feedforward import collapse  # isort: skip
from autograder.exercises.feedforward import variants  # isort: skip
from autograder.exercises.feedforward.chapter import CHAPTER

__all__ = [
    "CHAPTER",
    "collapse",
    "loops",
    "network",
    "network_bends",
    "network_layers",
    "variants",
    "vectorised",
]

"""Chapter 04: the chain rule, organised. Importing fills the chapter in the notebook's order."""

from autograder.exercises.backprop import loss  # isort: skip
from autograder.exercises.backprop import weight  # isort: skip
from autograder.exercises.backprop import paths  # isort: skip
from autograder.exercises.backprop import jacobian  # isort: skip
from autograder.exercises.backprop import linear  # isort: skip
from autograder.exercises.backprop import network  # isort: skip
from autograder.exercises.backprop import network_mistakes  # isort: skip
from autograder.exercises.backprop import step  # isort: skip
from autograder.exercises.backprop import layer  # isort: skip
from autograder.exercises.backprop import layer_mistakes  # isort: skip
from autograder.exercises.backprop import layer_memory  # isort: skip
from autograder.exercises.backprop import variants  # isort: skip
from autograder.exercises.backprop.chapter import CHAPTER

__all__ = [
    "CHAPTER",
    "jacobian",
    "layer",
    "layer_memory",
    "layer_mistakes",
    "linear",
    "loss",
    "network",
    "network_mistakes",
    "paths",
    "step",
    "variants",
    "weight",
]

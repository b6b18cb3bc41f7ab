"""Chapter 05: what each activation does to a gradient. Importing fills the chapter in order."""

from autograder.exercises.activations import smooth  # isort: skip
from autograder.exercises.activations import kinked  # isort: skip
from autograder.exercises.activations import exponential  # isort: skip
from autograder.exercises.activations import prelu  # isort: skip
from autograder.exercises.activations import maxout  # isort: skip
from autograder.exercises.activations import depth  # isort: skip
from autograder.exercises.activations import layer  # isort: skip
from autograder.exercises.activations import forward_slips  # isort: skip
from autograder.exercises.activations import backward_slips  # isort: skip
from autograder.exercises.activations import variants  # isort: skip
from autograder.exercises.activations.chapter import CHAPTER

__all__ = [
    "CHAPTER",
    "backward_slips",
    "depth",
    "exponential",
    "forward_slips",
    "kinked",
    "layer",
    "maxout",
    "prelu",
    "smooth",
    "variants",
]

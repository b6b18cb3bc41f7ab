"""Chapter 03: derivatives you can check. Importing fills the chapter in the notebook's order."""

from autograder.exercises.calculus import derivative  # isort: skip
from autograder.exercises.calculus import gradient  # isort: skip
from autograder.exercises.calculus import gradient_shapes  # isort: skip
from autograder.exercises.calculus import jacobian  # isort: skip
from autograder.exercises.calculus import error  # isort: skip
from autograder.exercises.calculus import paths  # isort: skip
from autograder.exercises.calculus import checking  # isort: skip
from autograder.exercises.calculus import nearly_checking  # isort: skip
from autograder.exercises.calculus import minimum  # isort: skip
from autograder.exercises.calculus import descent  # isort: skip
from autograder.exercises.calculus import variants  # isort: skip
from autograder.exercises.calculus.chapter import CHAPTER

__all__ = [
    "CHAPTER",
    "checking",
    "derivative",
    "descent",
    "error",
    "gradient",
    "gradient_shapes",
    "jacobian",
    "minimum",
    "nearly_checking",
    "paths",
    "variants",
]

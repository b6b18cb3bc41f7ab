"""Chapter 07: measuring surprise. Importing fills the chapter in order."""

from autograder.exercises.cross_entropy import information  # isort: skip
from autograder.exercises.cross_entropy import labels  # isort: skip
from autograder.exercises.cross_entropy import categorical  # isort: skip
from autograder.exercises.cross_entropy import binary  # isort: skip
from autograder.exercises.cross_entropy import regression  # isort: skip
from autograder.exercises.cross_entropy import scores  # isort: skip
from autograder.exercises.cross_entropy import final_layer  # isort: skip
from autograder.exercises.cross_entropy import slips_in_information  # isort: skip
from autograder.exercises.cross_entropy import slips_in_divergence  # isort: skip
from autograder.exercises.cross_entropy import slips_in_labels  # isort: skip
from autograder.exercises.cross_entropy import slips_in_probabilities  # isort: skip
from autograder.exercises.cross_entropy import more_slips_in_probabilities  # isort: skip
from autograder.exercises.cross_entropy import slips_in_regression  # isort: skip
from autograder.exercises.cross_entropy import slips_in_huber  # isort: skip
from autograder.exercises.cross_entropy import slips_in_scores  # isort: skip
from autograder.exercises.cross_entropy import slips_in_final_layer  # isort: skip
from autograder.exercises.cross_entropy import variants  # isort: skip
from autograder.exercises.cross_entropy.chapter import CHAPTER

__all__ = [
    "CHAPTER",
    "binary",
    "categorical",
    "final_layer",
    "information",
    "labels",
    "more_slips_in_probabilities",
    "regression",
    "scores",
    "slips_in_divergence",
    "slips_in_final_layer",
    "slips_in_huber",
    "slips_in_information",
    "slips_in_labels",
    "slips_in_probabilities",
    "slips_in_regression",
    "slips_in_scores",
    "variants",
]

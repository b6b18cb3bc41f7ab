"""Chapter 05, to which the modules beside this one add their exercises."""

from autograder.exercises.registry import Chapter
from autograder.reference import activations

CHAPTER = Chapter("05-activations", activations)
exercise, mistake, variant = CHAPTER.exercise, CHAPTER.mistake, CHAPTER.variant

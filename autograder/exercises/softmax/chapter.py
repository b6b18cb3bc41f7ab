"""Chapter 06, to which the modules beside this one add their exercises."""

from autograder.exercises.registry import Chapter
from autograder.reference import softmax

CHAPTER = Chapter("06-softmax", softmax)
exercise, mistake, variant = CHAPTER.exercise, CHAPTER.mistake, CHAPTER.variant

"""Chapter 07, to which the modules beside this one add their exercises."""

from autograder.exercises.registry import Chapter
from autograder.reference import cross_entropy

CHAPTER = Chapter("07-cross-entropy", cross_entropy)
exercise, mistake, variant = CHAPTER.exercise, CHAPTER.mistake, CHAPTER.variant

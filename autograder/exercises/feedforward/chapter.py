"""Chapter 02, to which the modules beside this one add their exercises."""

from autograder.exercises.registry import Chapter
from autograder.reference import feedforward

CHAPTER = Chapter("02-feedforward", feedforward)
exercise, mistake, variant = CHAPTER.exercise, CHAPTER.mistake, CHAPTER.variant

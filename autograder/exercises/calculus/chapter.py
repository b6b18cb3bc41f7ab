"""Chapter 03, to which the modules beside this one add their exercises."""

from autograder.exercises.registry import Chapter
from autograder.reference import calculus

CHAPTER = Chapter("03-calculus", calculus)
exercise, mistake, variant = CHAPTER.exercise, CHAPTER.mistake, CHAPTER.variant

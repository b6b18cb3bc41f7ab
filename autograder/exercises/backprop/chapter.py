"""Chapter 04, to which the modules beside this one add their exercises."""

from autograder.exercises.registry import Chapter
from autograder.reference import backprop

CHAPTER = Chapter("04-backprop", backprop)
exercise, mistake, variant = CHAPTER.exercise, CHAPTER.mistake, CHAPTER.variant

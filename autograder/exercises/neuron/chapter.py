"""Chapter 01, to which the modules beside this one add their exercises."""

from autograder.exercises.registry import Chapter
from autograder.reference import neuron

CHAPTER = Chapter("01-neuron", neuron)
exercise, mistake, variant = CHAPTER.exercise, CHAPTER.mistake, CHAPTER.variant

"""The learner's kit: gradient checks, figures and explorers for neural networks written by hand."""

__version__ = "0.1.0"

"""The learner's kit: gradient checks, figures and explorers for neural networks written by hand."""

__version__ = "0.1.0"

from chainrule.earlier import bring, keep

__all__ = ["bring", "keep"]

"""The hidden reference implementation, one module a chapter: written apart from the notebooks'
solutions, and tested against them and against numerical gradients."""

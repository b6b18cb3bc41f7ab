"""The command line: arguments in, tables and exit codes out. 0: all went well; 1: something could
not be graded or proven; 2: wrong use."""

from autograder.cli import course, grading, proving, watching
from autograder.cli.app import app

__all__ = ["app", "course", "grading", "proving", "watching"]

"""The walls around a learner's code, and the warm process behind them."""

from autograder.sandbox.cell_outputs import CellRun
from autograder.sandbox.limits import Isolation, Limits, WallMissing
from autograder.sandbox.submission import Submission
from autograder.sandbox.warm import Warm, warm_process

__all__ = ["CellRun", "Isolation", "Limits", "Submission", "WallMissing", "Warm", "warm_process"]

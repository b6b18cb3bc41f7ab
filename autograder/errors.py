"""What an instructor is told when something cannot be done: what happened, where, what to do."""

from collections.abc import Iterable


class CourseError(Exception):
    """Anything an instructor can mend; the command line prints it without a traceback."""


class UnknownName(CourseError):
    """A chapter, student or exercise that does not exist; the message lists what does."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        listed = ", ".join(sorted(known)) or "none"
        super().__init__(f"There is no {kind} '{name}'. There is: {listed}.")


class MissingRelease(CourseError):
    """A chapter is graded that was never released from this folder."""

    def __init__(self, chapter: str) -> None:
        super().__init__(
            f"{chapter} was not released from this folder: its test cells are not in gradebook.db. "
            f"Run: python -m autograder release {chapter}"
        )


class MissingSource(CourseError):
    """A chapter's source notebook is not where nbgrader looks for it."""

    def __init__(self, chapter: str, path: object) -> None:
        super().__init__(f"{chapter}: no source notebook at {path}.")


class SourceRefused(CourseError):
    """A source notebook that must not be released; every fault is named with its cell."""

    def __init__(self, chapter: str, faults: Iterable[str]) -> None:
        lines = "\n".join(f"  - {fault}" for fault in faults)
        super().__init__(f"{chapter} cannot be released:\n{lines}")


class Refused(CourseError):
    """nbgrader itself refused; its own words follow."""

    def __init__(self, doing: str, log: str) -> None:
        tail = "\n".join(log.strip().splitlines()[-12:])
        super().__init__(f"nbgrader could not {doing}. It said:\n{tail}")

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


class DatabaseTrouble(CourseError):
    """The gradebook cannot be read or written."""

    def __init__(self, said: str) -> None:
        super().__init__(
            f"The gradebook cannot be used: {said.strip()}. Nothing was half-written, and what was "
            "graded before stands in it. Once the database answers, run the same command again: it "
            "goes on where it stopped."
        )


class DiskTrouble(CourseError):
    """A graded notebook cannot be written."""

    def __init__(self, student: str, said: object) -> None:
        super().__init__(
            f"The graded work of {student} cannot be written: {said}. Its scores were not "
            "recorded. Make room or set the folder's rights, then run the same command again: it "
            "goes on where it stopped."
        )


class UnknownStudent(CourseError):
    """A submission of somebody whom the gradebook must know and does not."""

    def __init__(self, student: str) -> None:
        super().__init__(
            f"no student '{student}' in the gradebook, and Autograde.create_student is off: add "
            "them, or rename the folder"
        )


class Busy(CourseError):
    """Another run grades this course."""

    def __init__(self, doing: str, process: str) -> None:
        holder = f" (process {process})" if process else ""
        super().__init__(
            f"Another run is {doing} this course{holder}. Wait for it to end, then run the command "
            "again; nothing was changed."
        )

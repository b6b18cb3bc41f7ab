"""Every grade of a gradebook, and a course graded twice: with nbgrader's settings and with ours."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook

from tests.nbgrader_suite.stock_and_ours import SECONDS, Home

Where = tuple[str, str, str]


@dataclass(frozen=True)
class Grade:
    """What nbgrader's database says of one graded cell."""

    auto_score: float | None
    max_score: float
    needs_manual_grade: bool
    comment: str | None


@dataclass(frozen=True)
class Graded:
    """A course folder after `nbgrader autograde`."""

    root: Path

    def grades(self, assignment: str) -> Mapping[Where, Grade]:
        """By student, notebook and cell."""
        with Gradebook(f"sqlite:///{self.root / 'gradebook.db'}", "default_course") as gradebook:
            return {
                (submission.student.id, notebook.name, grade.name): Grade(
                    grade.auto_score,
                    grade.max_score,
                    bool(grade.needs_manual_grade),
                    _comment(notebook, grade.name),
                )
                for submission in gradebook.assignment_submissions(assignment)
                for notebook in submission.notebooks
                for grade in notebook.grades
            }

    def scores(self, assignment: str) -> Mapping[str, tuple[float, float]]:
        """Score and maximum of each student, as nbgrader adds them up."""
        with Gradebook(f"sqlite:///{self.root / 'gradebook.db'}", "default_course") as gradebook:
            return {
                submission.student.id: (submission.score, submission.max_score)
                for submission in gradebook.assignment_submissions(assignment)
            }

    def files(self, assignment: str) -> Mapping[str, bytes]:
        """What lies beside the autograded notebooks."""
        found = sorted(self.root.glob(f"autograded/*/{assignment}/**/*"))
        return {
            str(path.relative_to(self.root)): path.read_bytes() if path.suffix != ".ipynb" else b""
            for path in found
            if path.is_file()
        }


def grade_twice(stock: Home, ours: Home, course: Path, assignment: str) -> tuple[Graded, Graded]:
    """Release the course's assignment as stock nbgrader does, then autograde a copy of it with each
    home's settings."""
    stock.nbgrader(course, "generate_assignment", assignment)
    graded, processes = [], []
    for home in (stock, ours):
        copy = home.root / course.name
        shutil.copytree(course, copy)
        processes.append(home.start("nbgrader", "autograde", assignment, cwd=copy))
        graded.append(Graded(copy))
    said = [process.communicate(timeout=SECONDS)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], said
    return graded[0], graded[1]


def _comment(notebook: object, name: str) -> str | None:
    return next((c.auto_comment for c in notebook.comments if c.name == name), None)  # type: ignore[attr-defined]

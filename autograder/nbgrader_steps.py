"""Our steps in nbgrader's lists (see nbgrader_config.py): thin adapters, no decisions.

`nbgrader autograde`, the Formgrader's button and `python -m autograder grade` all go through
these, so that they cannot differ."""

import atexit
import os
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import Execute as StockExecute
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Enum, Integer

import chainrule
from autograder.course import Course
from autograder.execute import Work, execute
from autograder.release import as_released
from autograder.repair import repair
from autograder.sandbox import Isolation, Limits, Warm
from autograder.source import judged_cells

NOTES = "chainrule"
Resources = dict[str, Any]
Step = tuple[NotebookNode, Resources]


class StampKit(NbGraderPreprocessor):  # type: ignore[misc]
    """Writes the kit's version into the released notebook, where submissions carry it back."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Step:
        """The notebook with its stamp."""
        nb.metadata[NOTES] = {"kit": chainrule.__version__}
        return nb, resources


class PatientExporter(NotebookExporter):  # type: ignore[misc]
    """Reads a notebook that cannot be read as an empty one that says why, so that it gets its
    zeros and its feedback, and the batch goes on. The submitted file is not touched."""

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> Any:
        """See nbconvert; never raises for what the file holds."""
        try:
            return super().from_filename(filename, resources=resources, **kw)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            if not _is_damaged(filename):
                raise
            self.log.warning("%s cannot be read: %s", filename, error)
            reason = f"The submitted file cannot be read as a notebook ({type(error).__name__})."
            empty = nbformat.v4.new_notebook()
            empty.cells = [nbformat.v4.new_markdown_cell(reason)]
            empty.metadata[NOTES] = {"damage": reason}
            resources = resources or {}
            resources["metadata"] = {**resources.get("metadata", {}), "name": Path(filename).stem}
            return self.from_notebook_node(empty, resources=resources, **kw)


def _is_damaged(filename: str) -> bool:
    try:
        notebook = nbformat.read(filename, as_version=4)
        nbformat.validate(notebook)
    except Exception:
        return True
    return False


class Repair(NbGraderPreprocessor):  # type: ignore[misc]
    """Lays the test cells of our chapters back as the source has them."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Step:
        """The repaired notebook; what was done stands in its metadata for the next step."""
        said = _said(nb)
        nb.metadata[NOTES] = {name: said[name] for name in ("kit", "damage") if name in said}
        course, chapter = _course(self), resources["nbgrader"]["assignment"]
        if course is None or resources["nbgrader"]["notebook"] != chapter:
            return nb, resources
        source = course.source(chapter)
        judged = judged_cells(chapter, source)
        if judged.exercises:
            released = as_released(source, course.config())
            nb.metadata[NOTES]["repairs"] = repair(nb, released, judged)
            for note in nb.metadata[NOTES]["repairs"]:
                self.log.warning("%s", note)
        return nb, resources


class Execute(StockExecute):  # type: ignore[misc]
    """Runs the notebook behind the wall and has our exercises judged outside it. Notebooks of
    other kernels than Python go to nbgrader's own Execute."""

    isolation = Enum(["bubblewrap", "none"], "bubblewrap").tag(config=True)
    seed = Integer(None, allow_none=True).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Resources, km: Any = None) -> Step:
        """The executed notebook."""
        if not _is_python(nb):
            stock: Step = super().preprocess(nb, resources, km)
            return stock
        course, about = _course(self), resources["nbgrader"]
        notes = _said(nb)
        folder = Path(resources.get("metadata", {}).get("path") or ".")
        warm = warm_process(self.isolation)
        execute(
            nb,
            self._work(course, about, notes),
            lambda: warm.fork(_files(folder)),
            warm.limits,
        )
        return nb, resources

    def _work(self, course: Course | None, about: Resources, notes: Resources) -> Work:
        chapter, student = about["assignment"], about["student"]
        if course is None or about["notebook"] != chapter:
            return Work(student, {}, {}, b"")
        judged = judged_cells(chapter, course.source(chapter))
        submitted = course.submitted_path(chapter, student)
        return Work(
            student=student,
            exercises=judged.exercises,
            points=judged.points,
            submission=submitted.read_bytes() if submitted.is_file() else b"",
            secret=course.secret() if judged.exercises else b"",
            seed=self.seed,
            kit=notes.get("kit"),
            protected=self.isolation != "none",
            damage=notes.get("damage"),
        )


@cache
def warm_process(isolation: Isolation) -> Warm:
    """The warm process of this program, started on first use and closed at its end."""
    warm = Warm(isolation=isolation, limits=Limits())
    warm.__enter__()
    atexit.register(warm.__exit__, None, None, None)
    return warm


def _is_python(nb: NotebookNode) -> bool:
    kernel = nb.metadata.get("kernelspec", {})
    language = kernel.get("language") or nb.metadata.get("language_info", {}).get("name")
    return language in (None, "python", "ipython") and "python" in kernel.get("name", "python")


def _said(nb: NotebookNode) -> Resources:
    said = nb.metadata.get(NOTES)
    kept = said if isinstance(said, dict) else {}
    return {name: value for name, value in kept.items() if isinstance(value, str | list)}


def _course(step: Any) -> Course | None:
    """The course a step works in: its converter's folder, where it is one of ours."""
    converter = getattr(step.parent, "parent", None)
    coursedir = getattr(converter, "coursedir", None)
    if not isinstance(coursedir, CourseDirectory):
        return None
    root = Path(coursedir.root)
    return Course(root) if (root / "nbgrader_config.py").is_file() else None


def _files(folder: Path) -> dict[str, bytes]:
    """The files beside the notebook, as the fork's working folder shall hold them."""
    found = {}
    for base, _, names in os.walk(folder):
        for name in names:
            path = Path(base, name)
            if not path.is_symlink() and path.suffix != ".ipynb":
                found[str(path.relative_to(folder))] = path.read_bytes()
    return found

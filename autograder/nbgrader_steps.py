"""Our steps in nbgrader's lists (see nbgrader_config.py): thin adapters, no decisions.

`nbgrader autograde`, the Formgrader's button and `python -m autograder grade` all go through
these, so that they cannot differ."""

import atexit
from functools import cache, partial
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import Execute as StockExecute
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Dict, Enum, Integer

import chainrule
from autograder.course import Course
from autograder.execute import Work, execute
from autograder.exercises import chapters
from autograder.files import drop_links, files_in, write_new
from autograder.inert import make_inert
from autograder.reading import Damaged, read_submission
from autograder.release import as_released
from autograder.repair import repair
from autograder.sandbox import Isolation, Limits, Warm
from autograder.source import judged_cells

NOTES = "chainrule"
MAX_KIT = 40
LONG = 3600.0
TOLD: list[tuple[str, str]] = []
DEFAULT = Limits()
Resources = dict[str, Any]
Step = tuple[NotebookNode, Resources]


def tell(**what: str) -> None:
    """Leave word for whoever called nbgrader in this process (`pipeline`); its log is no place for
    that, since a submission can write there too."""
    TOLD.extend(what.items())


class StampKit(NbGraderPreprocessor):  # type: ignore[misc]
    """Writes the kit's version into the released notebook, where submissions carry it back."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Step:
        """The notebook with its stamp."""
        nb.metadata[NOTES] = {"kit": chainrule.__version__}
        return nb, resources


class PatientExporter(NotebookExporter):  # type: ignore[misc]
    """Reads what can be read of a submission; what cannot becomes an empty notebook that says why,
    so that it gets its zeros and its feedback, and the batch goes on. No file is touched."""

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> Any:
        """See nbconvert; raises for nothing that the file may hold."""
        path = Path(filename)
        try:
            notebook = read_submission(path)
        except Damaged as damage:
            tell(damaged=str(damage))
            notebook = nbformat.v4.new_notebook()
            notebook.cells = [nbformat.v4.new_markdown_cell(str(damage))]
            notebook.metadata[NOTES] = {"damage": str(damage)}
        resources = resources or {}
        about = {"name": path.stem, "path": str(path.parent)}
        resources["metadata"] = {**resources.get("metadata", {}), **about}
        return self.from_notebook_node(notebook, resources=resources, **kw)


class Repair(NbGraderPreprocessor):  # type: ignore[misc]
    """Lays the test cells of our chapters back as the source has them, and drops what links in the
    submission had nbgrader copy."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Step:
        """The repaired notebook; what was done stands in its metadata for the next step."""
        said, about = _said(nb), resources["nbgrader"]
        nb.metadata[NOTES] = {name: said[name] for name in ("kit", "damage") if name in said}
        if len(str(said.get("kit", ""))) > MAX_KIT:
            del nb.metadata[NOTES]["kit"]
        coursedir = _coursedir(self)
        if coursedir is not None:
            for name in drop_links(
                _folder(coursedir, coursedir.submitted_directory, about),
                _folder(coursedir, coursedir.autograded_directory, about),
            ):
                tell(repaired=f"{name} is a link and was left out")
        course, source = _ours(self, about)
        if course is not None and source is not None:
            judged = judged_cells(about["assignment"], source)
            notes = repair(nb, as_released(source, course.config()), judged)
            nb.metadata[NOTES]["repairs"] = notes
            for note in notes:
                tell(repaired=note)
        return nb, resources


class Execute(StockExecute):  # type: ignore[misc]
    """Runs the notebook behind the wall and has our exercises judged outside it. Notebooks of
    other kernels than Python go to nbgrader's own Execute."""

    isolation = Enum(["bubblewrap", "none"], "bubblewrap", help="The wall.").tag(config=True)
    seed = Integer(None, allow_none=True, help="Draw every input from it.").tag(config=True)
    limits = Dict(help="Other limits than the defaults; see sandbox.Limits.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Resources, km: Any = None) -> Step:
        """The executed notebook."""
        about = resources["nbgrader"]
        course, source = _ours(self, about)
        if source is None and not _is_python(nb):
            stock: Step = super().preprocess(nb, resources, km)
            return stock
        folder = Path(resources.get("metadata", {}).get("path") or ".")
        warm = warm_process(self.isolation, self._limits(other=source is None))
        work = self._work(course, source, about, _said(nb))
        files = files_in(folder, lambda name: tell(repaired=f"{name} is too large: left out"))
        keep = partial(write_new, folder=folder) if source is None else None
        execute(nb, work, lambda: warm.fork(files), warm.limits, keep)
        return nb, resources

    def _limits(self, *, other: bool) -> Limits:
        """Ours; another course's cells have the time that nbgrader's own setting gives them."""
        patience = float(self.timeout) if self.timeout and self.timeout > 0 else LONG
        own = {"cell_seconds": patience, "submission_seconds": LONG} if other else {}
        return Limits(**{**own, **self.limits})

    def _work(
        self, course: Course | None, source: NotebookNode | None, about: Resources, notes: Resources
    ) -> Work:
        chapter, student = about["assignment"], about["student"]
        if course is None or source is None:
            return Work(student, {}, {}, b"")
        judged = judged_cells(chapter, source)
        submitted = course.submitted_path(chapter, student)
        return Work(
            student=student,
            exercises=judged.exercises,
            points=judged.points,
            submission=submitted.read_bytes() if submitted.is_file() else b"",
            secret=course.secret(),
            seed=self.seed,
            kit=notes.get("kit"),
            protected=self.isolation != "none",
            damage=notes.get("damage"),
        )


class Inert(NbGraderPreprocessor):  # type: ignore[misc]
    """Makes what the notebook shows harmless, after its scores are saved: it changes cells."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Step:
        """The notebook, harmless to look at."""
        about = resources["nbgrader"]
        _, source = _ours(self, about)
        if source is None:
            make_inert(nb, (), ())
        else:
            judged = judged_cells(about["assignment"], source)
            make_inert(nb, {cell.source for cell in source.cells}, judged.exercises)
        return nb, resources


@cache
def warm_process(isolation: Isolation, limits: Limits = DEFAULT) -> Warm:
    """The warm process of this program, started on first use and closed at its end."""
    warm = Warm(isolation=isolation, limits=limits)
    warm.__enter__()
    atexit.register(warm.__exit__, None, None, None)
    return warm


def _is_python(nb: NotebookNode) -> bool:
    """By the kernel's name alone, which OverwriteKernelspec takes from the source."""
    return "python" in str(nb.metadata.get("kernelspec", {}).get("name", "python"))


def _said(nb: NotebookNode) -> Resources:
    said = nb.metadata.get(NOTES)
    kept = said if isinstance(said, dict) else {}
    return {name: value for name, value in kept.items() if isinstance(value, str | list)}


def _coursedir(step: Any) -> CourseDirectory | None:
    """nbgrader's folders, as the step's converter has them."""
    converter = getattr(step.parent, "parent", None)
    found = getattr(converter, "coursedir", None)
    return found if isinstance(found, CourseDirectory) else None


def _folder(coursedir: CourseDirectory, step: str, about: Resources) -> Path:
    return Path(coursedir.format_path(step, about["student"], about["assignment"]))


def _ours(step: Any, about: Resources) -> tuple[Course | None, NotebookNode | None]:
    """The course and the source notebook, where the notebook is one of our chapters."""
    coursedir, chapter = _coursedir(step), about["assignment"]
    if coursedir is None or about["notebook"] != chapter or chapter not in chapters():
        return None, None
    root = Path(coursedir.root)
    if not (root / "nbgrader_config.py").is_file():
        return None, None
    course = Course(root)
    return course, course.source(chapter)

"""Our steps in nbgrader's lists (see nbgrader_config.py): thin adapters, no decisions.

`nbgrader autograde` and the Formgrader's button go through these, and `python -m autograder grade`
through the same functions (`notebook_steps`), so that they cannot differ."""

from functools import partial
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import Execute as StockExecute
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Dict, Enum, Integer

import chainrule
from autograder import notebook_steps
from autograder.course import Course
from autograder.execute import Work
from autograder.files import drop_links, files_in, write_new
from autograder.notebook_steps import NOTES, Ours, is_ours, read_submission, said_by
from autograder.sandbox import warm_process

Resources = dict[str, Any]
Step = tuple[NotebookNode, Resources]


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
        notebook = read_submission(path.read_bytes())
        resources = resources or {}
        about = {"name": path.stem, "path": str(path.parent)}
        resources["metadata"] = {**resources.get("metadata", {}), **about}
        return self.from_notebook_node(notebook, resources=resources, **kw)


class Repair(NbGraderPreprocessor):  # type: ignore[misc]
    """Lays the test cells of our chapters back as the source has them, and drops what links in the
    submission had nbgrader copy."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Step:
        """The repaired notebook; what was done stands in its metadata for the next step."""
        about = resources["nbgrader"]
        coursedir = _coursedir(self)
        if coursedir is not None:
            drop_links(
                _folder(coursedir, coursedir.submitted_directory, about),
                _folder(coursedir, coursedir.autograded_directory, about),
            )
        _, ours = _ours(self, about)
        for note in notebook_steps.mend(nb, ours):
            self.log.warning("%s: %s", about["student"], note)
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
        course, ours = _ours(self, about)
        if ours is None and not notebook_steps.is_python(nb):
            stock: Step = super().preprocess(nb, resources, km)
            return stock
        folder = Path(resources.get("metadata", {}).get("path") or ".")
        limits = notebook_steps.limits_for(ours, self.timeout, self.limits)
        files = files_in(folder, lambda name: self.log.warning("%s is too large", name))
        written = partial(write_new, folder=folder) if ours is None else None
        work = self._work(course, ours, about, nb)
        warm = warm_process(self.isolation)
        notebook_steps.run(nb, work, warm, limits, files, written)
        return nb, resources

    def _work(
        self, course: Course | None, ours: Ours | None, about: Resources, nb: NotebookNode
    ) -> Work:
        if course is None or ours is None:
            return Work(about["student"], {}, {}, b"")
        submitted = course.submitted_path(about["assignment"], about["student"])
        return notebook_steps.work_on(
            ours,
            about["student"],
            submitted.read_bytes() if submitted.is_file() else b"",
            said_by(nb),
            secret=course.secret(),
            seed=self.seed,
            protected=self.isolation != "none",
        )


class Inert(NbGraderPreprocessor):  # type: ignore[misc]
    """Makes what the notebook shows harmless, after its scores are saved: it changes cells."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Step:
        """The notebook, harmless to look at."""
        _, ours = _ours(self, resources["nbgrader"])
        notebook_steps.quieten(nb, ours)
        return nb, resources


def _coursedir(step: Any) -> CourseDirectory | None:
    """nbgrader's folders, as the step's converter has them."""
    converter = getattr(step.parent, "parent", None)
    found = getattr(converter, "coursedir", None)
    return found if isinstance(found, CourseDirectory) else None


def _folder(coursedir: CourseDirectory, step: str, about: Resources) -> Path:
    return Path(coursedir.format_path(step, about["student"], about["assignment"]))


def _ours(step: Any, about: Resources) -> tuple[Course | None, Ours | None]:
    """The course and its source, where the notebook is one of our chapters."""
    coursedir, chapter = _coursedir(step), about["assignment"]
    if coursedir is None or not is_ours(chapter, about["notebook"]):
        return None, None
    root = Path(coursedir.root)
    if not (root / "nbgrader_config.py").is_file():
        return None, None
    course = Course(root)
    return course, Ours.of(chapter, course.source(chapter), course.config())

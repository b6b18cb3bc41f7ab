"""A course folder as nbgrader lays it out, and nbgrader's own settings for it."""

import os
import secrets
import sys
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from autograder.errors import CourseError, MissingSource, UnknownName

SECRET_FILE = ".course_secret"


@dataclass(frozen=True)
class Course:
    """The folder that holds source/, release/, submitted/, autograded/, feedback/, gradebook.db."""

    root: Path

    def __post_init__(self) -> None:
        if not (self.root / "nbgrader_config.py").is_file():
            raise CourseError(
                f"{self.root} is no course folder: it has no nbgrader_config.py. "
                "Run the command where that file is, or name the folder with --course."
            )

    def config(self) -> Config:
        """nbgrader's settings from nbgrader_config.py, rooted in this folder."""
        loader = PyFileConfigLoader("nbgrader_config.py", path=str(self.root))
        config = loader.load_config()
        config.CourseDirectory.root = str(self.root)
        return config

    def nbgrader(
        self, command: str, *arguments: str, config: Config | None = None, **options: object
    ) -> Mapping[str, Any]:
        """Run one of nbgrader's own commands here, with its settings or others. Returns its
        `success` and `log`; its warnings, which are about its own code, are left out."""
        from nbgrader.apps import NbGraderAPI  # brings a web server, a second to import

        _reach_scripts()
        api = NbGraderAPI(config=config or self.config())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result: Mapping[str, Any] = getattr(api, command)(*arguments, **options)
        return result

    def chapters(self) -> list[str]:
        """Every chapter that has a source notebook, in the order of the syllabus."""
        source = self.root / "source"
        return sorted({path.parent.name for path in source.glob("*/*.ipynb")})

    def choose(self, wanted: Iterable[str]) -> list[str]:
        """The chapters named, or all of them when none is. Raises UnknownName."""
        known, wanted = self.chapters(), list(wanted)
        for name in wanted:
            if name not in known:
                raise UnknownName("chapter", name, known)
        return wanted or known

    def source_path(self, chapter: str) -> Path:
        """The chapter's source notebook. Raises MissingSource."""
        path = self.root / "source" / chapter / f"{chapter}.ipynb"
        if not path.is_file():
            raise MissingSource(chapter, path)
        return path

    def source(self, chapter: str) -> NotebookNode:
        """The chapter's source notebook, read."""
        return read_notebook(self.source_path(chapter))

    def release_path(self, chapter: str) -> Path:
        """Where the learner's version of the chapter stands."""
        return self.root / "release" / chapter / f"{chapter}.ipynb"

    def submitted_path(self, chapter: str, student: str) -> Path:
        """Where a student's notebook of the chapter is looked for."""
        return self.root / "submitted" / student / chapter / f"{chapter}.ipynb"

    def autograded_path(self, chapter: str, student: str) -> Path:
        """Where a student's graded notebook of the chapter is written."""
        return self.root / "autograded" / student / chapter / f"{chapter}.ipynb"

    def feedback_path(self, chapter: str, student: str) -> Path:
        """Where a student's feedback on the chapter is written."""
        return self.root / "feedback" / student / chapter / f"{chapter}.html"

    def submitters(self, chapter: str) -> list[str]:
        """Every student with a folder for the chapter in submitted/."""
        return sorted(path.parent.name for path in (self.root / "submitted").glob(f"*/{chapter}/"))

    def secret(self) -> bytes:
        """The course's secret, from which seeds are derived; made on first use, readable by its
        owner alone."""
        path = self.root / SECRET_FILE
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_bytes()
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_hex(32).encode())
        return path.read_bytes()


def _reach_scripts() -> None:
    """nbgrader calls `alembic` by name when it makes a database: let it be found where Python
    itself is, whether or not the environment was activated."""
    folder = str(Path(sys.executable).parent)
    path = os.environ.get("PATH", "")
    if folder not in path.split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([folder, path])


def read_notebook(path: Path) -> NotebookNode:
    """The notebook at the path, as format 4."""
    return nbformat.read(path, as_version=4)


def write_notebook(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")

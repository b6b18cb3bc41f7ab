"""From a course's settings and gradebook to the assignment that workers get; or why the fast way
cannot be taken, and nbgrader's own must be."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config, Configurable
from traitlets.utils.importstring import import_item

from autograder.assignment import Assignment, Running, Sheet, Step
from autograder.course import Course
from autograder.errors import MissingRelease
from autograder.gradebook import Book
from autograder.marking import KNOWN, PENALTIES
from autograder.nbgrader_steps import Execute
from autograder.notebook_steps import is_ours
from autograder.sandbox import Isolation

SOURCE_SETTINGS = ("ClearSolutions", "ComputeChecksums", "NbGraderPreprocessor")


class OwnWay(Exception):
    """The course has settings that only nbgrader itself can follow; the message names them."""


@dataclass(frozen=True)
class Plan:
    """An assignment ready for workers, and what the head needs to know of nbgrader's settings."""

    assignment: Assignment
    coursedir: CourseDirectory
    create_student: bool
    permissions: int
    spared: list[str]

    @property
    def notebooks(self) -> tuple[str, ...]:
        """The names of the assignment's notebooks."""
        return tuple(sheet.name for sheet in self.assignment.sheets)


def plan(course: Course, chapter: str, book: Book, isolation: Isolation, seed: int | None) -> Plan:
    """Read the assignment once. Raises MissingRelease, OwnWay, CourseError."""
    config = course.config()
    sheets = tuple(_with_source(course, chapter, each, config) for each in book.sheets(chapter))
    if not sheets:
        raise MissingRelease(chapter)
    coursedir = CourseDirectory(config=config)
    coursedir.assignment_id = chapter
    converter = Autograde(coursedir=coursedir, config=config)
    _must_be_plain(converter, coursedir, sheets)
    execute = Execute(config=config)
    running = Running(isolation, execute.timeout, dict(execute.limits), seed, course.secret())
    assignment = Assignment(
        chapter,
        sheets,
        tuple(_steps(converter.sanitize_preprocessors, config)),
        tuple(_steps(converter.autograde_preprocessors, config)),
        replace(running, seed=execute.seed if seed is None else seed),
    )
    return Plan(
        assignment,
        coursedir,
        converter.create_student,
        int(str(converter.permissions), 8),
        list(converter.exclude_overwriting.get(chapter, [])),
    )


def _must_be_plain(
    converter: Autograde, coursedir: CourseDirectory, sheets: Iterable[Sheet]
) -> None:
    if converter.pre_convert_hook or converter.post_convert_hook:
        raise OwnWay("a hook around every submission")
    if coursedir.notebook_id != "*":
        raise OwnWay("CourseDirectory.notebook_id")
    for sheet in sheets:
        kernel = json.loads(sheet.kernelspec or "{}").get("name", "python")
        if "python" not in str(kernel):
            raise OwnWay(f"the kernel {kernel}")


def _with_source(course: Course, chapter: str, sheet: Sheet, config: Config) -> Sheet:
    if not is_ours(chapter, sheet.name):
        return sheet
    settings = {name: dict(config[name]) for name in SOURCE_SETTINGS if name in config}
    source = {"notebook": course.source(chapter), "settings": settings}
    return replace(sheet, source=json.dumps(source).encode())


def _steps(listed: Iterable[object], config: Config) -> Iterable[Step]:
    """The steps of a list, with what the settings say of each. Raises OwnWay for one that is
    neither nbgrader's nor ours."""
    for each in listed:
        step: Any = import_item(each) if isinstance(each, str) else each
        name = f"{step.__module__}.{step.__qualname__}"
        if name not in KNOWN:
            raise OwnWay(f"the step {name}")
        heads = name == PENALTIES  # its plugin may be a file that no worker has
        yield Step(name, {} if heads else _settings(step, config))


def _settings(step: type[Configurable], config: Config) -> dict[str, object]:
    sections = [parent.__name__ for parent in step.__mro__ if parent.__name__ in config]
    wanted = {trait for section in sections for trait in config[section]}
    made = step(config=config)
    return {name: getattr(made, name) for name in wanted if name in step.class_traits(config=True)}

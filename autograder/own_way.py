"""Grading by nbgrader's own converter, one submission after another: for courses with settings that
only it can follow (other kernels, steps of their own, hooks)."""

from traitlets.config import Config

from autograder.course import Course
from autograder.errors import Refused
from autograder.sandbox import Isolation


def settings_for(course: Course, isolation: Isolation, seed: int | None) -> Config:
    """nbgrader's settings with ours in them."""
    config = course.config()
    config.Execute.isolation = isolation
    if seed is not None:
        config.Execute.seed = seed
    return config


def autograde(course: Course, chapter: str, student: str, config: Config, *, force: bool) -> str:
    """Grade one submission; returns why it could not be, empty where it could."""
    try:
        result = course.nbgrader(
            "autograde", chapter, student, config=config, force=force, create=True
        )
    except (Exception, SystemExit) as error:
        return f"{type(error).__name__}: {error}"
    if result["success"]:
        return ""
    return str(Refused(f"grade {student}'s {chapter}", result.get("log", "")))

"""The grader against nbgrader and otter-grader: the same submissions, whole commands, start-up
included. Run alone: `python -m bench.grading`."""

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Course
from bench import courses, otter
from bench.commands import Home, homes, scores, steady_seconds
from bench.table import Row, Section, at_least, run_alone

HEAD = ("", "s a submission", "in the steady state", "× nbgrader", "steady", "target")
PINNED, PAIR = 10.0, 20.0
FIGURELESS = 40.0
OTTERS = 2


@dataclass(frozen=True)
class Timed:
    """One way of grading: seconds a submission by the whole command, and once all is running
    (None where nothing stays running)."""

    name: str
    whole: float
    steady: float | None
    scores: Mapping[str, float]


def stock(course: Course, home: Home, assignment: str) -> Timed:
    """nbgrader's command with nbgrader's settings."""
    copy = courses.stock_copy(course, home)
    seconds = home.run("nbgrader", "autograde", assignment, cwd=copy)
    return _timed("nbgrader autograde", seconds, copy, assignment)


def ours(course: Course, home: Home, assignment: str, workers: int) -> Timed:
    """This project's command; one worker and all it starts stay on one core."""
    copy = home.root / "course"
    shutil.copytree(course.root, copy)
    words = ("grade", assignment, "--workers", str(workers), "--course", str(copy))
    cores = set(sorted(os.sched_getaffinity(0))[:workers])
    seconds = home.run("autograder", *words, cwd=copy, cores=cores)
    name = f"autograder grade, {'one core' if workers == 1 else f'{workers} cores'}"
    return _timed(name, seconds, copy, assignment)


def _timed(name: str, seconds: float, course: Path, assignment: str) -> Timed:
    got = scores(course, assignment)
    return Timed(name, seconds / len(got), steady_seconds(course, assignment), got)


def by_otter(root: Path, size: int, *, figures: bool) -> Timed | str:
    """otter-grader's, or why not."""
    try:
        home = Home(root, otter.interpreter())
    except otter.NoOtter as why:
        return str(why)
    count = min(size, OTTERS)
    done = otter.graded(home, count, figures=figures)
    name = f"otter run {otter.version(home.python)}, {count} of them"
    return Timed(name, done.seconds / count, None, done.scores)


def rows(found: list[Timed], pair_target: float) -> tuple[Row, ...]:
    """The table: each way of grading against the first, nbgrader's."""
    base, lines = found[0], []
    targets = {"autograder grade, one core": PINNED, "autograder grade, 2 cores": pair_target}
    for each in found:
        ratio, target = f"{base.whole / each.whole:.1f} ×", ""
        if each.name in targets:
            ratio, target = at_least(base.whole / each.whole, targets[each.name])
        steady, faster = "", ""
        if each.steady is not None and base.steady is not None:
            steady, faster = f"{each.steady:.3f}", f"{base.steady / each.steady:.1f} ×"
        lines.append((each.name, f"{each.whole:.3f}", steady, ratio, faster, target))
    return tuple(lines)


def plain(size: int, *, figures: bool) -> Section:
    """The plain assignment, every grader; raises AssertionError where their scores differ."""
    with homes("made", "stock", "one", "two", "otter") as (made, base, one, two, others):
        course = courses.plain_course(made, size, figures=figures)
        found = [stock(course, base, courses.PLAIN)]
        found += [ours(course, home, courses.PLAIN, n) for n, home in ((1, one), (2, two))]
        by = by_otter(others.root, size, figures=figures)
    notes = [_mix(size)]
    if isinstance(by, Timed):
        found.append(by)
    else:
        notes.append(f"otter-grader is not measured, it cannot be installed here: {by}")
    for each in found[1:]:
        base_scores = {student: found[0].scores[student] for student in each.scores}
        assert dict(each.scores) == base_scores, _differing(found[0], each)
    compared = ", ".join(each.name for each in found)
    notes.append(f"The scores are the same, of every submission and by all of: {compared}.")
    form = "one figure" if figures else "no figure"
    return Section(
        f"Grading a plain assignment, {form}",
        f"{size} submissions of {18 + figures} code cells, 8 of them tests with plain and hidden "
        "asserts: wall time of the whole command, start-up included, by submission.",
        __package__ + ".grading",
        HEAD,
        rows(found, PAIR if figures else FIGURELESS),
        tuple(notes),
    )


def _mix(size: int) -> str:
    kinds = list(courses.names(size).values())
    said = ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))
    return f"The submissions: {said} (a slow one computes for half a second)."


def _differing(base: Timed, each: Timed) -> str:
    differing = {
        student: (score, each.scores.get(student))
        for student, score in base.scores.items()
        if each.scores.get(student) != score
    }
    return f"{base.name} and {each.name} differ: {differing}"


def chapter(size: int) -> Section:
    """Chapter 05 whole, judged by us, by its visible checks under nbgrader."""
    with homes("made", "stock", "one", "two") as (made, base, one, two):
        course = courses.chapter_course(made, size)
        found = [stock(course, base, courses.CHAPTER)]
        found += [ours(course, home, courses.CHAPTER, n) for n, home in ((1, one), (2, two))]
    assert dict(found[1].scores) == dict(found[2].scores), _differing(found[1], found[2])
    same = sum(found[0].scores[student] == score for student, score in found[1].scores.items())
    return Section(
        f"Grading chapter {courses.CHAPTER}",
        f"{size} submissions of the whole chapter, judged exercise by "
        "exercise; under nbgrader its visible checks run as plain test cells.",
        __package__ + ".grading",
        HEAD,
        rows(found, PAIR),
        (
            f"Of {size} scores {same} are nbgrader's too; the others got partial credit, or "
            "mistakes that a visible check does not look for.",
        ),
    )


def measure(small: bool = False) -> Iterator[Section]:
    """The three tables, each as soon as it is there."""
    size = 8 if small else 120
    yield plain(size, figures=False)
    yield plain(size // 3, figures=True)
    yield chapter(4 if small else 16)


if __name__ == "__main__":
    run_alone(measure)

"""What the command line shows: progress and tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from autograder.demo import Deserved
from autograder.pipeline import Outcome
from autograder.report.page import SIGNS
from autograder.report.summary import Summary
from autograder.selftest import Trial, is_caught

T = TypeVar("T")


def note(said: str) -> None:
    """A word on stderr, between tables and progress."""
    Console(stderr=True).print(said)


def progress(items: Iterable[T], what: str, total: int | None = None) -> Iterator[T]:
    """The items, with a line on stderr that says how far along they are, how fast, and how long it
    will take."""
    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed}{task.fields[of]}"))
    total = len(items) if total is None and isinstance(items, Sequence) else total
    of = f" of {total}" if total is not None else ""
    known = (_Rate(), TimeRemainingColumn(compact=True)) if total else ()
    with Progress(*columns, TimeElapsedColumn(), *known, console=Console(stderr=True)) as bar:
        task = bar.add_task(what, total=total, of=of)
        for item in items:
            yield item
            bar.advance(task)


class _Rate(ProgressColumn):
    """How many a second."""

    def render(self, task: Task) -> Text:
        """Empty until something is done."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f}/s, left" if speed else "")


def outcomes(console: Console, done: Sequence[Outcome]) -> None:
    """What became of every submission: a count of each state, a line where there is more to say."""
    for outcome in done:
        if outcome.message or outcome.troubled:
            where = f"{outcome.chapter}, {outcome.student}"
            console.print(f"{outcome.state.value}: {where}: {escape(outcome.message)}")
    counts = {state: sum(o.state == state for o in done) for state in {o.state for o in done}}
    said = ", ".join(f"{count} {state.value}" for state, count in sorted(counts.items()))
    console.print(f"[bold]{said or 'Nothing was handed in.'}[/]")


def moment(console: Console, time: str, outcome: Outcome) -> None:
    """One line of `watch`."""
    told = f": {outcome.message}" if outcome.message else ""
    line = f"{time} {outcome.chapter}, {outcome.student}: {outcome.state.value}{told}"
    console.print(line, markup=False, highlight=False)


def summary(console: Console, said: Summary) -> None:
    """A class at a glance: its students, then its exercises."""
    table = Table(title=f"{said.chapter}: students")
    table.add_column("student")
    table.add_column("score", justify="right")
    table.add_column("exercises")
    table.add_column("note")
    for row in said.students:
        signs = "".join(SIGNS[status] for status in row.statuses)
        table.add_row(row.student, f"{row.score:g} / {row.max_score:g}", signs, escape(row.note))
    console.print(table)
    table = Table(title=f"{said.chapter}: exercises")
    table.add_column("exercise")
    table.add_column("mean", justify="right")
    table.add_column("full marks", justify="right")
    table.add_column("mistakes named")
    for each in said.exercises:
        named = "; ".join(f"{name} ({count})" for name, count in each.mistakes)
        mean = f"{each.mean:.2f} / {each.max_score:g}"
        table.add_row(each.exercise, mean, str(each.passed), named)
    console.print(table)


def comparison(console: Console, chapters: Mapping[str, Sequence[Deserved]], root: Path) -> None:
    """The demo's tables, and where everything is."""
    for chapter, lines in chapters.items():
        table = Table(title=f"The sample class, {chapter}")
        for name in ("student", "what was handed in"):
            table.add_column(name)
        for name in ("deserved", "got"):
            table.add_column(name, justify="right")
        table.add_column("")
        for line in lines:
            sign = "✓" if line.right else "✗"
            table.add_row(line.student, line.why, f"{line.deserved:g}", f"{line.got:g}", sign)
        console.print(table)
    for what, path in (
        ("submissions", root / "submitted"),
        ("graded notebooks", root / "autograded"),
        ("feedback", root / "feedback"),
        ("class reports", root / "report"),
        ("records", root / "records.json"),
    ):
        console.print(f"{what}: {path}", highlight=False, soft_wrap=True)
    every = [line for lines in chapters.values() for line in lines]
    right = sum(line.right for line in every)
    console.print(f"[bold]{right} of {len(every)} submissions graded as deserved.[/]")


def trials(console: Console, done: Sequence[Trial]) -> None:
    """The selftest's table: an exercise a line, and what was wrong, if anything."""
    table = Table(title="selftest")
    heads = (
        "exercise",
        "mistakes",
        "caught",
        "named",
        "pass the check",
        "right variants",
        "accepted",
    )
    for index, name in enumerate(heads):
        table.add_column(name, justify="right" if index else "left", no_wrap=not index)
    for exercise, own in groupby(sorted(done, key=lambda t: t.exercise), lambda t: t.exercise):
        each = list(own)
        mistakes = [trial for trial in each if trial.kind == "mistake"]
        variants = [trial for trial in each if trial.kind in ("variant", "solution")]
        table.add_row(
            exercise,
            str(len(mistakes)),
            str(sum(map(is_caught, mistakes))),
            str(sum(trial.record.mistake == trial.name for trial in mistakes)),
            str(sum(trial.misled for trial in mistakes)),
            str(len(variants)),
            str(sum(trial.right for trial in variants)),
        )
    console.print(table)
    for trial in done:
        if not trial.right:
            got = f"{trial.record.score:g} points, named {trial.record.mistake}"
            told = f"{trial.exercise}: {trial.kind} '{trial.name}' deserves {trial.deserved:g}"
            told += ", and misleads the visible check" if trial.misled else ""
            console.print(f"[red]wrong:[/] {told}, got {got}. {escape(trial.record.message)}")
    passes = sum(trial.false_pass for trial in done)
    failures = sum(trial.false_failure for trial in done)
    misled = sum(trial.misled for trial in done)
    console.print(
        f"[bold]{len(done)} trials, {passes} false passes, {failures} false failures.[/]\n"
        f"Visible checks that say otherwise than the judge: {misled}."
    )


def disguises(console: Console, shares: Mapping[str, Mapping[str, float]]) -> None:
    """What share of the points finite differences in disguise get, exercise by exercise."""
    if not shares:
        return
    kinds = list(next(iter(shares.values())))
    table = Table(title="finite differences in disguise: the most they get")
    table.add_column("exercise")
    for kind in kinds:
        table.add_column(kind, justify="right")
    for name, row in shares.items():
        table.add_row(name, *(f"{100 * row[kind]:.0f} %" for kind in kinds))
    console.print(table)
    for kind in kinds:
        caught = sum(row[kind] < 1 for row in shares.values())
        console.print(f"{kind}: caught in {caught} of {len(shares)}")

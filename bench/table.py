"""A measurement as a table: on the screen, and as a section of docs/performance.md."""

import argparse
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Row = tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """One table: its title, a sentence that says what is measured, the module that measures it,
    the columns' names, the rows, and what else there is to say, a sentence each."""

    title: str
    measured: str
    module: str
    head: Row
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What is measured, and how to measure it alone."""
        return f"{self.measured} Alone: `python -m {self.module}`."

    def text(self) -> str:
        """The table for the screen, its columns aligned."""
        lines = [f"\n{self.title}", self.sentence, "", *aligned([self.head, *self.rows])]
        return "\n".join([*lines, *self.notes])

    def markdown(self) -> str:
        """The section of a page."""
        rule = ("---", *("---:" for _ in self.head[1:]))
        table = ["| " + " | ".join(row) + " |" for row in (self.head, rule, *self.rows)]
        notes = ["", *(f"- {note}" for note in self.notes)] if self.notes else []
        return "\n".join([f"## {self.title}", "", self.sentence, "", *table, *notes, ""])


def aligned(rows: Iterable[Row]) -> list[str]:
    """The first column to the left, the others to the right."""
    found = list(rows)
    widths = [max(map(len, column)) for column in zip(*found, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if number else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in found
    ]


def at_least(value: float, target: float, unit: str = "×") -> Row:
    """(value, target met or not) where more is better."""
    return _held(value, f"≥ {target:g} {unit}", value >= target, unit)


def at_most(value: float, target: float, unit: str = "×") -> Row:
    """(value, target met or not) where less is better."""
    return _held(value, f"≤ {target:g} {unit}", value <= target, unit)


def _held(value: float, target: str, met: bool, unit: str) -> Row:
    shown = f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{shown} {unit}", f"{target}: {'met' if met else 'not met'}"


def run_alone(measure: Callable[[bool], Iterable[Section]]) -> None:
    """The main program of a benchmark: print its tables; --small takes few and says little."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--small", action="store_true", help="sizes for trying it out")
    for section in measure(parser.parse_args().small):
        print(section.text(), flush=True)

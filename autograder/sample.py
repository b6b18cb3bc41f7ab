"""A sample class: real submissions made from a released chapter, each with what it deserves."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from itertools import cycle, islice

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from autograder.mutant import answers
from autograder.source import Judged, nbgrader_metadata

Answers = Mapping[str, str]
Made = tuple[str, bytes | NotebookNode, Mapping[str, float]]


@dataclass(frozen=True)
class Submission:
    """One learner's file, why it is what it is, and what each exercise deserves (points)."""

    student: str
    why: str
    content: bytes | NotebookNode
    deserves: Mapping[str, float] = field(default_factory=dict)

    @property
    def score(self) -> float:
        """What the judged exercises deserve together."""
        return sum(self.deserves.values())


class Classroom:
    """Makes the submissions of one chapter."""

    def __init__(self, source: NotebookNode, released: NotebookNode, judged: Judged) -> None:
        self.released, self.judged = released, judged
        self.solutions = dict(solutions(source))

    def fill(self, chosen: Answers) -> NotebookNode:
        """The released notebook with these answers typed into its cells."""
        notebook = deepcopy(self.released)
        for cell in notebook.cells:
            name = str(nbgrader_metadata(cell).get("grade_id")).removesuffix("-answer")
            if name in chosen and nbgrader_metadata(cell).get("solution"):
                cell.source = chosen[name]
        return notebook

    def worth(self, lost: Mapping[str, float] | None = None) -> dict[str, float]:
        """Full points, except for the exercises in `lost`, which keep that share from 0 to 1."""
        kept = lost or {}
        return {name: kept.get(name, 1.0) * points for name, points in self.judged.points.items()}

    @cached_property
    def apart(self) -> Answers:
        """Right answers that each bring what they build on: one that is wrong spoils no other."""
        return {name: answers(each, {}) for name, each in self.judged.exercises.items()}

    def with_mistakes(self, wanted: Mapping[str, str]) -> tuple[NotebookNode, dict[str, float]]:
        """All solved, but for one known mistake in each of these exercises."""
        chosen, shares = dict(self.apart), {}
        for name, mistake_name in wanted.items():
            exercise = self.judged.exercises[name]
            mistake = next(each for each in exercise.mistakes if each.name == mistake_name)
            chosen[name] = answers(exercise, mistake.functions)
            shares[name] = exercise.share(mistake.loses)
        return self.fill(chosen), self.worth(shares)

    def in_style(self, index: int) -> NotebookNode:
        """Every exercise answered by the right variant of that index."""
        chosen = {
            name: answers(exercise, {name: exercise.variants[index]})
            for name, exercise in self.judged.exercises.items()
        }
        return self.fill(chosen)

    def only(self, names: Iterable[str]) -> tuple[NotebookNode, dict[str, float]]:
        """These exercises solved, the others untouched."""
        done = set(names)
        chosen = {name: text for name, text in self.solutions.items() if name in done}
        shares = {name: 0.0 for name in self.judged.exercises if name not in done}
        return self.fill(chosen), self.worth(shares)


def solutions(source: NotebookNode) -> Iterator[tuple[str, str]]:
    """(exercise, solution cell without nbgrader's markers) of a source notebook."""
    for cell in source.cells:
        said = nbgrader_metadata(cell)
        name = str(said.get("grade_id"))
        if cell.cell_type == "code" and said.get("solution") and name.endswith("-answer"):
            lines = [line for line in cell.source.splitlines() if line.strip()[:3] != "###"]
            yield name.removesuffix("-answer"), "\n".join(lines)


def sample_class(room: Classroom, size: int) -> list[Submission]:
    """`size` submissions, all different up to thirty, of every kind; then the mistakes over
    again."""
    makers: list[Callable[[Classroom], Iterator[Made]]]
    makers = [_right_ones, _unfinished, _mistaken, _damaged]
    made = [each for maker in makers for each in maker(room)]
    more = cycle(_every_mistake(room))
    if size < len(made):
        made = [made[index * len(made) // size] for index in range(size)]
    every = [*made, *islice(more, size - len(made))]
    return [
        Submission(f"student{number:02d}", why, content, deserves)
        for number, (why, content, deserves) in enumerate(every[:size], start=1)
    ]


def _right_ones(room: Classroom) -> Iterator[Made]:
    yield "the whole chapter solved", room.fill(room.solutions), room.worth()
    for index, style in enumerate(("vectorised", "by masks and exact formulas", "by loops")):
        yield f"solved {style}", room.in_style(index), room.worth()
    chatty = room.fill(room.solutions)
    for index in range(len(chatty.cells) - 1, 0, -3):
        chatty.cells.insert(index, new_code_cell("print('still here'); scratch = 1"))
    yield "solved, with extra cells and prints", chatty, room.worth()
    warned = room.fill(room.solutions)
    warned.cells.insert(1, new_code_cell("import sys\nprint('careful', file=sys.stderr)"))
    yield "solved, with warnings on stderr", warned, room.worth()


def _unfinished(room: Classroom) -> Iterator[Made]:
    names = list(room.judged.exercises)
    yield "half finished", *room.only(names[: len(names) // 2])
    yield "one exercise done", *room.only(names[:1])
    yield "forward passes only", *room.only(n for n in names if not n.endswith("_backward"))
    nothing = room.worth(dict.fromkeys(names, 0.0))
    yield "untouched", room.fill({}), nothing
    yield "untouched, run once", room.fill({}), nothing


def _mistaken(room: Classroom) -> Iterator[Made]:
    every = list(_every_mistake(room))
    yield from every[:: max(1, len(every) // 13)][:13]
    first = {name: each.mistakes[0].name for name, each in room.judged.exercises.items()}
    yield "a known mistake in every exercise", *room.with_mistakes(first)


def _every_mistake(room: Classroom) -> Iterator[Made]:
    for name, exercise in room.judged.exercises.items():
        for mistake in exercise.mistakes:
            yield f"{name}: {mistake.name}", *room.with_mistakes({name: mistake.name})


def _damaged(room: Classroom) -> Iterator[Made]:
    names = list(room.judged.exercises)
    broken = room.fill(room.solutions)
    tests = [i for i, c in enumerate(broken.cells) if _tests(c) in room.judged.exercises]
    broken.cells.append(deepcopy(broken.cells[tests[1]]))
    broken.cells[-1].id = "a-second-copy"
    del broken.cells[tests[0]]
    yield "solved; test cells deleted and doubled", broken, room.worth()
    retyped = room.fill(room.solutions)
    for cell in retyped.cells:
        if _tests(cell) == names[2]:
            cell.source = "2.0"
        elif _tests(cell) == names[3]:
            del cell.metadata["nbgrader"]
    yield "solved; test cells edited and unmarked", retyped, room.worth()
    yield "not valid JSON", b'{"cells": [{"cell_type": "co', room.worth(dict.fromkeys(names, 0.0))
    for why, line in (
        ("an infinite loop", "while True: pass"),
        ("os._exit", "import os; os._exit(0)"),
    ):
        victim = names[min(4, len(names) - 1)]
        chosen = {**room.apart, victim: f"{line}\n{room.solutions[victim]}"}
        yield f"{why} in {victim}", room.fill(chosen), room.worth({victim: 0.0})


def _tests(cell: NotebookNode) -> object:
    return nbgrader_metadata(cell).get("grade_id")

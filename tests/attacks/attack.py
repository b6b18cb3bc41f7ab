"""What an attack is: a submission, what its work deserves, and nothing else to say for itself."""

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from autograder.pipeline import State
from autograder.sample import Classroom
from autograder.source import nbgrader_metadata

WRONG_FORWARD = "def relu_forward(Z):\n    return np.abs(Z), Z"
WRONG_BACKWARD = "def relu_backward(dA, cache):\n    return dA.copy()"
RIGHT_FORWARD = "def relu_forward(Z):\n    return np.maximum(Z, 0.0), Z > 0"
RIGHT_BACKWARD = "def relu_backward(dA, cache):\n    return dA * cache"
FULL = {"relu_forward": 1.0, "relu_backward": 2.0}

Points = Mapping[str, float]
Secrets = Mapping[str, Any]
Writer = Callable[["Desk"], None]


@dataclass(frozen=True)
class Attack:
    """One hostile or damaged submission.

    `before` and `after` are cells around the two answers. `earns` is the most that each exercise
    may get, 0 where it is not named; with `keeps` it is the least as well. `write` writes the
    files itself, where a notebook of these cells is not the point. `state` is what the batch must
    say of it. `harmless` attacks may also be tried without walls, to see them succeed."""

    name: str
    before: str = ""
    forward: str = WRONG_FORWARD
    backward: str = WRONG_BACKWARD
    after: str = ""
    more: Mapping[str, str] = field(default_factory=dict)
    earns: Points = field(default_factory=dict)
    keeps: bool = False
    write: Writer | None = None
    state: State = State.GRADED
    harmless: bool = False


@dataclass(frozen=True)
class Desk:
    """Where one learner makes a submission: the folder, and the released notebook to fill."""

    room: Classroom
    path: Path
    secrets: Secrets

    @property
    def folder(self) -> Path:
        """The folder that is handed in."""
        return self.path.parent

    def notebook(self, attack: Attack) -> NotebookNode:
        """The attack as a notebook: what it knows of the field, its cells, and the test cells."""
        notebook = new_notebook(metadata=deepcopy(self.room.released.metadata))
        known = new_code_cell(f"import numpy as np\nFIELD = {dict(self.secrets)!r}")
        answers = {
            "relu_forward": attack.forward,
            "relu_backward": attack.backward,
            **attack.more,
        }
        notebook.cells = [known, new_code_cell(attack.before)]
        for name, source in answers.items():
            answer = self.released(f"{name}-answer")
            answer.source = source
            notebook.cells += [answer, self.released(name)]
        notebook.cells.append(new_code_cell(attack.after))
        return notebook

    def released(self, grade_id: str) -> NotebookNode:
        """A fresh copy of a released cell."""
        cells = self.room.released.cells
        return deepcopy(next(c for c in cells if nbgrader_metadata(c).get("grade_id") == grade_id))

    def cell(self, source: str) -> NotebookNode:
        """A code cell of the learner's own."""
        return new_code_cell(source)

    def solved(self) -> NotebookNode:
        """A notebook in which both exercises are right."""
        return self.notebook(Attack("", forward=RIGHT_FORWARD, backward=RIGHT_BACKWARD))

    def hand_in(self, notebook: NotebookNode) -> None:
        """Write the notebook as it is, mended by nobody, where nbgrader looks for it."""
        self.hand_in_bytes(json.dumps(notebook, indent=1).encode())

    def hand_in_bytes(self, content: bytes) -> None:
        """Write anything whatever where nbgrader looks for a notebook."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.path.write_bytes(content)


def mended(name: str, change: Callable[[NotebookNode, Desk], None], **more: Any) -> Attack:
    """A solved notebook that was changed; what the work deserves is kept unless said otherwise."""

    def write(desk: Desk) -> None:
        notebook = desk.solved()
        change(notebook, desk)
        desk.hand_in(notebook)

    return Attack(name, **{"earns": FULL, "keeps": True, "write": write, **more})

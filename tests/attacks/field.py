"""The field of an attack: a course with planted secrets, listeners, witnesses; its aftermath."""

import hashlib
import inspect
import os
import secrets
import shutil
import socket
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pytest

from autograder import gradebook, pipeline
from autograder.course import Course, read_notebook, write_notebook
from autograder.demo import make_course
from autograder.pipeline import Outcome, Settings
from autograder.records import class_records
from autograder.reference import activations
from autograder.release import release
from autograder.sample import Classroom
from autograder.sandbox import Isolation, Limits
from autograder.source import judged_cells
from tests.attacks.attack import Attack, Desk
from tests.conftest import CHAPTER, PROJECT

FIRST, LAST, VICTIM = "aa-witness", "zz-witness", "ab-victim"
REFERENCE = str(inspect.getdoc(activations.relu_forward))


@dataclass
class Aftermath:
    """What is left on the field when a batch has been graded."""

    outcomes: Mapping[str, Outcome]
    scores: Mapping[str, Mapping[str, float]]
    totals: Mapping[str, tuple[float, float]]
    messages: Mapping[str, str]
    written: Mapping[str, bytes]
    handed_in: Mapping[str, int]
    canaries: Mapping[str, str]
    heard: Sequence[str]
    running: Sequence[str]
    touched: Sequence[str]
    witness_changed: bool


@dataclass
class Field:
    """A course and everything around it that a submission could want."""

    course: Course
    room: Classroom
    canaries: dict[str, str]
    secrets: dict[str, object]
    listeners: dict[str, socket.socket] = field(default_factory=dict)

    def desk(self, student: str) -> Desk:
        """Where a student makes a submission."""
        return Desk(self.room, self.course.submitted_path(CHAPTER, student), self.secrets)

    def hand_in(self, attacks: Mapping[str, Attack]) -> None:
        """Everybody's submission: the witnesses', the victim's, the attackers'."""
        for student in (FIRST, LAST):
            self.desk(student).hand_in(self.desk(student).solved())
        victim = self.desk(VICTIM).solved()
        victim.cells[1].source = f"# {self.canaries['submission']}"
        self.desk(VICTIM).hand_in(victim)
        for student, attack in attacks.items():
            desk = self.desk(student)
            if attack.write is None:
                desk.hand_in(desk.notebook(attack))
            else:
                attack.write(desk)

    def grade(self, isolation: Isolation) -> Aftermath:
        """Grade everybody in one batch, and look around."""
        before = _fingerprints(self.course.root)
        seen, outcomes = b"", {}
        students = self.course.submitters(CHAPTER)
        settings = Settings(isolation=isolation)
        for outcome in pipeline.grade(self.course, CHAPTER, students, settings):
            outcomes[outcome.student] = outcome
            if outcome.student == FIRST:
                seen = self._graded(FIRST)
        after = _fingerprints(self.course.root)
        scores: dict[str, dict[str, float]] = {}
        messages: dict[str, str] = {}
        for record in class_records(self.course, CHAPTER):
            scores.setdefault(record.student, {})[record.exercise] = record.score
            messages[record.student] = messages.get(record.student, "") + record.message
        own = ("autograded/", "gradebook.db", ".grading.lock")
        changed = [path for path in {*before, *after} if before.get(path) != after.get(path)]
        return Aftermath(
            outcomes,
            scores,
            gradebook.scores(self.course, CHAPTER),
            messages,
            {student: self._graded(student) for student in students},
            {student: _size(self.course.submitted_path(CHAPTER, student)) for student in students},
            self.canaries,
            [name for name, listener in self.listeners.items() if _heard(listener)],
            _carrying(str(self.secrets["marker"])),
            [path for path in changed if not path.startswith(own)],
            seen != self._graded(FIRST),
        )

    def _graded(self, student: str) -> bytes:
        path = self.course.autograded_path(CHAPTER, student)
        return path.read_bytes() if path.is_file() else b""


@contextmanager
def fought(
    attacks: Mapping[str, Attack], limits: Limits, isolation: Isolation = "bubblewrap"
) -> Iterator[Aftermath]:
    """The aftermath of a batch of attacks, each by a student of its own."""
    with ExitStack() as stack:
        enter = stack.enter_context
        patch = enter(pytest.MonkeyPatch.context())
        wide = "/var/tmp" if os.access("/var/tmp", os.W_OK) else None
        beyond = Path(enter(tempfile.TemporaryDirectory(prefix="home-", dir=wide)))
        canary = {name: f"CANARY-{name}-{secrets.token_hex(6)}" for name in _PLANTED}
        patch.setenv("GRADER_TOKEN", canary["environment"])
        patch.setenv("HOME", str(beyond))
        (beyond / ".token").write_text(canary["home"])
        course = _planted(beyond / "course", canary)
        source = course.source(CHAPTER)
        released = read_notebook(course.release_path(CHAPTER))
        room = Classroom(source, released, judged_cells(CHAPTER, source))
        marker = f"{secrets.randbelow(10**9) + 10**9}"
        ground = Field(
            course,
            room,
            {**canary, "reference": REFERENCE, "note": "CANARY-note"},
            {"marker": marker},
        )
        _listen(ground, enter(tempfile.TemporaryDirectory(prefix="s-", dir="/tmp")), stack)
        ground.secrets |= {
            "course": str(course.root),
            "home": str(beyond),
            "project": str(PROJECT),
            "victim": str(course.submitted_path(CHAPTER, VICTIM)),
        }
        config = course.root / "nbgrader_config.py"
        with config.open("a", encoding="utf-8") as settings:
            settings.write(f"\nc.Execute.limits = {asdict(limits)}\n")
        ground.hand_in(attacks)
        yield ground.grade(isolation)


_PLANTED = ("gradebook", "source", "home", "environment", "submission", "secret")


def _planted(folder: Path, canary: Mapping[str, str]) -> Course:
    """A released course that holds a canary wherever there is something to hide."""
    course = make_course(folder)
    notebook = course.source(CHAPTER)
    for cell in notebook.cells:
        cell.source = cell.source.replace(
            "### END SOLUTION", f"# {canary['source']}\n    ### END SOLUTION"
        )
    write_notebook(notebook, course.source_path(CHAPTER))
    release(course, CHAPTER)
    (course.root / ".course_secret").write_text(canary["secret"])
    with gradebook.opened(course) as book:
        book.add_student("ac-known", first_name=canary["gradebook"])
    shutil.copy(course.root / "gradebook.db", course.root / "gradebook.db.bak")
    return course


def _listen(ground: Field, folder: str, stack: ExitStack) -> None:
    abstract = f"attack-{os.getpid()}-{secrets.token_hex(4)}"
    places = {
        "tcp": (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
        "udp": (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
        "unix": (socket.AF_UNIX, socket.SOCK_STREAM, f"{folder}/listener"),
        "abstract": (socket.AF_UNIX, socket.SOCK_STREAM, f"\0{abstract}"),
    }
    for name, (family, kind, address) in places.items():
        listener = stack.enter_context(socket.socket(family, kind))
        listener.bind(address)
        if kind == socket.SOCK_STREAM:
            listener.listen()
        listener.setblocking(False)
        ground.listeners[name] = listener
        got = listener.getsockname()
        ground.secrets[name] = got[1] if family == socket.AF_INET else address


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _heard(listener: socket.socket) -> bool:
    try:
        if listener.type == socket.SOCK_STREAM:
            listener.accept()[0].close()
        else:
            listener.recv(1)
    except BlockingIOError:
        return False
    return True


def _carrying(marker: str) -> list[str]:
    """Processes of this machine that carry the marker in their name or their arguments."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        for name in ("cmdline", "comm"):
            try:
                said = (process / name).read_text(errors="replace")
            except OSError:
                continue
            if marker in said:
                found.append(said)
    return found


def _fingerprints(root: Path) -> dict[str, str]:
    """What every file of the course holds, links not followed."""
    found = {}
    for path in root.rglob("*"):
        if path.is_symlink():
            found[str(path.relative_to(root))] = os.readlink(path)
        elif path.is_file():
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            found[str(path.relative_to(root))] = f"{digest} {path.stat().st_mode:o}"
    return found

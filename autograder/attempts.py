"""Who had what graded when: the limit a day that keeps `watch` from being an oracle.

A file of lines, each written to disk before its submission is graded, so that no kill gives an
attempt away; the same work counts once."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Attempt:
    """One submission graded: `day` as 2026-11-21, `digest` of what was handed in."""

    day: str
    student: str
    chapter: str
    digest: str


class Attempts:
    """The attempts of a course, in the file `.attempts.jsonl` in its folder."""

    def __init__(self, root: Path) -> None:
        self._path = root / ".attempts.jsonl"
        self._all = list(self._read())

    def note(self, attempt: Attempt) -> None:
        """Write an attempt down, once."""
        if attempt in self._all:
            return
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(attempt)) + "\n")
            file.flush()
            os.fsync(file.fileno())
        self._all.append(attempt)

    def on(self, day: str, student: str, chapter: str) -> set[str]:
        """The digests that a student had graded in a chapter that day."""
        return {
            each.digest
            for each in self._all
            if (each.day, each.student, each.chapter) == (day, student, chapter)
        }

    def last(self, student: str, chapter: str) -> str | None:
        """The digest of a student's latest attempt; None where there was none."""
        own = (each for each in reversed(self._all) if each.student == student)
        return next((each.digest for each in own if each.chapter == chapter), None)

    def _read(self) -> Iterator[Attempt]:
        if not self._path.is_file():
            return
        text = self._path.read_text("utf-8")
        if text and not text.endswith("\n"):  # a line cut off by a kill: it was not graded
            text = text[: text.rfind("\n") + 1]
            self._path.write_text(text, encoding="utf-8")
        for line in text.splitlines():
            yield Attempt(**json.loads(line))

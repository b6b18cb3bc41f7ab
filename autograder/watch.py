"""Grading as work arrives, in nbgrader's exchange or in submitted/; feedback within seconds."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from autograder import pipeline
from autograder.attempts import Attempt, Attempts
from autograder.course import Course
from autograder.errors import Busy
from autograder.lock import grading
from autograder.pipeline import Outcome, Settings, State
from autograder.sandbox import Isolation
from autograder.submissions import is_newer
from autograder.workers import Team

Seen = tuple[tuple[str, int, int], ...]


class Watch:
    """What arrives in a course, round after round; `limit` graded attempts a learner, chapter and
    day. Killed at any moment and started again, it goes on where it was."""

    def __init__(
        self,
        course: Course,
        team: Team,
        *,
        isolation: Isolation = "bubblewrap",
        limit: int = 5,
        today: Callable[[], date] = date.today,
        halted: Callable[[], bool] = pipeline.never,
    ) -> None:
        self._course, self._limit, self._today = course, limit, today
        self._settings = Settings(force=True, isolation=isolation, team=team, halted=halted)
        self._attempts = Attempts(course.root)
        self._settled: dict[tuple[str, str], str] = {}
        self._digests: dict[Path, tuple[Seen, str]] = {}
        self._inbound: set[str] = set()

    def round(self, chapters: list[str]) -> Iterator[Outcome]:
        """Look once: collect, grade what is new, release its feedback. Yields what happened."""
        arrived = self._arrived()
        for chapter in chapters:
            if any(f"+{chapter}+" in name for name in arrived):
                self._course.nbgrader("collect", chapter, update=True)
            try:
                yield from self._grade(chapter, self._due(chapter))
            except Busy:  # by hand, in another window: the next round sees what it left
                continue
            yield from self._give_feedback(chapter)

    def _arrived(self) -> set[str]:
        """What came into the exchange's inbound folder since the last round."""
        inbound = self._exchange() / "inbound"
        now = {path.name for path in inbound.iterdir()} if inbound.is_dir() else set()
        new, self._inbound = now - self._inbound, now
        return new

    def _exchange(self) -> Path:
        config = self._course.config()
        root = config.Exchange.get("root") or "/usr/local/share/nbgrader/exchange"
        return Path(str(root)) / str(config.CourseDirectory.get("course_id", "default_course"))

    def _due(self, chapter: str) -> dict[str, str]:
        """Students with new work, and its digest."""
        found = {}
        for student in self._course.submitters(chapter):
            digest = self._digest(self._course.submitted_path(chapter, student).parent)
            if self._settled.get((student, chapter)) != digest:
                if self._is_graded(student, chapter, digest):
                    self._settled[student, chapter] = digest
                else:
                    found[student] = digest
        return found

    def _is_graded(self, student: str, chapter: str, digest: str) -> bool:
        graded = self._course.autograded_path(chapter, student).parent
        if not graded.exists():
            return False
        last = self._attempts.last(student, chapter)
        if last is not None:
            return last == digest
        submitted = self._course.submitted_path(chapter, student).parent
        try:
            return not is_newer(submitted, graded)
        except ValueError:
            return False

    def _digest(self, folder: Path) -> str:
        """Of everything handed in; read only where a file's time or size is not what it was."""
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        seen = tuple((str(p), p.stat().st_mtime_ns, p.stat().st_size) for p in files)
        known = self._digests.get(folder)
        if known is None or known[0] != seen:
            digest = hashlib.sha256()
            for path in files:
                digest.update(f"{path.relative_to(folder)}\n".encode(errors="replace"))
                digest.update(path.read_bytes())
            known = self._digests[folder] = (seen, digest.hexdigest())
        return known[1]

    def _grade(self, chapter: str, due: dict[str, str]) -> Iterator[Outcome]:
        if not due:
            return
        with grading(self._course):
            pass  # raises Busy before an attempt is noted
        day, now = self._today().isoformat(), list[str]()
        for student, digest in due.items():
            had = self._attempts.on(day, student, chapter)
            if digest not in had and len(had) >= self._limit:
                if self._settled.get((student, chapter)) != f"{day} {digest}":
                    self._settled[student, chapter] = f"{day} {digest}"
                    said = f"{self._limit} attempts were graded today: this one waits for tomorrow"
                    yield Outcome(chapter, student, State.WAITING, said)
                continue
            self._attempts.note(Attempt(day, student, chapter, digest))
            now.append(student)
        if now:
            for outcome in pipeline.grade(self._course, chapter, now, self._settings):
                self._settled[outcome.student, chapter] = due[outcome.student]
                yield outcome

    def _give_feedback(self, chapter: str) -> Iterator[Outcome]:
        """Feedback for whoever's is older than their graded work: also after a kill."""
        for path in self._course.root.glob(f"autograded/*/{chapter}/"):
            student = path.parent.name
            pages = self._course.feedback_path(chapter, student).parent
            written = [page.stat().st_mtime for page in pages.glob("*.html")]
            if not written or min(written) < path.stat().st_mtime:
                pipeline.feedback(self._course, chapter, student)
                yield Outcome(chapter, student, State.TOLD, self._released(chapter, student))

    def _released(self, chapter: str, student: str) -> str:
        """Put feedback into the exchange, where there is one and the work came that way."""
        work = self._course.submitted_path(chapter, student).parent
        if not self._exchange().is_dir() or not (work / "submission_secret.txt").is_file():
            return ""
        result = self._course.nbgrader("release_feedback", chapter, student)
        return "and released" if result["success"] else "but nbgrader could not release it"

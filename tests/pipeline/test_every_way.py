"""The same class graded by nbgrader itself, in one process, in four, and by a cluster that shares
nothing with the head: equal gradebooks, row by row."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.sample import Classroom
from tests.conftest import CHAPTER
from tests.pipeline.every_case import with_every_case
from tests.pipeline.far_away import Cluster, cluster
from tests.pipeline.held import Held, assert_equal, assert_same_rows, graded
from tests.pipeline.processes import eventually
from tests.pipeline.small_class import NAMES, SEEDED, copied, ended, environment, grade, start

NO_DISTRIBUTED = "distributed is not installed: pip install 'chainrule[cluster]'"
REFUSED = "not graded: 05-activations, gus: there is no 05-activations.ipynb in submitted/gus"


@pytest.fixture(scope="module")
def every_case(
    tmp_path_factory: pytest.TempPathFactory, released: Course, room: Classroom
) -> Course:
    """Handed in; read it, do not write to it."""
    return with_every_case(released, room, tmp_path_factory.mktemp("every-case"))


@pytest.fixture(scope="module")
def by_nbgrader(every_case: Course, tmp_path_factory: pytest.TempPathFactory) -> Held:
    """What `nbgrader autograde` makes of it with our nbgrader_config.py."""
    course = copied(every_case, tmp_path_factory.mktemp("nbgrader") / "course")
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", CHAPTER, "--force"],
        cwd=course.root,
        env=environment(PATH=f"{Path(sys.executable).parent}:/usr/bin:/bin"),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return Held(course)


@pytest.fixture(scope="module")
def by_one_worker(every_case: Course, tmp_path_factory: pytest.TempPathFactory) -> Held:
    course = copied(every_case, tmp_path_factory.mktemp("one") / "course")
    said = grade(course, "--force", "--json", "records.json", "--workers", "1")
    assert said.code == 1
    assert REFUSED in said.text
    return Held(course)


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler and two workers."""
    pytest.importorskip("distributed", reason=NO_DISTRIBUTED)
    with cluster(tmp_path_factory.mktemp("cluster")) as found:
        yield found


def test_nbgrader_and_we_write_the_same_rows(by_nbgrader: Held, by_one_worker: Held) -> None:
    assert_same_rows(by_one_worker.rows, by_nbgrader.rows)


def test_nbgrader_and_we_leave_the_same_files(by_nbgrader: Held, by_one_worker: Held) -> None:
    assert by_one_worker.files == by_nbgrader.files


def test_the_class_holds_what_it_should(by_one_worker: Held) -> None:
    rows = by_one_worker.rows
    penalties = {who: rows[who, CHAPTER][0] for who in ("ada", "ben", "cleo", "dan")}  # type: ignore[index]
    assert penalties == {"ada": None, "ben": None, "cleo": 1.0, "dan": None}
    assert rows["ben", CHAPTER, "challenge", "grade"][1] == 4.0  # type: ignore[index]
    assert rows["ben", CHAPTER, "challenge", "comment"][1] == "well argued"  # type: ignore[index]
    assert rows["eve", CHAPTER][1] == 0.0  # type: ignore[index]
    assert rows["fay", CHAPTER][1] > 0.0  # type: ignore[index]


def test_four_workers_make_the_same(
    every_case: Course, by_one_worker: Held, tmp_path: Path
) -> None:
    course = copied(every_case, tmp_path / "course")
    said = grade(course, "--force", "--json", "records.json", "--workers", "4")
    assert REFUSED in said.text
    assert_equal(Held(course), by_one_worker)


def test_a_cluster_makes_the_same(
    every_case: Course, by_one_worker: Held, far: Cluster, tmp_path: Path
) -> None:
    course = copied(every_case, tmp_path / "course")
    said = grade(course, "--force", "--json", "records.json", "--cluster", far.address)
    assert REFUSED in said.text
    assert_equal(Held(course), by_one_worker)


def test_a_class_completes_when_one_of_the_cluster_s_workers_is_killed(
    small_class: Course, undisturbed: Held, far: Cluster
) -> None:
    run = start(small_class, *SEEDED, "--cluster", far.address)
    eventually(lambda: graded(small_class), "somebody graded")
    far.workers[1].send_signal(signal.SIGKILL)
    said = ended(run)
    assert (said.code, len(graded(small_class))) == (0, len(NAMES)), said
    assert_equal(Held(small_class), undisturbed)


def test_a_scheduler_that_does_not_answer_is_named(small_class: Course) -> None:
    pytest.importorskip("distributed", reason=NO_DISTRIBUTED)
    said = grade(small_class, "--cluster", "tcp://127.0.0.1:9")
    assert said.code == 2
    assert "No scheduler answers at tcp://127.0.0.1:9" in said.text
    assert not graded(small_class)


@pytest.mark.parametrize("way", ["nbgrader", "ours"])
def test_a_student_who_must_be_known_and_is_not(
    every_case: Course, by_one_worker: Held, tmp_path: Path, way: str
) -> None:
    course = copied(every_case, tmp_path / "course")
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text() + "c.Autograde.create_student = False\n")
    for student in ("ada", "ben", "cleo", "dan", "eve", "gus"):
        shutil.rmtree(course.root / "submitted" / student)
    if way == "nbgrader":
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", "autograde", CHAPTER],
            cwd=course.root,
            env=environment(),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 1
    else:
        said = grade(course)
        assert said.code == 1
        assert "no student 'fay' in the gradebook" in said.text
    left = Held(course)
    assert ("fay",) not in left.rows
    assert left.files_of("fay") == {}

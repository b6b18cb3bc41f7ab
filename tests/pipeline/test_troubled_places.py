"""A full disk, a folder that may not be written, a database that is busy: a clear word, nothing
half-written, and the next run completes."""

import os
import shutil
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from autograder.course import Course
from tests.pipeline.held import Held, assert_equal, assert_nothing_is_half_written, graded
from tests.pipeline.processes import eventually
from tests.pipeline.small_class import NAMES, SEEDED, ended, grade, start

COMMAND = (*SEEDED, "--workers", "2")
GOES_ON = "run the same command again: it goes on where it stopped"


def mounted(*lines: str) -> tuple[str, ...]:
    """Words before a command: mount things first, in a mount namespace that ends with it."""
    said = " && ".join([*lines, 'exec "$@"'])
    words = ("unshare", "--mount", "--map-root-user", "sh", "-c", said, "sh")
    return words if os.geteuid() else tuple(w for w in words if w != "--map-root-user")


@pytest.fixture(scope="module")
def may_mount() -> None:
    """Skips where nothing can be mounted."""
    tried = [*mounted("mount -t tmpfs none /mnt"), "true"]
    if shutil.which("unshare") is None or subprocess.run(tried, capture_output=True).returncode:
        pytest.skip("no mount namespace can be made here")


def kilobytes(folder: Path) -> int:
    """What the folder takes in memory, page by page."""
    return sum(4 * -(-path.stat().st_size // 4096) for path in folder.rglob("*") if path.is_file())


def completes(course: Course, undisturbed: Held) -> None:
    """What must hold after every trouble."""
    assert_nothing_is_half_written(course, undisturbed)
    said = grade(course, *COMMAND)
    assert said.code == 0, said
    assert_equal(Held(course), undisturbed)


@pytest.mark.usefixtures("may_mount")
def test_a_disk_that_fills_up_while_folders_are_written(
    small_class: Course, undisturbed: Held
) -> None:
    folder, kept = small_class.root / "autograded", small_class.root / "kept"
    folder.mkdir()
    kept.mkdir()
    full = mounted(f"mount -t tmpfs -o size=400k none {folder}", f"mount --bind {folder} {folder}")
    copy = ("sh", "-c", f'"$@"; code=$?; cp -a {folder}/. {kept}; exit $code', "sh")
    said = grade(small_class, *COMMAND, before=(*full, *copy))
    assert said.code == 2, said
    assert "cannot be written: [Errno 28] No space left on device" in said.text
    assert "Its scores were not recorded" in said.text
    assert GOES_ON in said.text
    folder.rmdir()
    kept.rename(folder)
    assert 0 < len(graded(small_class)) < len(NAMES)
    completes(small_class, undisturbed)


@pytest.mark.usefixtures("may_mount")
def test_a_disk_that_is_full_of_everything(small_class: Course, undisturbed: Held) -> None:
    root = small_class.root
    kept, room = root.with_name("kept"), 300 + kilobytes(root)
    copied_in = f"cp -a {root} {kept}"
    filled = f"mount -t tmpfs -o size={room}k none {root} && cp -a {kept}/. {root}"
    back = f'cd {root}; "$@"; code=$?; rm -rf {kept}; cp -a {root} {kept}; exit $code'
    before = (*mounted(copied_in, filled), "sh", "-c", back, "sh")
    said = grade(small_class, *COMMAND, before=before)
    assert said.code == 2, said
    assert "run the same command again" in said.text
    shutil.rmtree(root)
    kept.rename(root)
    assert len(graded(small_class)) < len(NAMES)
    completes(small_class, undisturbed)


@pytest.mark.usefixtures("may_mount")
def test_a_folder_that_may_not_be_written(small_class: Course, undisturbed: Held) -> None:
    folder = small_class.root / "autograded"
    folder.mkdir()
    sealed = mounted(f"mount --bind {folder} {folder}", f"mount -o remount,bind,ro {folder}")
    said = grade(small_class, *COMMAND, before=sealed)
    assert said.code == 2, said
    assert "cannot be written: [Errno 30] Read-only file system" in said.text
    assert "Make room or set the folder's rights" in said.text
    assert GOES_ON in said.text
    completes(small_class, undisturbed)


@pytest.mark.usefixtures("may_mount")
@pytest.mark.parametrize("name", ["gradebook.db", "."])
def test_a_gradebook_or_course_that_may_not_be_written(
    small_class: Course, undisturbed: Held, name: str
) -> None:
    (small_class.root / "autograded").mkdir()
    (small_class.root / ".grading.lock").touch()
    what = small_class.root / name
    sealed = mounted(f"mount --bind {what} {what}", f"mount -o remount,bind,ro {what}")
    said = grade(small_class, "--seed", "7", "--workers", "2", before=(*sealed,))
    assert said.code == 2, said
    assert "run the same command again" in said.text
    completes(small_class, undisturbed)


def test_a_json_file_that_cannot_be_written_is_said_before_anything_is_graded(
    small_class: Course,
) -> None:
    said = grade(small_class, "--json", str(small_class.root / "nowhere" / "records.json"))
    assert said.code == 2
    assert "name a file in a folder that exists and can be written" in said.text
    assert not graded(small_class)


def test_a_gradebook_that_stays_locked(small_class: Course, undisturbed: Held) -> None:
    run = start(small_class, *COMMAND)
    eventually(lambda: len(graded(small_class)) >= 2, "two graded")
    locked = sqlite3.connect(small_class.root / "gradebook.db", timeout=60)
    locked.execute("BEGIN EXCLUSIVE")
    said = ended(run)
    locked.rollback()
    locked.close()
    assert said.code == 2, said
    assert "The gradebook cannot be used: database is locked" in said.text
    assert GOES_ON in said.text
    assert 2 <= len(graded(small_class)) < len(NAMES)
    completes(small_class, undisturbed)


def test_a_gradebook_that_is_locked_for_a_while(small_class: Course, undisturbed: Held) -> None:
    run = start(small_class, *COMMAND)
    eventually(lambda: graded(small_class), "somebody graded")
    locked = sqlite3.connect(small_class.root / "gradebook.db", timeout=60)
    locked.execute("BEGIN EXCLUSIVE")
    time.sleep(6.0)
    locked.rollback()
    locked.close()
    assert ended(run).code == 0
    assert_equal(Held(small_class), undisturbed)


def test_a_gradebook_that_is_no_database(small_class: Course, undisturbed: Held) -> None:
    sound = (small_class.root / "gradebook.db").read_bytes()
    Path(small_class.root / "gradebook.db").write_bytes(b"no database at all" * 100)
    said = grade(small_class, *COMMAND)
    assert said.code == 2, said
    assert "The gradebook cannot be used: file is not a database" in said.text
    Path(small_class.root / "gradebook.db").write_bytes(sound)
    completes(small_class, undisturbed)

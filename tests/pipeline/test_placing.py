"""Graded folders appear whole or not at all."""

import stat
from pathlib import Path

import pytest

from autograder.placing import Place, set_permissions, write_all


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A folder that was graded before."""
    found = Place(tmp_path / "autograded" / "ada" / "hw")
    found.folder.mkdir(parents=True)
    (found.folder / "a.ipynb").write_text("old")
    return found


def seen(place: Place) -> dict[str, str]:
    return {path.name: path.read_text() for path in place.folder.glob("*")}


def siblings(place: Place) -> set[str]:
    return {path.name for path in place.folder.parent.iterdir()}


def test_the_old_folder_stands_until_the_new_one_is_filled(place: Place) -> None:
    new = place.begin()
    (new / "a.ipynb").write_text("new")
    assert seen(place) == {"a.ipynb": "old"}


def test_between_the_two_there_is_none_which_says_not_graded(place: Place) -> None:
    place.begin()
    place.set_aside()
    assert siblings(place) == {".hw.new", ".hw.old"}


def test_finished_only_the_new_one_is_left(place: Place) -> None:
    (place.begin() / "b.ipynb").write_text("new")
    place.set_aside()
    place.finish()
    assert (seen(place), siblings(place)) == ({"b.ipynb": "new"}, {"hw"})


@pytest.mark.parametrize("aside", [True, False])
def test_given_up_all_is_as_it_was(place: Place, aside: bool) -> None:
    (place.begin() / "a.ipynb").write_text("new")
    if aside:
        place.set_aside()
    place.give_up()
    assert (seen(place), siblings(place)) == ({"a.ipynb": "old"}, {"hw"})


def test_what_a_killed_run_left_is_cleared(place: Place) -> None:
    (place.begin() / "half").write_text("")
    place.old.mkdir()
    assert not list(place.begin().iterdir())
    place.set_aside()
    place.finish()
    assert siblings(place) == {"hw"}


def test_a_folder_that_never_stood_is_placed_and_given_up_as_well(tmp_path: Path) -> None:
    place = Place(tmp_path / "autograded" / "ben" / "hw")
    place.begin()
    place.set_aside()
    place.give_up()
    assert siblings(place) == set()
    place.begin()
    place.set_aside()
    place.finish()
    assert siblings(place) == {"hw"}


def test_files_are_written_over_links_and_read_only_ones(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("kept")
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "a").symlink_to(target)
    write_all({"a": b"1", "sub/b": b"2"}, tmp_path / "new")
    assert (target.read_text(), (tmp_path / "new" / "a").read_bytes()) == ("kept", b"1")
    assert (tmp_path / "new" / "sub" / "b").read_bytes() == b"2"


@pytest.mark.parametrize(("shared", "folders"), [(False, 0o755), (True, 0o2775)])
def test_permissions_are_nbgrader_s(tmp_path: Path, shared: bool, folders: int) -> None:
    folder = tmp_path / "hw"
    write_all({"a.ipynb": b"", "sub/b": b""}, folder)
    for each in (folder, folder / "sub"):
        each.chmod(0o755)
    set_permissions(folder, 0o444, shared=shared)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [folder, *folder.rglob("*")]}
    assert modes == {"a.ipynb": 0o444, "b": 0o444, "hw": folders, "sub": folders}

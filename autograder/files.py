"""The files that come with a submission: regular ones only, never what a link points to."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path


def files_in(
    folder: Path, left_out: Callable[[str], None], room: int = 32 * 2**20
) -> dict[str, bytes]:
    """The regular files below a folder but its notebooks, as a fork's working folder shall hold
    them, by their paths from there. Those that do not fit into `room` bytes are named to
    `left_out`; those whose names are no text are passed over."""
    found = {}
    for path in _below(folder):
        name = str(path.relative_to(folder))
        if not is_link(path) and path.is_file() and path.suffix != ".ipynb" and sayable(name):
            size = path.stat().st_size
            if size <= room:
                room -= size
                found[name] = path.read_bytes()
            else:
                left_out(name)
    return found


def write_new(files: Mapping[str, bytes], folder: Path) -> None:
    """Lay down what a notebook wrote; notebooks and the time of submission stay as they are."""
    for name, content in files.items():
        path = folder / name
        protected = path.name == "timestamp.txt" or any(
            Path(part).suffix == ".ipynb" for part in Path(name).parts
        )
        if not protected and not path.is_symlink():
            with suppress(OSError):  # a name too long, a file where a folder stands
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)


def drop_links(submitted: Path, copied: Path) -> list[str]:
    """Delete from `copied` what nbgrader copied for each link in `submitted` (it copies what the
    link points to, which may be anything the instructor can read). Returns their names."""
    links = [path.relative_to(submitted) for path in _below(submitted) if is_link(path)]
    for link in links:
        (copied / link).unlink(missing_ok=True)
    return [str(link) for link in links]


def is_link(path: Path) -> bool:
    """A symbolic link, or one of several names of a file."""
    return path.is_symlink() or (path.is_file() and path.stat().st_nlink > 1)


def sayable(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _below(folder: Path) -> Iterator[Path]:
    for base, _, names in os.walk(folder):
        yield from (Path(base, name) for name in sorted(names))

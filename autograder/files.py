"""The files that come with a submission: regular ones only, never what a link points to."""

import os
from collections.abc import Iterator
from pathlib import Path


def files_in(folder: Path) -> dict[str, bytes]:
    """The regular files below a folder but its notebooks, as a fork's working folder shall hold
    them, by their paths from there."""
    found = {}
    for path in _below(folder):
        if not path.is_symlink() and path.is_file() and path.suffix != ".ipynb":
            found[str(path.relative_to(folder))] = path.read_bytes()
    return found


def drop_links(submitted: Path, copied: Path) -> list[str]:
    """Delete from `copied` what nbgrader copied for each link in `submitted` (it copies what the
    link points to, which may be anything the instructor can read). Returns their names."""
    links = [path.relative_to(submitted) for path in _below(submitted) if path.is_symlink()]
    for link in links:
        (copied / link).unlink(missing_ok=True)
    return [str(link) for link in links]


def _below(folder: Path) -> Iterator[Path]:
    for base, _, names in os.walk(folder):
        yield from (Path(base, name) for name in sorted(names))

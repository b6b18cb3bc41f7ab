"""Graded folders, written beside and renamed: whoever looks sees the old one or the new one, and a
run that is killed leaves nothing that the next one would take for finished."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Place:
    """Where a folder will stand; `new` is filled first, `old` is what stood there before."""

    folder: Path

    @property
    def new(self) -> Path:
        """Hidden from nbgrader's globs by its dot."""
        return self.folder.with_name(f".{self.folder.name}.new")

    @property
    def old(self) -> Path:
        """Likewise."""
        return self.folder.with_name(f".{self.folder.name}.old")

    def begin(self) -> Path:
        """An empty folder to fill. Raises OSError."""
        self._clear(self.new)
        self.new.mkdir(parents=True)
        return self.new

    def set_aside(self) -> None:
        """From here until `finish` the folder is not there, which says: not graded."""
        if self.folder.exists():
            self._clear(self.old)
            self.folder.rename(self.old)

    def finish(self) -> None:
        """The new folder takes its place."""
        self.new.rename(self.folder)
        self._clear(self.old)

    def give_up(self) -> None:
        """All is as it was before."""
        self._clear(self.new)
        if self.old.exists() and not self.folder.exists():
            self.old.rename(self.folder)

    @staticmethod
    def _clear(folder: Path) -> None:
        if folder.exists():
            shutil.rmtree(folder)


def write_all(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files by their paths from the folder, over whatever is there. Raises OSError."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_bytes(content)


def set_permissions(folder: Path, permissions: int, *, shared: bool) -> None:
    """As nbgrader's converters do: files get `permissions`, folders the group's where shared."""
    for base, _, names in os.walk(folder):
        for name in names:
            os.chmod(os.path.join(base, name), permissions)
        if shared:
            os.chmod(base, (os.stat(base).st_mode | 0o2770) & 0o2777)

"""The wall around one fork: its own namespaces, one small writable folder, and hard limits.

Runs in the fork itself, before it has seen a byte of any submission."""

import contextlib
import os
import resource
from dataclasses import dataclass

from autograder.sandbox import kernel_calls as kernel
from autograder.sandbox import system_call_filter

_OTHERS = kernel.CLONE_NEWNS | kernel.CLONE_NEWNET | kernel.CLONE_NEWIPC | kernel.CLONE_NEWUTS
_OPEN_FILES = 256
_INODES = 16384


@dataclass(frozen=True)
class Space:
    """Where a submission may write: `root` holds its folders, `work` the one it runs in.

    `walled` says whether namespaces are in use; `own_temporary` whether /tmp is free to be
    replaced (it is not where the Python environment itself lies under /tmp)."""

    root: str
    walled: bool
    own_temporary: bool
    memory: int
    processes: int
    disk: int

    @property
    def work(self) -> str:
        return f"{self.root}/work"


def close_all_but(channel: int) -> None:
    """Forget every open file but the standard ones and the channel."""
    os.closerange(3, channel)
    os.closerange(channel + 1, 4096)


def build(space: Space) -> None:
    """Put this process behind the inner wall, or raise OSError."""
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")
    if space.walled:
        kernel.enter_user_namespace(_OTHERS)
        with contextlib.suppress(OSError), open("/proc/sys/user/max_user_namespaces", "w") as file:
            file.write("0")
        _replace_file_systems(space)
    else:
        os.setsid()
        lay_folders(space.root)
    os.chdir(space.work)
    _limit(space)
    if space.walled:
        kernel.drop_capabilities()
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    if space.walled:
        system_call_filter.install()


def lay_folders(root: str) -> None:
    """The folders of a submission's space."""
    for name in ("work", "home", "tmp", "shm"):
        os.makedirs(f"{root}/{name}", mode=0o700, exist_ok=True)


def _replace_file_systems(space: Space) -> None:
    kernel.mount("none", "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
    kernel.make_read_only("/")
    plain = kernel.MS_NOSUID | kernel.MS_NODEV
    sizes = f"size={space.disk},nr_inodes={_INODES},mode=700"
    kernel.mount("tmpfs", space.root, "tmpfs", plain, sizes)
    lay_folders(space.root)
    kernel.mount(f"{space.root}/shm", "/dev/shm", None, kernel.MS_BIND)
    if space.own_temporary:
        kernel.mount(f"{space.root}/tmp", "/tmp", None, kernel.MS_BIND)
    kernel.mount(
        "devpts",
        "/dev/pts",
        "devpts",
        kernel.MS_NOSUID | kernel.MS_NOEXEC,
        "newinstance,ptmxmode=666",
    )
    kernel.mount("tmpfs", "/proc", "tmpfs", plain, "size=4k,nr_inodes=1,mode=555")


def _limit(space: Space) -> None:
    for name, value in (
        (resource.RLIMIT_AS, space.memory),
        (resource.RLIMIT_DATA, space.memory),
        (resource.RLIMIT_FSIZE, space.disk),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_NPROC, space.processes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
    ):
        _, hard = resource.getrlimit(name)
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        resource.setrlimit(name, (value, value))

"""What was measured on: the machine, and the versions of what takes part."""

import importlib.metadata
import os
import platform
import subprocess
from collections.abc import Iterator
from pathlib import Path

PACKAGES = ("numpy", "matplotlib", "nbgrader", "nbclient", "ipython", "ipykernel", "sqlalchemy")
MORE = ("distributed", "torch", "scipy")


def machine() -> str:
    """Cores, memory, processor, kernel."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    return (
        f"{cores} cores ({_processor()}), {memory:.0f} GiB, "
        f"{platform.system()} {platform.release()}"
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def load() -> str:
    """The load average of the last minute, and of the last five."""
    one, five, _ = os.getloadavg()
    return f"{one:.1f}, {five:.1f}"


def versions() -> str:
    """Python and every package that takes part, bubblewrap with them."""
    return ", ".join([f"Python {platform.python_version()}", *_packages(), _bubblewrap()])


def _packages() -> Iterator[str]:
    for name in (*PACKAGES, *MORE):
        try:
            yield f"{name} {importlib.metadata.version(name)}"
        except importlib.metadata.PackageNotFoundError:
            if name in PACKAGES:
                yield f"{name} missing"


def _bubblewrap() -> str:
    try:
        said = subprocess.run(["bwrap", "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "bubblewrap missing"
    return said.stdout.strip()

"""The wall around the warm process: the bubblewrap command that shows it the Python environment and
the kit, read-only, and nothing else of this machine."""

import importlib.util
import os
import shutil
import sys
from pathlib import Path

SPACE = "/space"
GUARD = "/guard"
NOBODY = "65534"

# Everything of the instructor's side that stands behind the wall, file by file.
GUARD_FILES = (
    "channel.py",
    "wire.py",
    "wire_decoder.py",
    "wire_format.py",
    "sandbox/framing.py",
    "sandbox/inner_wall.py",
    "sandbox/kernel_calls.py",
    "sandbox/launch.py",
    "sandbox/learner.py",
    "sandbox/notebook_kernel.py",
    "sandbox/printed_text.py",
    "sandbox/serve.py",
    "sandbox/system_call_filter.py",
    "sandbox/warm_up.py",
)
_SYSTEM = ("/bin", "/sbin", "/lib", "/lib32", "/lib64")
_SETTINGS = (
    "/etc/alternatives",
    "/etc/fonts",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/localtime",
)
_AUTOGRADER = Path(__file__).resolve().parents[1]
_CHECKOUT = _AUTOGRADER.parent

_START = """
import sys, types
guard, control, root, walled = sys.argv[1:]
for name in ("autograder", "autograder.sandbox"):
    package = sys.modules[name] = types.ModuleType(name)
    package.__path__ = [guard + "/" + name.replace(".", "/")]
sys.modules["autograder"].sandbox = sys.modules["autograder.sandbox"]
sys.argv[:] = [""]
from autograder.sandbox.launch import main
main(int(control), root, walled == "yes", guard)
"""


def environment(root: str) -> dict[str, str]:
    """All the environment variables that a submission sees."""
    binaries = dict.fromkeys([f"{sys.prefix}/bin", "/usr/local/bin", "/usr/bin", "/bin"])
    threads = ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "VECLIB_MAXIMUM")
    return {
        "PATH": ":".join(binaries),
        "HOME": f"{root}/home",
        "LANG": "C.UTF-8",
        "LOGNAME": "learner",
        "USER": "learner",
        "SHELL": "/bin/sh",
        "NBGRADER_EXECUTION": "autograde",
        "IPYTHONDIR": f"{root}/home/ipythondir",
        "MPLCONFIGDIR": f"{root}/home/mplconfigdir",
        "PYTHONDONTWRITEBYTECODE": "1",
        **{f"{name}_NUM_THREADS": "1" for name in threads},
    }


def plain_command(control: int, root: str) -> list[str]:
    """The guard without any wall."""
    return [*_python(), str(_CHECKOUT), str(control), root, "no"]


def walled_command(control: int) -> list[str]:
    """The guard behind bubblewrap."""
    program = shutil.which("bwrap") or "bwrap"
    return [
        program,
        *_namespaces(),
        *_environment_mounts(),
        *["--perms", "0777", "--tmpfs", SPACE],
        *(["--perms", "0777", "--tmpfs", "/tmp"] if temporary_is_free() else []),
        *["--proc", "/proc", "--dev", "/dev"],
        *[word for file in GUARD_FILES for word in _guard_mount(file)],
        *["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/", "--"],
        *_python(),
        *[GUARD, str(control), SPACE, "yes"],
    ]


def temporary_is_free() -> bool:
    """Whether nothing that must be seen behind the wall lies under /tmp."""
    return not any(_is_below(path, "/tmp") for path in _bound())


def _python() -> list[str]:
    return [sys.executable, "-I", "-B", "-c", _START]


def _namespaces() -> list[str]:
    """As the machine's root no user namespace is needed here: the guard becomes nobody instead,
    since the kernel enforces no limit on root's processes."""
    shared = ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--new-session"]
    shared += ["--unshare-cgroup-try", "--hostname", "sandbox"]
    if os.geteuid() != 0:
        return [*shared, "--unshare-user"]
    if _may_administer():
        capabilities = ("CAP_SETUID", "CAP_SETGID")
        return [
            *shared,
            *["--cap-drop", "ALL"],
            *[word for name in capabilities for word in ("--cap-add", name)],
        ]
    return [*shared, "--unshare-user", "--uid", NOBODY, "--gid", NOBODY]


def _may_administer() -> bool:
    with open("/proc/self/status") as status:
        effective = next(line for line in status if line.startswith("CapEff:"))
    return bool(int(effective.split()[1], 16) >> 21 & 1)


def _environment_mounts() -> list[str]:
    bound = _bound()
    hidden = {str(_CHECKOUT)} if any(_is_below(str(_CHECKOUT), path) for path in bound) else set()
    words = []
    for path in sorted({*bound, *hidden}, key=lambda path: path.count("/")):
        words += _parents(path, [other for other in bound if other != path])
        words += ["--tmpfs", path] if path in hidden else ["--ro-bind", path, path]
    for path in _SYSTEM:
        if os.path.islink(path):
            words += ["--symlink", os.readlink(path), path]
        elif os.path.isdir(path):
            words += ["--ro-bind", path, path]
    words += ["--perms", "0755", "--dir", "/etc"]
    for path in _SETTINGS:
        words += ["--ro-bind-try", path, path]
    for link, target in _interpreter_links(bound):
        words += [*_parents(link, bound), "--symlink", target, link]
    return words


def _parents(path: str, bound: list[str]) -> list[str]:
    """The folders above a path, which bubblewrap would otherwise close to all but root."""
    above = [str(parent) for parent in reversed(Path(path).parents[:-1])]
    return [
        word
        for parent in above
        if not any(_is_below(parent, folder) for folder in bound)
        for word in ("--perms", "0755", "--dir", parent)
    ]


def _bound() -> list[str]:
    """The folders of the Python environment, the system's programs and the kit."""
    kit = importlib.util.find_spec("chainrule")
    kits = list(kit.submodule_search_locations or []) if kit else []
    prefixes = [sys.prefix, sys.base_prefix, sys.exec_prefix, os.path.realpath(sys.base_prefix)]
    paths = dict.fromkeys(["/usr", *prefixes, *kits])
    return [
        path
        for path in paths
        if not any(_is_below(path, other) for other in paths if other != path) or path in kits
    ]


def _interpreter_links(bound: list[str]) -> list[tuple[str, str]]:
    """Links on the way from the interpreter's name to its file that no bound folder holds."""
    links, path = [], sys.executable
    while os.path.islink(path):
        target = os.readlink(path)
        if not any(_is_below(path, folder) for folder in bound):
            links.append((path, target))
        path = os.path.normpath(os.path.join(os.path.dirname(path), target))
    return links


def _guard_mount(file: str) -> list[str]:
    place = f"{GUARD}/autograder/{file}"
    return [*_parents(place, []), "--ro-bind", str(_AUTOGRADER / file), place]


def _is_below(path: str, folder: str) -> bool:
    return Path(path).is_relative_to(folder)

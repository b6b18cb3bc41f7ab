"""What a learner built in earlier chapters, kept as readable files and brought into a later one.

A chapter never depends on them: beside it lies `earlier.py` with sound versions of all it needs,
and a learner's own function is preferred only where it passes its check again."""

import importlib.util
import linecache
import math
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import numpy as np

from chainrule import check
from chainrule.bundle import bundled
from chainrule.check.calls import muted, passed_with
from chainrule.check.words import listed

FOLDER = "my-functions"
_CHECKED = re.compile(r"^# check\.(\w+)\(([\w, ]*)\)$", re.MULTILINE)
Names = dict[str, object]


def keep(*things: Callable[..., object]) -> None:
    """Save each function or class whose check has passed in this session as a file of its own in
    the folder `my-functions` beside the chapter's, and say what became of each. The notebook's
    functions that it uses are written into the same file; what cannot travel is named. Never
    raises for a folder that cannot be written."""
    folder = Path.cwd().parent / FOLDER
    for thing in things:
        name = thing.__name__
        names = passed_with(name, thing)
        if names is None:
            print(f"{name}: not kept; run its check first, and keep it once it says right.")
            continue
        bundle = bundled(thing)
        try:
            folder.mkdir(exist_ok=True)
            text = f"{bundle.text}\n\n# check.{name}({', '.join(names)})\n"
            (folder / f"{name}.py").write_text(text, encoding="utf-8")
        except OSError as error:
            print(f"{name}: not kept; {FOLDER} cannot be written ({error.strerror}).")
            continue
        along = f", with {listed(bundle.helpers)}" if bundle.helpers else ""
        print(f"{name}: kept in {FOLDER}/{name}.py{along}")
        if bundle.left:
            print(f"{name}: uses {listed(bundle.left)} of this notebook, which cannot travel.")


def bring(*names: str, own: bool = True) -> object:
    """The functions or classes of these names, in this order (one name: the thing itself).

    Each is the learner's own where `my-functions` holds it and it passes its check here, and the
    course's from `earlier.py` otherwise; a line says which. A forward and its backward share a
    cache, so both are the learner's or neither. With own=False all are the course's: for a forward
    whose backward is yet to be written, and has to fit the cache it meets when it is graded.
    Raises LookupError for a name that `earlier.py` does not hold."""
    course = _course()
    for name in names:
        if name not in course:
            raise LookupError(f"earlier.py holds no {name}: which chapter are you in?")
    mine: Names = {}
    for group in _groups(names) if own else ():
        mine |= _sound(group, {**course, **mine})
    for name in names:
        whose = f"yours, from {FOLDER}/{name}.py" if name in mine else "the course's"
        print(f"{name}: {whose}")
    found = tuple(mine.get(name, course[name]) for name in names)
    return found[0] if len(found) == 1 else found


def _course() -> Names:
    path = Path("earlier.py").resolve()
    spec = importlib.util.spec_from_file_location("earlier", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise LookupError("earlier.py is missing: it belongs beside this notebook.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {name: thing for name, thing in vars(module).items() if not name.startswith("_")}


def _groups(names: Iterable[str]) -> list[list[str]]:
    """The names that must come from one hand, together: a forward and its backward."""
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(re.sub(r"_(forward|backward)$", "", name), []).append(name)
    return list(groups.values())


def _sound(group: list[str], known: Mapping[str, object]) -> Names:
    """The learner's own versions of a group where all are there and pass; else none."""
    texts: dict[str, str] = {}
    for name in group:
        path = Path.cwd().parent / FOLDER / f"{name}.py"
        if not path.is_file():
            return {}
        texts[name] = path.read_text(encoding="utf-8")
    names: Names = {"np": np, "math": math, **known}
    try:
        for name, text in texts.items():
            exec(compile(_shown(text, name), f"{FOLDER}/{name}.py", "exec"), names)
        with muted():
            for text in texts.values():
                _check_again(text, names)
    except Exception as error:
        said = str(error).partition("\n")[0]
        print(f"{', '.join(group)}: yours no longer passes ({type(error).__name__}: {said})")
        return {}
    return {name: names[name] for name in group}


def _shown(text: str, name: str) -> str:
    """The text itself, with its lines put where a traceback looks for them."""
    where = f"{FOLDER}/{name}.py"
    linecache.cache[where] = (len(text), None, text.splitlines(keepends=True), where)
    return text


def _check_again(text: str, names: Names) -> None:
    found = _CHECKED.search(text)
    if found is None:
        raise LookupError("its file no longer says which check it passed")
    partners = [names[each.strip()] for each in found[2].split(",") if each.strip()]
    getattr(check, found[1])(*partners)

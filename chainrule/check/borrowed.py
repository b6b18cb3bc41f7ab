"""Is an answer its author's own, or does a library take the derivative? Told in two ways: by the
names that the answer's code mentions, and by who stands between the answer and the function it was
given when that function is called.

Neither can be proof against someone who sets out to hide; both name what is plainly borrowed."""

import functools
import re
from collections.abc import Callable, Iterator
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Protocol

LENDERS = frozenset(
    (
        "algopy",
        "autograd",
        "casadi",
        "chainrule",
        "findiff",
        "jax",
        "mpmath",
        "numdifftools",
        "pytensor",
        "scipy",
        "statsmodels",
        "sympy",
        "tensorflow",
        "theano",
        "torch",
    )
)
SAMPLED = "np.gradient"
MOST = 200  # things looked at for one answer

Code = tuple[tuple[object, ...], tuple[object, ...]]


class Reader(Protocol):
    """How a thing is looked into: here in this process, or by the judge across its wall."""

    def origin(self, thing: object) -> tuple[object, object]:
        """The names of the module that a thing comes from, and of the thing."""

    def codes(self, thing: object) -> Iterator[Code]:
        """The names and the constants of a function's code, and of the functions within it."""

    def mentioned(self, thing: object, name: str) -> object:
        """What a global name stands for in a function, None where for nothing worth a look."""

    def held(self, thing: object) -> Iterator[object]:
        """What a function holds without naming it: defaults, closures, a partial's function."""


def lender(module: object, name: object = "") -> str:
    """The library that a module belongs to, where that library takes derivatives; else ""."""
    if type(module) is not str:
        return ""
    top = module.partition(".")[0]
    if top == "numpy" and type(name) is str and name == "gradient":
        return SAMPLED
    return top if top in LENDERS else ""


def search(reader: Reader, answer: object, exempt: frozenset[str] = frozenset()) -> str:
    """The library that an answer's code names, or the code of any function that it names in turn;
    "" where none. Functions in `exempt` are left out: they are answers of their own."""
    waiting, seen = [answer], set(exempt)
    for _ in range(MOST):
        if not waiting:
            break
        thing = waiting.pop()
        found = lender(*reader.origin(thing))
        for names, constants in () if found else reader.codes(thing):
            found = found or _named(reader, thing, names, constants)
            waiting += _unseen(reader, thing, names, seen)
        if found:
            return found
        waiting += reader.held(thing)
    return ""


def _named(
    reader: Reader, thing: object, names: tuple[object, ...], constants: tuple[object, ...]
) -> str:
    """The library named by one piece of code: imported in it, or spelled out for an import."""
    texts = [text for text in constants if type(text) is str and re.fullmatch(r"[\w.]+", text)]
    found = next(filter(None, map(lender, (*names, *texts))), "")
    if "gradient" in names and reader.mentioned(thing, "gradient") is None:
        return found or SAMPLED
    return found or (SAMPLED if "getattr" in names and "gradient" in texts else "")


def _unseen(
    reader: Reader, thing: object, names: tuple[object, ...], seen: set[str]
) -> Iterator[object]:
    for name in names:
        if type(name) is str and name not in seen:
            seen.add(name)
            value = reader.mentioned(thing, name)
            if value is not None:
                yield value


class Here:
    """Looks into things of this process."""

    def origin(self, thing: object) -> tuple[object, object]:
        """See Reader."""
        if isinstance(thing, ModuleType):
            return thing.__name__, ""
        return getattr(thing, "__module__", None), getattr(thing, "__name__", None)

    def codes(self, thing: object) -> Iterator[Code]:
        """See Reader."""
        if isinstance(thing, FunctionType):
            waiting = [thing.__code__]
            while waiting:
                code = waiting.pop()
                yield code.co_names, code.co_consts
                waiting += [each for each in code.co_consts if isinstance(each, CodeType)]

    def mentioned(self, thing: object, name: str) -> object:
        """See Reader."""
        value = getattr(thing, "__globals__", {}).get(name)
        return value if isinstance(value, ModuleType) or callable(value) else None

    def held(self, thing: object) -> Iterator[object]:
        """See Reader."""
        if isinstance(thing, functools.partial):
            yield thing.func
        if isinstance(thing, FunctionType):
            cells = [cell.cell_contents for cell in thing.__closure__ or ()]
            defaults = [*(thing.__defaults__ or ()), *(thing.__kwdefaults__ or {}).values()]
            yield from filter(callable, [*cells, *defaults])


def borrowed(answer: object, exempt: frozenset[str] = frozenset()) -> str:
    """The library whose derivatives an answer of this process names; "" where it names none."""
    return search(Here(), answer, exempt)


def caller(frame: FrameType | None, outermost: Callable[..., object]) -> str:
    """The library that stands between a frame and the outermost call of a function further out;
    "" where none does."""
    modules: list[object] = []
    between: list[object] = []
    while frame is not None:
        if frame.f_code is getattr(outermost, "__code__", None):
            between = modules.copy()
        modules.append(frame.f_globals.get("__name__"))
        frame = frame.f_back
    return next(filter(None, map(lender, between)), "")

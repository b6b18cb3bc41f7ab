"""The general check: any forward function beside its backward function, any number of arrays."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check.agreement import compare, within
from chainrule.check.calls import call, exercise, name_of, two
from chainrule.check.pair import Pair, attempt
from chainrule.check.report import CheckFailed, located
from chainrule.check.words import number, position

Array = NDArray[np.float64]
Given = draw.Shape | Array

LARGE, LARGER = 700.0, 1000.0
MODERATE = 1e12


def backward(forward: object, backward: object, /, **shapes: Given) -> None:
    """Check `backward(dout, cache)` against central differences of `forward(*arrays)`.

    forward: takes one array for each keyword, in this order, and returns (out, cache); out is an
    array or a number. backward: returns the gradient, or a tuple of gradients in the order of
    forward's inputs. Each keyword names an input and gives its shape: "m n" or ("m", "n") in
    letters whose sizes are drawn, the same letter the same size everywhere; numbers stay as they
    are (("m", 2), or 3 for (3,)); an array is used as it is, which helps where a function takes
    only some inputs (a logarithm). For instance:

        check.backward(linear_forward, linear_backward, X="m n", W="n k", b="k")

    Prints one line, or raises CheckFailed: a gradient that is wrong in shape, dtype or value, an
    input or upstream gradient that a call changes, a second backward call that disagrees, numbers
    that overflow at inputs of ±1000 though the answer would not be large. At a kink any value
    between the one-sided slopes is right."""
    name = name_of(backward, "backward")
    _named(name, forward, backward, shapes)


def _named(name: str, forward: object, backward: object, shapes: Mapping[str, Given]) -> None:
    def check(forward: object, backward: object) -> list[str]:
        return _general(name, forward, backward, shapes)

    check.__name__ = name
    exercise(check)(forward, backward)


def _general(
    name: str, forward: object, backward: object, shapes: Mapping[str, Given]
) -> list[str]:
    if not shapes:
        raise TypeError('name each input and its shape, as in backward(f, g, X="m n", b="n")')
    pair = Pair(
        name,
        forward,
        _unwrapped(backward) if len(shapes) == 1 else backward,
        tuple(shapes),
        forward_name=name_of(forward, "forward"),
        backward_name=name,
        upstream_name=_upstream_name(backward, tuple(shapes)),
    )
    rng = draw.generator()
    worst: dict[str, float] = {}
    count = 0
    for arrays in _draws(shapes, rng):
        count += 1
        for gradient, error in compare(attempt(pair, list(arrays.values()), rng)).items():
            worst[gradient] = max(error, worst.get(gradient, 0.0))
    facts = [f"{count} shape{'s' if count > 1 else ''}", within(worst)]
    return facts + extremes(pair, _first_letters(shapes, rng), rng)


def _upstream_name(backward: object, inputs: tuple[str, ...]) -> str:
    """What the learner calls the upstream gradient: the first parameter, where it is "d" and more,
    and no gradient of an input."""
    code = getattr(backward, "__code__", None)
    first = code.co_varnames[0] if code is not None and code.co_argcount else ""
    taken = {f"d{name}" for name in inputs}
    return first if first[:1] == "d" and len(first) > 1 and first not in taken else "dout"


def _unwrapped(backward: object) -> object:
    """With one input, a tuple of its one gradient is right too."""
    if not callable(backward):
        return backward

    def run(upstream: Array, cache: object) -> object:
        result = backward(upstream, cache)
        return result[0] if isinstance(result, tuple) and len(result) == 1 else result

    return run


def _draws(shapes: Mapping[str, Given], rng: np.random.Generator) -> Iterator[dict[str, Array]]:
    lettered: dict[str, draw.Shape] = {
        name: given.shape if isinstance(given, np.ndarray) else given
        for name, given in shapes.items()
    }
    for sizes in draw.rounds(lettered, rng):
        yield {
            name: np.array(given, dtype=np.float64)
            if isinstance(given, np.ndarray)
            else draw.normal(sizes[name], rng)
            for name, given in shapes.items()
        }


def _first_letters(shapes: Mapping[str, Given], rng: np.random.Generator) -> dict[str, Array]:
    """Arrays to stretch to ±1000; none where arrays were given, which may be all that fits."""
    if any(isinstance(given, np.ndarray) for given in shapes.values()):
        return {}
    return next(_draws(shapes, rng))


def extremes(pair: Pair, arrays: Mapping[str, Array], rng: np.random.Generator) -> list[str]:
    """Facts about inputs of ±1000, each array in turn.

    Raises CheckFailed where a NaN comes out, or an infinity though at ±700 the answer is moderate:
    then only a step on the way overflows. Where the answer itself is too large, nothing is said
    against it."""
    facts: list[str] = []
    for name, array in arrays.items():
        signs = np.sign(draw.extreme(array.shape, rng))
        large, larger = ({**arrays, name: signs * size} for size in (LARGE, LARGER))
        if _overflows(pair, large, larger):
            facts = ["its output at ±1000 is beyond the largest number"]
            continue
        out, cache = pair.run_forward(*[a.copy() for a in larger.values()])
        upstream = np.ones(np.shape(np.asarray(out)))
        for gradient, value in zip(pair.gradients, pair.run_backward(upstream, cache), strict=True):
            _finite(pair, f"{gradient} at {name} = ±1000", value, larger)
    return facts or (["finite at ±1000"] if arrays else [])


def _overflows(pair: Pair, large: Mapping[str, Array], larger: Mapping[str, Array]) -> bool:
    """Whether the output itself is too large for a float at ±1000."""
    out = _output(pair, larger)
    if np.isfinite(out).all():
        return False
    before = _output(pair, large)
    if np.isnan(out).any() or np.nanmax(abs(before)) < MODERATE:
        _finite(pair, f"{pair.output} of {pair.forward_name} at ±1000", out, larger)
    return True


def _output(pair: Pair, arrays: Mapping[str, Array]) -> Array:
    result = call(
        pair.exercise, pair.forward_name, pair.forward, *[a.copy() for a in arrays.values()]
    )
    out, _ = two(pair.exercise, pair.forward_name, result, f"({pair.output}, cache)")
    return np.asarray(out, dtype=np.float64)


def _finite(pair: Pair, part: str, value: object, arrays: Mapping[str, Array]) -> None:
    numbers = np.asarray(value, dtype=np.float64)
    if np.isfinite(numbers).all():
        return
    where = position(~np.isfinite(numbers))
    raise CheckFailed(
        pair.exercise,
        f"{part}: finite",
        expected="a finite number",
        got=number(numbers[where]),
        where=located(where, numbers.shape, arrays),
        cause="a step on the way overflows, though the answer is not large.",
        next_step="Which exponential or power becomes too large? Find a form of the formula in "
        "which it cannot.",
    )

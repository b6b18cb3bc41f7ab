"""The check of chapter 04's layer class: an object that keeps parameters, gradients and cache."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check.agreement import agree
from chainrule.check.calls import call, exercise
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.linear_gradients import clues, draws
from chainrule.check.pair import Pair
from chainrule.check.report import CheckFailed, failure
from chainrule.check.words import listed

Array = NDArray[np.float64]
NAME = "Linear"
FORWARD, BACKWARD = "Linear(…).forward", "Linear(…).backward"
LARGE = (40, 60)


@exercise
def Linear(layer: object, /) -> list[str]:
    """`layer(n_in, n_out, rng, scale=0.01)` has `.params` and `.grads` with the keys W and b,
    `.forward(X) -> out` and `.backward(dout) -> dX`, which fills `.grads` anew."""
    _start(layer)
    _gradients_anew(layer)
    rng = draw.generator()

    def forward(X: Array, W: Array, b: Array) -> tuple[object, object]:
        made: Any = call(NAME, "Linear(…)", layer, *W.shape, rng)
        made.params = {"W": W, "b": b}
        return _method(made, "forward", X), made

    def backward(dout: Array, made: Any) -> object:
        held = dict(made.params)
        dX = _method(made, "backward", dout)
        _kept(made, held)
        grads = _dict(made, "grads")
        return dX, grads["W"], grads["b"]

    inputs, again = ("X", "W", "b"), "a second call of {} after one forward"
    pair = Pair(NAME, forward, backward, inputs, "out", FORWARD, BACKWARD, clues=clues, again=again)
    _new_params(layer)
    facts = agree(pair, draws(rng))
    _own_memory(layer)
    return [*facts, "a start drawn from rng"]


def _made(layer: object, n_in: int, n_out: int, seed: int = 4, *options: float) -> Any:
    return call(NAME, "Linear(…)", layer, n_in, n_out, np.random.default_rng(seed), *options)


def _method(made: object, name: str, argument: Array) -> object:
    return call(NAME, f"Linear(…).{name}", getattr(made, name, None), argument)


def _dict(made: object, name: str) -> dict[str, object]:
    held = getattr(made, name, None)
    if isinstance(held, dict) and set(held) == {"W", "b"}:
        return held
    keys = listed(f"{key!r:.20}" for key in held) if isinstance(held, dict) else ""
    raise CheckFailed(
        NAME,
        f"Linear(…).{name}",
        expected="a dict with the keys 'W' and 'b'",
        got=f"a dict with {keys or 'no keys'}"
        if isinstance(held, dict)
        else "nothing"
        if held is None
        else f"a value of type {type(held).__name__}",
        cause="params and grads have the same keys: one for each thing that is learned.",
        next_step=f"Where is self.{name} filled, and with which keys?",
    )


def _form(part: str, got: object, want: Array, why: Diagnosis, *, exact: bool) -> None:
    finding = ladder(got, want, tolerance=1e-6 if exact else np.inf)
    if finding is not None:
        raise failure(NAME, part, finding, want.shape, {}, why)


def _start(layer: object) -> None:
    """Names, shapes, zeros; then what many weights look like, and where they come from."""
    for n_in, n_out in ((3, 5), (4, 1), (1, 6)):
        made = _dict(_made(layer, n_in, n_out), "params")
        _form("params['W'] at the start", made["W"], np.zeros((n_in, n_out)), SHAPE, exact=False)
        _form("params['b'] at the start", made["b"], np.zeros(n_out), ZEROS, exact=True)
    for scale, options in ((0.01, ()), (0.5, (0.5,))):
        draws = [_made(layer, *LARGE, seed, *options) for seed in (1, 1, 2)]
        first, same, other = (np.asarray(_dict(each, "params")["W"]) for each in draws)
        _spread(first, scale)
        if not np.array_equal(first, same) or np.array_equal(first, other):
            came = "other" if not np.array_equal(first, same) else "the same"
            expected = "one W for one seed of rng, another for another"
            raise _told("where W comes from", expected, f"{came} weights", OWN_NUMBERS)


def _spread(W: Array, scale: float) -> None:
    if not W.any():
        raise _told("params['W'] at the start", "random numbers", "zeros", ALIKE)
    said = f"scale = {scale}: a spread of about {scale} around 0"
    mean, spread = float(W.mean()), float(W.std())
    if abs(mean) > 0.15 * spread:
        raise _told("params['W'] at the start", said, f"a mean of {mean:.2g}", NORMAL)
    if abs(spread / scale - 1) > 0.1:
        raise _told("params['W'] at the start", said, f"a spread of {spread:.2g}", SCALE)


def _told(checked: str, expected: str, got: str, why: Diagnosis) -> CheckFailed:
    return CheckFailed(
        NAME, checked, expected=expected, got=got, cause=why.cause, next_step=why.next_step
    )


def _new_params(layer: object) -> None:
    """Worked by hand: what is put into params counts from then on, bias and all."""
    made = _made(layer, 2, 1)
    made.params = {"W": np.array([[3.0], [4.0]]), "b": np.array([10.0])}
    got = _method(made, "forward", np.array([[1.0, 2.0], [2.0, -1.0]]))
    want = np.array([[21.0], [12.0]])
    finding = ladder(got, want)
    if finding is not None:
        bare = ladder(got, want - 10) is None
        raise failure(NAME, "out", finding, want.shape, {}, NO_BIAS if bare else ELSEWHERE)


def _kept(made: Any, held: dict[str, Any]) -> None:
    now = _dict(made, "params")
    for name, before in held.items():
        finding = ladder(now[name], before)
        if finding is not None:
            part = f"params[{name!r}] after backward"
            raise failure(NAME, part, finding, np.shape(before), {}, STEPS)


def _gradients_anew(layer: object) -> None:
    """The same pass twice: grads holds what it holds, and not twice as much."""
    X, dout = np.array([[1.0, 2.0], [3.0, -1.0]]), np.array([[5.0], [-2.0]])
    made = _made(layer, 2, 1)
    for number in (1, 2):
        _method(made, "forward", X.copy())
        _method(made, "backward", dout.copy())
        grads = _dict(made, "grads")
        for name, want in (("W", np.array([[-1.0], [12.0]])), ("b", np.array([3.0]))):
            finding = ladder(grads[name], want)
            if finding is not None:
                twice = number == 2
                part = f"grads[{name!r}]{' after two equal passes' if twice else ''}"
                halved = ladder(grads[name], want / 2) is None
                why = PILED_UP if twice else AVERAGED if halved else None
                raise failure(NAME, part, finding, want.shape, {}, why)


def _own_memory(layer: object) -> None:
    """Two layers in one network: whose X does backward use?"""
    X, other = np.array([[1.0, 2.0]]), np.array([[7.0, -3.0]])
    one, two = _made(layer, 2, 1), _made(layer, 2, 1)
    _method(one, "forward", X)
    _method(two, "forward", other)
    _method(one, "backward", np.array([[2.0]]))
    want = np.array([[2.0], [4.0]])
    finding = ladder(_dict(one, "grads")["W"], want)
    if finding is not None:
        raise failure(NAME, "grads['W'] of one of two layers", finding, want.shape, {}, SHARED)


SHAPE = Diagnosis(
    "shape of W",
    "W has inputs as rows and outputs as columns.",
    "Write the shapes under Z = X W + b: which one has W?",
)
ZEROS = Diagnosis(
    "start of b",
    "b starts as zeros, one for each output: (n_out,).",
    "Which shape has a bias in this course?",
)
OWN_NUMBERS = Diagnosis(
    "own generator",
    "the weights are not drawn from the rng that was handed in, and from it alone.",
    "Which random numbers does the layer draw, and from where?",
)
ALIKE = Diagnosis(
    "zeros",
    "with equal weights all units compute the same, and stay alike for ever.",
    "Which numbers does the contract ask for?",
)
NORMAL = Diagnosis(
    "not normal",
    "the weights are not spread evenly around 0.",
    "Which distribution does the contract name?",
)
SCALE = Diagnosis(
    "scale",
    "the spread of the weights is not the scale.",
    "Where does scale take part, and does a value that is passed take effect?",
)
NO_BIAS = Diagnosis("no bias", "the bias takes no part in the output.", "What is added to X W?")
ELSEWHERE = Diagnosis(
    "second copy",
    "the layer computes with other weights than those now in params.",
    "After a step params holds new arrays. Where does forward look for them?",
)
STEPS = Diagnosis(
    "step in backward",
    "backward changes the parameters.",
    "backward works out gradients. Who takes the step?",
)
PILED_UP = Diagnosis(
    "piled up",
    "grads holds the sum of both passes.",
    "Each backward pass fills grads anew. Is anything added to what was there?",
)
AVERAGED = Diagnosis(
    "1/m twice",
    "it is smaller by the number of examples.",
    "The 1/m of the cost is in dout already. Does it come in twice?",
)
SHARED = Diagnosis(
    "shared memory",
    "the layer remembers something else than its own last forward call.",
    "Is what backward needs kept on self?",
)

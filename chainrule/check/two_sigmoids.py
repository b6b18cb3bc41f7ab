"""The check of chapter 01's first network: two sigmoid neurons that feed a third."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check import two_sigmoid_slips as slips
from chainrule.check.calls import Watch, call, exercise, muted
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.report import CheckFailed, failure

Array = NDArray[np.float64]

NAME = "two_sigmoid_network"
FIRST, LAST = np.array([1.0, 0.0]), np.array([0.0, 1.0])
INPUTS = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0), (-0.5, 2.0), (1.5, -1.25))


@dataclass(frozen=True)
class Network:
    """Weights and biases, and the outputs that they give for `INPUTS`."""

    w: tuple[float, ...]
    b: tuple[float, float]
    outputs: tuple[float, ...]


NETWORKS = (
    Network(
        (-2.0, 1.0, -1.5, 1.5, 1.0, -1.0),
        (0.0, 0.0),
        (
            0.5,
            0.47838450659239734,
            0.48419961217742263,
            0.44249098589253877,
            0.4938881786146479,
            0.49953930896322485,
        ),
    ),
    Network(
        (0.5, -1.5, 2.0, 0.75, 1.25, -2.5),
        (0.4, -0.7),
        (
            0.19025415738734197,
            0.09223863737101529,
            0.10876860306660957,
            0.06572188495354814,
            0.08248729770342406,
            0.14044928854627886,
        ),
    ),
    Network(
        (1.0, 2.5, -0.6, 1.1, -1.7, 0.9),
        (-0.8, 1.3),
        (
            0.7411548525959217,
            0.5937740229540941,
            0.6325836299514865,
            0.5224989062812214,
            0.5991674136353433,
            0.7688002222367325,
        ),
    ),
)


@exercise
def two_sigmoid_network(function: object, /) -> list[str]:
    """`function(x, w, b)`: x (m, 2), w (6,), b (2,) -> outputs (m,)."""
    rng = draw.generator()
    for network in NETWORKS:
        for m in (len(INPUTS), 4, 1):
            _ask(function, _disguised(network, rng), rng.permutation(len(INPUTS))[:m])
    return [f"{len(NETWORKS)} networks", "batches of 1 to 6"]


@dataclass(frozen=True)
class Asked:
    """A network in other clothes: arrays to hand in, and the outputs for all of `INPUTS`."""

    x: Array
    w: Array
    b: Array
    want: Array


def _disguised(network: Network, rng: np.random.Generator) -> Asked:
    """The same network with its inputs or its output turned over, so that a number seen once does
    not help: an input and its weights may both change sign, and weights that all change sign in
    the last neuron turn p into 1 − p."""
    x, w, b = np.array(INPUTS), np.array(network.w), np.array(network.b)
    want = np.array(network.outputs)
    signs = rng.choice([-1.0, 1.0], size=2)
    x, w[:4] = x * signs, w[:4] * np.tile(signs, 2)
    if rng.random() < 0.5:
        w[4:], b[1], want = -w[4:], -b[1], 1.0 - want
    return Asked(x, w, b, want)


def _ask(function: object, asked: Asked, rows: NDArray[np.intp]) -> None:
    watch = Watch({"x": asked.x[rows], "w": asked.w.copy(), "b": asked.b.copy()})
    got = call(NAME, NAME, function, *watch.arrays.values())
    watch.verify(NAME, NAME)
    finding = ladder(got, asked.want[rows])
    if finding is not None:
        part = f"output for {len(rows)} example{'s' if len(rows) > 1 else ''}"
        why = _why(function, asked, rows, got)
        raise failure(NAME, part, finding, (len(rows),), {}, why)


def _why(function: object, asked: Asked, rows: NDArray[np.intp], got: object) -> Diagnosis | None:
    """What explains a wrong output, found by asking the function itself something else."""
    x, w, b, want = asked.x[rows], asked.w, asked.b, asked.want[rows]
    number = isinstance(got, (float, int))
    values = np.array(got) if number or type(got) is np.ndarray else np.zeros((0, 0))
    shape = values.shape
    if isinstance(got, list):
        return slips.LISTED
    if shape == (len(rows), 1) and ladder(values.ravel(), want) is None:
        return slips.COLUMN
    if shape in ((), (1,)) and len(rows) > 1:
        return slips.ONE_FOR_ALL
    if shape == (2,) and len(rows) > 2:
        return slips.ROWS
    if shape != want.shape:
        return None
    if ladder(got, np.log(want / (1.0 - want))) is None:
        return slips.NOT_BENT
    order = [0, 2, 1, 3, 4, 5]
    others = {
        slips.OTHER_WAY: (w[order], b),
        slips.LAST_EXCHANGED: (w[[0, 1, 2, 3, 5, 4]], b),
        slips.BIASES_EXCHANGED: (w, b[::-1].copy()),
    }
    with muted():
        for why, (weights, biases) in others.items():
            if ladder(_again(function, x, weights, biases), want) is None:
                return why
        return _unused(function, x, w, b)


def _unused(function: object, x: Array, w: Array, b: Array) -> Diagnosis | None:
    """Which step of the network has no influence, or none that bends."""
    sums = [
        _logits(_again(function, x, w * [s, s, s, s, 0.1, 0.2], b * [s, 1.0])) for s in (1, 2, 3)
    ]
    if ladder(sums[0], sums[1]) is None:
        return slips.NOT_HEARD
    if ladder(sums[1] - sums[0], sums[2] - sums[1]) is None:
        return slips.STRAIGHT
    silent = w * [1, 1, 1, 1, 0, 0]
    lifted = [_logits(_again(function, x, silent, b + lift * LAST)) for lift in (0.0, 1.0)]
    if ladder(lifted[0], lifted[1]) is None:
        return slips.NO_B2
    return _unshifted(function, x, w, b)


def _unshifted(function: object, x: Array, w: Array, b: Array) -> Diagnosis | None:
    """Which hidden neurons b1 does not reach, and whether b2 takes its place there. Each is heard
    alone, with nothing from the other."""
    deaf = []
    for alone in ([1, 1, 1, 1, 1, 0], [1, 1, 1, 1, 0, 1]):
        sums, b1_up, b2_up = (
            _logits(_again(function, x, w * alone, b + lift)) for lift in (0 * b, FIRST, LAST)
        )
        if ladder(sums, b1_up) is not None:
            deaf.append("")
        else:
            deaf.append("none" if ladder(b2_up, sums + 1.0) is None else "b2")
    told = {
        ("none", "none"): slips.NO_B1,
        ("", "b2"): slips.b2_in("second"),
        ("b2", ""): slips.b2_in("first"),
    }
    told |= {("", "none"): slips.b1_missing("second"), ("none", ""): slips.b1_missing("first")}
    return told.get((deaf[0], deaf[1]))


def _logits(outputs: object) -> Array:
    """The last neuron's sums; NaN where what came back cannot be outputs."""
    if type(outputs) is not np.ndarray or outputs.dtype.kind != "f":
        return np.array([np.nan])
    with np.errstate(all="ignore"):
        return np.asarray(np.log(outputs / (1.0 - outputs)), dtype=np.float64)


def _again(function: object, x: Array, w: Array, b: Array) -> object:
    try:
        return call(NAME, NAME, function, x.copy(), w.copy(), b.copy())
    except CheckFailed:
        return None

"""The linear layer as a class that keeps its own parameters: what is asked of it."""

import numpy as np

from autograder.channel import LearnerError, Seeded
from autograder.exercises.backprop.chapter import exercise
from autograder.exercises.drawing import upstream
from autograder.reference import backprop as right
from autograder.reference.arrays import Array
from autograder.student import Behind, Student
from autograder.verdict import Verdict

PARTS = {
    "start": 2.0,
    "forward": 1.0,
    "dX": 2.0,
    "grads": 3.0,
    "params": 2.0,
    "again": 2.0,
    "inputs": 1.0,
}
SIZES = ((5, 3, 4), (1, 4, 2), (6, 1, 3), (2, 5, 1))
LARGE = (120, 150)
Given = tuple[Array, Array]


@exercise("Linear", parts=PARTS)
def _linear(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    _start(student, rng, verdict)
    for m, n_in, n_out in SIZES:
        X, dout = upstream(rng, (m, n_in)), upstream(rng, (m, n_out))
        seed = _seed(rng)
        with verdict.part("forward"):
            layer = _made(student, n_in, n_out, seed)
            W = _weights(layer, verdict, n_in, n_out)
            verdict.expect(layer.method("forward")(X), X @ W, called="out")
        with verdict.part("dX"):
            layer = _made(student, n_in, n_out, seed)
            W = _weights(layer, verdict, n_in, n_out)
            layer.method("forward")(X)
            verdict.expect(layer.method("backward")(dout), dout @ W.T, called="dX")
        with verdict.part("grads"):
            layer = _made(student, n_in, n_out, seed)
            layer.method("forward")(X)
            layer.method("backward")(dout)
            _grads(layer, verdict, (X, dout), "")
    _params(student, rng, verdict)
    _again(student, rng, verdict)


def _start(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    """Names, shapes and zeros; then the spread of many weights, and that they come from rng."""
    with verdict.part("start"):
        for _, n_in, n_out in SIZES:
            held = _held(_made(student, n_in, n_out, _seed(rng)), "params", verdict)
            form = np.zeros((n_in, n_out))
            verdict.expect(held["W"], form, called="params['W']", tolerance=np.inf)
            verdict.expect(held["b"], np.zeros(n_out), called="params['b']")
        for scale in (0.01, 0.5):
            seed = _seed(rng)
            options = () if scale == 0.01 else (scale,)
            first, same, other = (
                _weights(_made(student, *LARGE, number, *options), verdict, *LARGE)
                for number in (seed, seed, seed ^ 1)
            )
            low, high = (bool(abs(first.std() / scale - 1) < 0.05), _tails(first, scale))
            centred = bool(abs(first.mean()) < 0.05 * scale)
            said = "W should be scale times standard normal numbers"
            verdict.require(low and high and centred, said, got=f"{first.std() / scale:.1f}")
            drawn = np.array_equal(first, same) and not np.array_equal(first, other)
            verdict.require(drawn, "W should be drawn from the rng that is handed in, and from it "
                            "alone", got=str(drawn))  # fmt: skip


def _tails(W: Array, scale: float) -> bool:
    """Whether as many weights lie beyond two standard deviations as do in a normal sample."""
    return 0.03 < float(np.mean(np.abs(W) > 2 * scale)) < 0.06


def _params(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    """Other parameters, with a bias that is not zero, are the ones that count from then on."""
    for m, n_in, n_out in SIZES:
        W, b = upstream(rng, (n_in, n_out)), upstream(rng, (n_out,))
        X, dout = upstream(rng, (m, n_in)), upstream(rng, (m, n_out))
        with verdict.part("params"):
            layer = _made(student, n_in, n_out, _seed(rng))
            layer.replace("params", {"W": W, "b": b})
            out = layer.method("forward")(X)
            verdict.expect(out, right.linear_forward(X, W, b)[0], called="out with new params")
            dX = layer.method("backward")(dout)
            verdict.expect(dX, dout @ W.T, called="dX with new params")
            held = _held(layer, "params", verdict)
            for name, value in (("W", W), ("b", b)):
                verdict.expect(held[name], value, called=f"params[{name!r}] after backward")


def _again(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    """Gradients do not pile up, and two layers do not share their memory."""
    n_in, n_out = 3, 2
    trials = [(upstream(rng, (m, n_in)), upstream(rng, (m, n_out))) for m in (4, 6)]
    with verdict.part("again"):
        layer = _made(student, n_in, n_out, _seed(rng))
        for X, dout in (trials[0], trials[1], trials[1]):
            layer.method("forward")(X)
            layer.method("backward")(dout)
        _grads(layer, verdict, trials[1], " after three backward passes")
        first, second = (_made(student, n_in, n_out, _seed(rng)) for _ in range(2))
        first.method("forward")(trials[0][0])
        second.method("forward")(trials[1][0])
        first.method("backward")(trials[0][1])
        _grads(first, verdict, trials[0], " of the first of two layers")


def _grads(layer: Behind, verdict: Verdict, given: Given, after: str) -> None:
    X, dout = given
    held = _held(layer, "grads", verdict)
    verdict.expect(held["W"], X.T @ dout, called=f"grads['W']{after}")
    verdict.expect(held["b"], dout.sum(axis=0), called=f"grads['b']{after}")


def _held(layer: Behind, name: str, verdict: Verdict) -> dict[str, object]:
    held = layer.attribute(name)
    keys = sorted(map(str, held)) if isinstance(held, dict) else type(held).__name__
    verdict.require(
        keys == ["W", "b"], f"`{name}` should be a dict with the keys W and b", got=keys
    )
    return held  # type: ignore[return-value]


def _weights(layer: Behind, verdict: Verdict, n_in: int, n_out: int) -> Array:
    W = _held(layer, "params", verdict)["W"]
    verdict.expect(W, np.zeros((n_in, n_out)), called="params['W']", tolerance=np.inf)
    return W  # type: ignore[return-value]


def _made(student: Student, n_in: int, n_out: int, seed: int, *options: float) -> Behind:
    layer = student.Linear(n_in, n_out, Seeded(seed), *options)
    if not isinstance(layer, Behind):
        raise LearnerError("Shape", "Linear(…) should make an object with forward and backward")
    return layer


def _seed(rng: np.random.Generator) -> int:
    return int(rng.integers(2**31))

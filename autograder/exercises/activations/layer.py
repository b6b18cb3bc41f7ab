"""ReLU as a layer class, and what learners make of it."""

import numpy as np

from autograder.channel import LearnerError
from autograder.exercises.activations.chapter import exercise, mistake
from autograder.exercises.drawing import beside_kink, extremes, scores, upstream
from autograder.reference import activations as right
from autograder.reference.arrays import Array
from autograder.student import Behind, Student
from autograder.verdict import Verdict


@exercise(
    "ReLU", parts={"forward": 2.0, "backward": 4.0, "memory": 2.0, "params": 2.0, "inputs": 2.0}
)
def _relu_layer(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    for Z in (*scores(rng), extremes(rng), beside_kink(rng)):
        A, cache = right.relu_forward(Z)
        dA = upstream(rng, Z.shape)
        layer = None
        with verdict.part("forward"):
            layer = _layer(student)
            verdict.expect(layer.method("forward")(Z), A, called="out")
        with verdict.part("backward"):
            layer = _layer(student)
            layer.method("forward")(Z)
            for _ in range(2):
                dZ = layer.method("backward")(dA)
                verdict.expect(dZ, right.relu_backward(dA, cache), called="dX")
    first, second = (next(scores(rng)) for _ in range(2))
    dA = upstream(rng, first.shape)
    with verdict.part("memory"):
        layer, other = _layer(student), _layer(student)
        layer.method("forward")(first)
        other.method("forward")(second)
        want = right.relu_backward(dA, first)
        verdict.expect(layer.method("backward")(dA), want, called="dX of the first of two layers")
    with verdict.part("params"):
        layer = _layer(student)
        layer.method("forward")(np.ones((2, 3)))
        layer.method("backward")(np.ones((2, 3)))
        for name in ("params", "grads"):
            held = layer.attribute(name)
            verdict.require(held == {}, f"`{name}` should be an empty dict", got=str(held)[:40])


def _layer(student: Student) -> Behind:
    layer = student.ReLU()
    if not isinstance(layer, Behind):
        raise LearnerError("Shape", "ReLU() should make an object with forward and backward")
    return layer


@mistake(
    "ReLU",
    "mask from the sign of the upstream gradient",
    loses="backward memory",
    hint="What is let through depends on dout itself; a unit is open or shut by its own score.",
)
class _UpstreamMask:
    def __init__(self) -> None:
        self.params: dict[str, Array] = {}
        self.grads: dict[str, Array] = {}

    def forward(self, X: Array) -> Array:
        return np.maximum(X, 0)

    def backward(self, dout: Array) -> Array:
        return dout * (dout > 0)


@mistake(
    "ReLU",
    "input changed in place",
    loses="inputs",
    hint="Writing zeros into X destroys what the layer below gave you.",
)
class _InPlace:
    def __init__(self) -> None:
        self.params: dict[str, Array] = {}
        self.grads: dict[str, Array] = {}

    def forward(self, X: Array) -> Array:
        X[X < 0] = 0
        self.open = X > 0
        return X

    def backward(self, dout: Array) -> Array:
        return dout * self.open


@mistake(
    "ReLU",
    "upstream gradient forgotten",
    loses="backward memory",
    hint="Zeros and ones come out: that is who is open. The chain rule multiplies it by dout.",
)
class _LocalSlope:
    def __init__(self) -> None:
        self.params: dict[str, Array] = {}
        self.grads: dict[str, Array] = {}

    def forward(self, X: Array) -> Array:
        self.open = X > 0
        return X * self.open

    def backward(self, dout: Array) -> Array:
        return self.open.astype(float)


@mistake(
    "ReLU",
    "params and grads missing",
    loses="params",
    hint="A layer with nothing to learn still has the two dicts, empty, so that a training loop "
    "can treat every layer alike.",
)
class _NoDicts:
    def forward(self, X: Array) -> Array:
        self.open = X > 0
        return X * self.open

    def backward(self, dout: Array) -> Array:
        return dout * self.open


@mistake(
    "ReLU",
    "memory shared between layers",
    loses="memory",
    hint="The second layer's forward pass overwrites what the first one remembers: each layer "
    "keeps its own memory, on `self`.",
)
class _SharedMemory:
    def __init__(self) -> None:
        self.params: dict[str, Array] = {}
        self.grads: dict[str, Array] = {}

    def forward(self, X: Array) -> Array:
        type(self).open = X > 0  # type: ignore[attr-defined]
        return np.maximum(X, 0)

    def backward(self, dout: Array) -> Array:
        return dout * type(self).open  # type: ignore[attr-defined]

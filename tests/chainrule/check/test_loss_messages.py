"""Chapter 07's checks name the slip: each wrong answer is told by words that belong to it."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from chainrule import check

Function = Callable[..., Any]


def surprises(p: Any, q: Any, least: float = 0.0) -> Any:
    seen = p > least
    return -np.sum(p[seen] * np.log(q[seen]))


def one_hot(P: Any, y: Any) -> Any:
    return np.eye(P.shape[1])[y]


def happened(P: Any, y: Any) -> Any:
    return P[np.arange(len(y)), y]


def mean_surprise(P: Any, Y: Any) -> Any:
    return -np.sum(Y * np.log(P)) / len(Y)


def yes_or_no(p: Any, y: Any) -> Any:
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def its_slope(p: Any, y: Any) -> Any:
    return (-y / p + (1 - y) / (1 - p)) / len(p)


def squared(o: Any, y: Any, N: Function) -> Any:
    r = o - y
    return np.sum(r**2) / N(r), 2 * r / N(r)


def hubers(inner: float = 0.5, far: Function = abs, slope: Function | None = None) -> Function:
    def function(o: Any, y: Any, delta: float) -> Any:
        r = o - y
        losses = np.where(far(r) <= delta, inner * r**2, delta * abs(r) - 0.5 * delta**2)
        steep = np.clip(r, -delta, delta) if slope is None else slope(r, delta)
        return np.mean(losses), steep / r.size

    return function


def softmax(Z: Any) -> Any:
    grown = np.exp(Z - Z.max(axis=1, keepdims=True))
    return grown / grown.sum(axis=1, keepdims=True)


def right_cost(Z: Any, y: Any) -> Any:
    return -np.mean(happened(Z - np.logaddexp.reduce(Z, axis=1)[:, None], y))


def from_scores(cost: Function) -> Function:
    """A loss of scores whose gradient is right; `cost` is given (P, Y)."""

    def function(Z: Any, y: Any) -> Any:
        P, Y = softmax(Z), one_hot(Z, y)
        return cost(P, Y), (P - Y) / len(y)

    return function


def ones_from_columns(Z: Any, y: Any) -> Any:
    P = softmax(Z)
    P[:, y] -= 1
    return right_cost(Z, y), P / len(y)


class Pair:
    def forward(self, Z: Any, y: Any) -> Any:
        self.dZ = (softmax(Z) - one_hot(Z, y)) / len(y)
        return right_cost(Z, y), self.dZ

    def backward(self) -> Any:
        return self.dZ


class Probabilities:
    def forward(self, Z: Any, y: Any) -> Any:
        self.P = softmax(Z)
        return right_cost(Z, y)

    def backward(self) -> Any:
        return self.P


class Whole(Probabilities):
    def forward(self, Z: Any, y: Any) -> Any:
        self.P = softmax(Z)
        return self.P


SLIPS: dict[str, list[tuple[Any, str]]] = {
    "entropy": [
        (lambda p: surprises(p, p, 1e-3), "small probability are left out"),
        (lambda p: surprises(p, p, 1e-5), "small probability are left out"),
        (lambda p: -np.sum(p * np.log(p + 1e-12)), "a small number was added"),
        (
            lambda p: surprises(np.clip(p, 1e-12, 1.0), np.clip(p, 1e-12, 1.0)),
            "1e−12 was put in the place",
        ),
        (lambda p: -np.sum(np.log(p[p > 0])), "as if its outcome always came"),
        (lambda p: -np.mean(np.log(p[p > 0])), "each outcome weighed alike"),
        (lambda p: -p * np.log(p), "never added up"),
    ],
    "cross_entropy": [
        (lambda p, q: surprises(p, q, 1e-3), "small probability are left out"),
        (lambda p, q: -np.sum(np.log(q[p > 0])), "as if its outcome always came"),
    ],
    "kl_divergence": [
        (lambda p, q: surprises(p, q) - surprises(q, q), "entropy of q was taken off"),
        (
            lambda p, q: surprises(p, q, 1e-3) - surprises(p, p, 1e-3),
            "small probability are left out",
        ),
    ],
    "one_hot": [
        (lambda y, k: y[:, None] == np.arange(k), ".astype(float)"),
        (lambda y, k: np.eye(k)[y].tolist(), "a list came back"),
    ],
    "negative_log_likelihood": [
        (lambda P, y: mean_surprise(P, one_hot(P, y)), "0 · log 0"),
        (lambda P, y: -np.mean(one_hot(P, y) * np.log(P + 1e-300)), "more than the number of"),
        (lambda P, y: -np.sum(np.log(happened(P, y))) / P.shape[1], "number of classes"),
        (lambda P, y: -np.log(np.mean(happened(P, y))), "surprise of the mean probability"),
        (lambda P, y: -np.log(np.prod(happened(P, y))) / len(y), "product of 1500"),
        (lambda P, y: -np.sum(np.log(P[:, y])) / len(y), "the sum runs over m · m"),
        (lambda P, y: -np.log(P[:, y]), "never added up"),
        (lambda P, y: -np.sum(np.log(P)) / len(y), "every class of a row is charged"),
    ],
    "categorical_cross_entropy": [
        (lambda P, Y: (-Y / P / len(Y), mean_surprise(P, Y)), "in the place of the cost"),
        (lambda P, Y: (mean_surprise(P, Y), -Y / len(Y) * P), "from left to right"),
        (lambda P, Y: (mean_surprise(P, Y), -Y / len(Y)), "P takes no part"),
        (lambda P, Y: (mean_surprise(np.clip(P, 1e-7, 1), Y), -Y / P / len(Y)), "1e−07 was put"),
        (lambda P, Y: (-Y * np.log(P), -Y / P / len(Y)), "as large as its input"),
    ],
    "binary_cross_entropy": [
        (lambda p, y: (yes_or_no(np.clip(p, 1e-7, 1 - 1e-7), y), its_slope(p, y)), "1e−07 was put"),
        (
            lambda p, y: (yes_or_no(p, y), its_slope(np.clip(p, 1e-7, 1 - 1e-7), y)),
            "below a billionth",
        ),
        (
            lambda p, y: (yes_or_no(p, y), -y / p + (1 - y) / (1 - p) / len(p)),
            "where y = 1 the slope is m times too large",
        ),
        (
            lambda p, y: (yes_or_no(p, y), (-y / p - (1 - y) / (1 - p)) / len(p)),
            "where y = 0 the slope has the opposite sign",
        ),
        (
            lambda p, y: (-np.mean(y * np.log(p) + 1 - y * np.log(1 - p)), its_slope(p, y)),
            "1 − y · log (1 − p) was computed",
        ),
        (
            lambda p, y: (-np.mean(y * np.log(p) - (1 - y) * np.log(1 - p)), its_slope(p, y)),
            "y = 0 count with the opposite sign",
        ),
    ],
    "mse": [
        (lambda o, y: squared(o, y, lambda r: r.shape[0] * r.shape[1]), "counts on two axes"),
        (lambda o, y: squared(o, y, lambda r: r.shape[0]), "divided by the number of rows"),
    ],
    "huber": [
        (hubers(inner=1.0), "near 0 the loss is r²"),
        (hubers(far=lambda r: r), "every negative residual counts as near"),
        (
            hubers(slope=lambda r, d: np.where(abs(r) <= d, 2 * r, d * np.sign(r))),
            "near 0 the slope is 2r",
        ),
        (hubers(slope=np.minimum), "every negative residual counts as near"),
    ],
    "softmax_cross_entropy": [
        (from_scores(mean_surprise), "softmax rounds a probability to 0"),
        (from_scores(lambda P, Y: mean_surprise(P + 1e-12, Y)), "1e−12 was put in the place"),
        (
            from_scores(lambda P, Y: mean_surprise(np.clip(P, 1e-300, 1.0), Y)),
            "1e−300 was put in the place",
        ),
        (ones_from_columns, "whole columns"),
        (lambda Z, y: (right_cost(Z, y), softmax(Z)), "the probabilities themselves"),
        (lambda Z, y: (right_cost(Z, y), softmax(Z) / len(y)), "the labels take no part"),
    ],
    "SoftmaxCrossEntropy": [
        (Pair, "forward returns the cost alone"),
        (Probabilities, "the probabilities themselves"),
        (Whole, "as large as its input"),
    ],
}
CASES = [
    pytest.param(name, *case, id=f"{name}-{case[1]}") for name in SLIPS for case in SLIPS[name]
]


@pytest.mark.parametrize(("name", "function", "words"), CASES)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_slip_is_told_by_its_own_words(name: str, function: Any, words: str) -> None:
    for _ in range(4):
        with pytest.raises(check.CheckFailed) as refused:
            getattr(check, name)(function)
        assert words in str(refused.value)
        assert refused.value.next_step

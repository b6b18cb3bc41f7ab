"""`check.backward` takes any pair of functions, in awkward shapes, and notices what goes wrong."""

import numpy as np
import pytest

from chainrule import check
from chainrule.check.draw import rounds


def linear(X, W, b):
    return X @ W + b, (X, W)


def linear_backward(dZ, cache):
    X, W = cache
    return dZ @ W.T, X.T @ dZ, dZ.sum(axis=0)


LINEAR = {"X": "m n", "W": ("n", "k"), "b": "k"}


def refusal(forward, backward, **shapes):
    with pytest.raises(check.CheckFailed) as refused:
        check.backward(forward, backward, **shapes)
    return str(refused.value)


def test_a_right_linear_layer_passes_on_one_line(capsys):
    check.backward(linear, linear_backward, **LINEAR)
    said = capsys.readouterr().out
    assert said.startswith("linear_backward: right (5 shapes, dX within ")
    assert "finite at ±1000" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda d, c: (d @ c[1].T, c[0].T @ d, d.sum(axis=1)), "wrong axis"),
        (lambda d, c: (d @ c[1].T, c[0].T @ d, d.sum(axis=0, keepdims=True)), "keep its axis"),
        (lambda d, c: (d @ c[1].T, c[0].T @ d, d), "Its effects on the cost add"),
        (lambda d, c: ((d @ c[1].T).ravel(), c[0].T @ d, d.sum(axis=0)), "in another shape"),
        (lambda d, c: (d @ c[1].T, d.T @ c[0], d.sum(axis=0)), "transposed"),
        (lambda d, c: (d @ c[1].T, c[0].T @ d / len(d), d.sum(axis=0)), "number of examples"),
        (lambda d, c: (d @ c[1].T, c[0].T @ d * len(d), d.sum(axis=0)), "number of examples"),
        (lambda d, c: linear_backward(d, c)[::-1], "another order"),
        (lambda d, c: linear_backward(d, c)[:2], "got 2 values"),
        (lambda d, c: (d @ c[1], c[0].T @ d, d.sum(axis=0)), "ValueError"),
        (lambda d, c: linear_backward(d.astype(np.float32), c), "db: dtype"),
        (lambda d, c: [g.astype(np.float32) for g in linear_backward(d, c)], "float64"),
        (lambda d, c: None, "3 gradients"),
    ],
)
def test_what_learners_get_wrong_in_a_linear_layer_is_told(wrong, words):
    for _ in range(5):
        assert words in refusal(linear, wrong, **LINEAR)


def test_changed_inputs_are_noticed_whoever_changes_them():
    def forward_in_place(X):
        X *= 2
        return X.copy(), X

    def backward_in_place(dX, X):
        X *= 0
        return 2 * dX

    def upstream_in_place(dX, X):
        dX *= 2
        return dX

    def double(X):
        return 2 * X, X

    shape = {"X": "m n"}
    assert "X after forward_in_place: changed" in refusal(forward_in_place, lambda d, c: d, **shape)
    assert "X after backward_in_place: changed" in refusal(double, backward_in_place, **shape)
    assert "dout after upstream_in_place: changed" in refusal(double, upstream_in_place, **shape)


def test_a_cache_that_is_used_up_is_noticed():
    def double(X):
        return 2 * X, [2.0]

    def pops_the_last(dX, cache):
        return dX * cache.pop()

    assert "second call of pops_the_last with the same cache stops" in refusal(
        double, pops_the_last, X="m n"
    )

    def pops(dX, cache):
        return dX * (cache.pop() if cache else 1.0)

    assert "second call of pops with the same cache" in refusal(double, pops, X="m n")


def test_overflow_on_the_way_is_refused_and_a_large_answer_is_not(capsys):
    def sigmoid(Z):
        return 1 / (1 + np.exp(-Z))

    naive = refusal(
        lambda Z: (np.log(1 + np.exp(Z)), Z), lambda d, Z: d * sigmoid(np.clip(Z, -50, 50)), Z="m n"
    )
    assert "overflows, though the answer is not large" in naive
    check.backward(
        lambda Z: (np.logaddexp(0, Z), Z), lambda d, Z: d * sigmoid(np.clip(Z, -50, 50)), Z="m n"
    )
    check.backward(lambda Z: (np.exp(Z), Z), lambda d, Z: d * np.exp(Z), Z="m n")
    assert "beyond the largest number" in capsys.readouterr().out


def test_a_gradient_that_overflows_is_refused():
    def slope(d, Z):
        with np.errstate(all="ignore"):
            return d * np.exp(Z) / (1 + np.exp(Z))

    assert "dZ at Z = ±1000: finite" in refusal(lambda Z: (np.logaddexp(0, Z), Z), slope, Z="m n")


def test_an_array_is_used_as_it_is_where_not_every_input_is_allowed():
    x = np.array([0.001, 0.5, 3.0])
    check.backward(lambda x: (np.log(x), x), lambda d, x: d / x, x=x)
    assert "logarithm of a negative" in refusal(lambda x: (np.log(x), x), lambda d, x: d / x, x="n")


def test_numbers_in_a_shape_stay(capsys):
    seen = set()

    def forward(x, w):
        seen.add((x.shape, w.shape))
        return x @ w, (x, w)

    check.backward(forward, lambda d, c: (np.outer(d, c[1]), c[0].T @ d), x=("m", 2), w=2)
    assert {w for _, w in seen} == {(2,)}
    assert {x[1] for x, _ in seen} == {2}


def test_a_forward_that_returns_a_number_is_checked_too():
    check.backward(lambda x: (float(x @ x), x), lambda d, x: 2 * d * x, x="n")
    assert "exactly half" in refusal(lambda x: (x @ x, x), lambda d, x: d * x, x="n")


def test_one_input_may_come_back_in_a_tuple_of_one():
    check.backward(lambda x: (x**2, x), lambda d, x: (2 * d * x,), x="n")


def test_at_a_kink_any_slope_between_the_sides_is_right():
    x = np.array([0.0, -1.0, 2.0, 0.0])
    for at_zero in (-1.0, 0.3, 1.0):
        check.backward(
            lambda x: (abs(x), x), lambda d, x, a=at_zero: d * np.where(x == 0, a, np.sign(x)), x=x
        )
    assert "anything from" in refusal(
        lambda x: (abs(x), x), lambda d, x: d * np.where(x == 0, 1.5, np.sign(x)), x=x
    )


def test_stubs_are_met_calmly():
    def forward(X):
        raise NotImplementedError

    assert "forward is not written yet" in refusal(forward, forward, X="m n")


def test_without_shapes_the_caller_is_told_how():
    with pytest.raises(TypeError, match="shape"):
        check.backward(linear, linear_backward)


def test_awkward_shapes_are_all_different_then_one_row_then_one_column():
    rng = np.random.default_rng(0)
    first, second, row, column, single = rounds({"X": "m n", "W": "n k"}, rng)
    for drawn in (first, second):
        assert len({*drawn["X"], *drawn["W"]}) == 3
        assert 1 not in drawn["X"]
        assert drawn["X"][1] == drawn["W"][0]
    assert row["X"][0] == 1
    assert column["W"][1] == 1
    assert single["X"] == single["W"] == (1, 1)


def test_too_many_letters_are_refused():
    with pytest.raises(ValueError, match="letters"):
        next(rounds({"X": "a b c d e"}, np.random.default_rng(0)))

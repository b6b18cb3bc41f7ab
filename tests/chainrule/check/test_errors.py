"""What is said of an error fits the exercise in which it was raised."""

import numpy as np
import pytest

from chainrule.check.errors import of_error


def raised(run):
    with pytest.raises(Exception) as found:  # noqa: PT011
        run()
    return found.value


UNPACKED = ValueError("not enough values to unpack (expected 2, got 1)")


def test_a_backward_that_cannot_unpack_is_told_of_the_cache():
    for line, exercise in (("X, W = stored", "relu_backward"), ("X, W = cache", "prelu_forward")):
        assert "puts into its cache" in of_error(UNPACKED, line, exercise)[1]


def test_a_function_without_a_cache_is_not():
    cause, step = of_error(UNPACKED, "a, b = values", "entropy")
    assert "Count the names" in step
    assert "cache" not in cause + step


def test_arrays_that_do_not_meet_are_of_one_layer_where_there_are_layers():
    error = raised(lambda: np.ones((3, 2)) + np.ones(3))
    assert "same layer" in of_error(error, "dA * A", "sigmoid_backward")[1]
    step = of_error(error, "p + q", "entropy")[1]
    assert step == "Their shapes are (3, 2) and (3,): which entry should meet which?"


def test_two_masks_are_a_likely_cause():
    error = raised(lambda: np.ones(3) * np.ones(2))
    cause, step = of_error(error, "-np.sum(p[p > 0] * np.log(q[q > 0]))", "cross_entropy")
    assert cause.startswith("two masks")
    assert step.startswith("Their shapes are (3,) and (2,)")


def test_an_array_of_unequal_arrays_is_told_of_lists_and_a_pair_of_itself():
    error = raised(lambda: np.array([np.ones(3), np.ones((2, 2))]))
    assert "a list holds them" in of_error(error, "return np.array(A)", "mlp_forward")[1]
    assert "returns a pair" in of_error(error, "np.sin(Z)", "mlp_forward")[1]

"""Central differences agree with derivatives known on paper, and own up to kinks."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chainrule.check.difference import gradients

entries = st.floats(-3, 3, allow_nan=False).filter(lambda x: x == 0 or abs(x) > 1e-6)


@given(st.lists(entries, min_size=1, max_size=5), st.lists(entries, min_size=1, max_size=4))
@settings(deadline=None, max_examples=60)
def test_the_gradient_of_any_polynomial_is_the_one_on_paper(coefficients, points):
    polynomial = np.polynomial.Polynomial(coefficients)
    x = np.array(points)
    (slopes,) = gradients(polynomial, [x], np.ones(x.shape))
    np.testing.assert_allclose(slopes.middle, polynomial.deriv()(x), rtol=1e-8, atol=1e-8)
    assert (slopes.low <= slopes.high).all()


@pytest.mark.parametrize("size", [1e-6, 1e-3, 1.0, 50.0])
@pytest.mark.parametrize(
    ("f", "slope"),
    [(np.tanh, lambda x: 1 - np.tanh(x) ** 2), (np.sin, np.cos), (np.log, lambda x: 1 / x)],
)
def test_the_step_fits_the_scale_of_the_entry(f, slope, size):
    x = size * np.array([0.3, 1.0, 2.0])
    (slopes,) = gradients(f, [x], np.ones(3))
    np.testing.assert_allclose(slopes.middle, slope(x), rtol=1e-7, atol=1e-12)


def test_each_array_gets_its_vector_jacobian_product():
    rng = np.random.default_rng(1)
    X, W, b, up = (rng.normal(size=shape) for shape in ((4, 3), (3, 5), (5,), (4, 5)))
    dX, dW, db = gradients(lambda X, W, b: X @ W + b, [X, W, b], up)
    np.testing.assert_allclose(dX.middle, up @ W.T, atol=1e-9)
    np.testing.assert_allclose(dW.middle, X.T @ up, atol=1e-9)
    np.testing.assert_allclose(db.middle, up.sum(axis=0), atol=1e-9)


def test_a_function_that_mixes_its_entries_is_no_trouble():
    x = np.array([0.3, -1.0, 2.0])
    (slopes,) = gradients(lambda x: x / np.sqrt(np.mean(x**2)), [x], np.array([1.0, 2.0, -0.5]))
    r = np.sqrt(np.mean(x**2))
    jacobian = np.eye(3) / r - np.outer(x, x) / (3 * r**3)
    np.testing.assert_allclose(slopes.middle, np.array([1.0, 2.0, -0.5]) @ jacobian, atol=1e-9)


def test_a_number_is_differentiated_as_well():
    (slopes,) = gradients(lambda x: float(np.sum(x**3)), [np.array([1.0, 2.0])])
    np.testing.assert_allclose(slopes.middle, [3.0, 12.0], rtol=1e-9)


@pytest.mark.parametrize("upstream", [2.0, -2.0])
def test_at_a_kink_the_bounds_are_the_one_sided_slopes(upstream):
    (slopes,) = gradients(abs, [np.zeros(1)], np.array([upstream]))
    np.testing.assert_allclose([slopes.low[0], slopes.high[0]], [-2.0, 2.0], atol=1e-8)


@pytest.mark.parametrize("x", [1e-9, -1e-9, 1e-5, -1e-4, 1e-3, 1e6, -1e6])
def test_beside_a_kink_at_zero_the_slope_is_known(x):
    (slopes,) = gradients(lambda z: np.maximum(z, 0), [np.array([x])], np.ones(1))
    np.testing.assert_allclose([slopes.low, slopes.high], float(x > 0), atol=1e-7)


@given(st.floats(-1e-2, 1e-2), st.floats(-2, 2))
@settings(deadline=None, max_examples=60)
def test_the_true_slope_always_lies_within_the_bounds(distance, corner):
    x = corner + distance
    if x == corner:
        return
    (slopes,) = gradients(lambda z: np.maximum(z - corner, 0), [np.array([x])], np.ones(1))
    assert slopes.low[0] - 1e-6 <= float(x > corner) <= slopes.high[0] + 1e-6


def test_tied_maxima_may_share_in_any_way():
    (slopes,) = gradients(np.max, [np.array([1.0, 1.0, 0.0])], 1.0)
    np.testing.assert_allclose(slopes.low, [0, 0, 0], atol=1e-8)
    np.testing.assert_allclose(slopes.high, [1, 1, 0], atol=1e-8)


def test_where_the_function_stops_the_slope_is_unknown_and_nothing_warns():
    (slopes,) = gradients(np.sqrt, [np.array([0.0, 4.0])], np.ones(2))
    assert slopes.low[0] == -np.inf
    assert slopes.high[0] == np.inf
    assert slopes.middle.tolist() == pytest.approx([0.0, 0.25])


def test_the_arrays_given_are_left_alone_even_by_a_function_that_writes():
    x = np.array([1.0, 2.0])

    def squares_in_place(x):
        x *= x
        return x

    (slopes,) = gradients(squares_in_place, [x], np.ones(2))
    assert x.tolist() == [1.0, 2.0]
    np.testing.assert_allclose(slopes.middle, [2.0, 4.0], rtol=1e-9)


def test_a_buffer_of_reals_does_not_fool_it():
    """A complex step would give 0 here: the imaginary part is lost in the buffer."""

    def through_a_buffer(x):
        out = np.zeros(x.shape)
        out[:] = x**2
        return out

    (slopes,) = gradients(through_a_buffer, [np.array([3.0])], np.ones(1))
    np.testing.assert_allclose(slopes.middle, [6.0], rtol=1e-9)


def test_an_upstream_gradient_of_another_shape_is_an_error():
    with pytest.raises(ValueError, match="upstream"):
        gradients(np.tanh, [np.zeros((2, 3))], np.zeros(3))

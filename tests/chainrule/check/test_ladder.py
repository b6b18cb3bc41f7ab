"""The ladder finds the first rung missed; the relative error behaves where everything is 0."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from chainrule.check.compare import Finding, ladder, relative_error

floats = st.floats(-1e6, 1e6, allow_nan=False)
some_arrays = arrays(np.float64, array_shapes(max_dims=3, max_side=4), elements=floats)


class Hostile(np.ndarray):
    """Says yes to everything."""

    def __eq__(self, other):
        raise AssertionError("asked a value before its type was known")

    __hash__ = None
    shape = property(lambda self: (2,))


class LyingType(type):
    def __eq__(cls, other):
        return True

    __hash__ = type.__hash__
    __name__ = property(lambda cls: 1 / 0)


class Liar(metaclass=LyingType):
    pass


@given(some_arrays, st.randoms())
@settings(deadline=None)
def test_the_relative_error_is_symmetric_and_never_negative(a, random):
    b = a * random.uniform(0.5, 1.5)
    assert relative_error(a, b) == relative_error(b, a) >= 0


@given(some_arrays)
@settings(deadline=None)
def test_the_relative_error_of_equals_is_zero(a):
    assert relative_error(a, a.copy()) == 0


@given(some_arrays, st.floats(1e-3, 1e3))
@settings(deadline=None)
def test_the_relative_error_does_not_depend_on_the_unit(a, unit):
    if abs(a).max() * min(unit, 1) < 1e-6:
        return
    other = a + 0.01 * abs(a).max()
    assert relative_error(a, other) == pytest.approx(relative_error(unit * a, unit * other))


def test_two_zeros_to_within_rounding_agree():
    assert relative_error([1e-14, 0.0], [0.0, -3e-13]) == 0


def test_a_small_number_beside_large_ones_counts_little_and_alone_counts_fully():
    assert relative_error([1.0, 1e-10], [1.0, 0.0]) < 1e-9
    assert relative_error([1e-10], [0.0]) == 1


def test_the_relative_error_with_infinity_or_nan_is_infinite_unless_both_have_it():
    assert relative_error([math.inf, 1.0], [math.inf, 1.0]) == 0
    assert relative_error([math.inf], [1.0]) == math.inf
    assert relative_error([math.nan], [1.0]) == math.inf
    assert relative_error([1.0], [math.nan]) == math.inf


def test_the_relative_error_of_different_shapes_is_refused():
    with pytest.raises(ValueError, match="shapes"):
        relative_error([1.0], [[1.0]])


@given(some_arrays)
@settings(deadline=None)
def test_equal_arrays_climb_the_whole_ladder(a):
    assert ladder(a.copy(), a) is None
    assert ladder(np.asfortranarray(a), a) is None


@pytest.mark.parametrize(
    ("got", "rung"),
    [
        (None, "defined"),
        (..., "defined"),
        (NotImplemented, "defined"),
        ([1.0, 2.0], "array"),
        ((1.0, 2.0), "array"),
        (3.0, "array"),
        (np.ma.array([1.0, 2.0]), "array"),
        (np.array([1.0, 2.0]).view(Hostile), "array"),
        (Liar(), "array"),
        (np.array([[1.0, 2.0]]), "shape"),
        (np.array([1.0]), "shape"),
        (np.array(1.0), "shape"),
        (np.array([1, 2]), "dtype"),
        (np.array([True, False]), "dtype"),
        (np.array([1.0, 2.0], dtype=np.float32), "dtype"),
        (np.array([1.0, 2.0], dtype=complex), "dtype"),
        (np.array([1.0, 2.0], dtype=object), "dtype"),
        (np.array(["1", "2"]), "dtype"),
        (np.array([1.0, np.nan]), "finite"),
        (np.array([np.inf, 2.0]), "finite"),
        (np.array([1.0, 2.1]), "value"),
        (np.array([1.0, 2.00001]), "value"),
    ],
)
def test_the_first_rung_that_is_missed_is_told(got, rung):
    finding = ladder(got, [1.0, 2.0])
    assert isinstance(finding, Finding)
    assert finding.rung == rung
    assert finding.expected
    assert finding.got


def test_the_place_of_the_largest_error_is_told():
    finding = ladder(np.array([[1.0, 2.5], [3.1, 4.0]]), [[1.0, 2.0], [3.0, 4.0]])
    assert finding == Finding("value", "2", "2.5", (0, 1), pytest.approx(0.5 / 4))


def test_numbers_that_print_alike_get_the_digits_that_tell_them_apart():
    finding = ladder(np.array([1.00001]), [1.0])
    assert finding is not None
    assert (finding.expected, finding.got) == ("1", "1.00001")


@pytest.mark.parametrize("got", [2, 2.0, np.float64(2), np.int64(2), np.array(2.0)])
def test_where_a_number_is_wanted_any_real_number_is_right(got):
    assert ladder(got, 2.0) is None


@pytest.mark.parametrize(
    ("got", "rung"),
    [(True, "dtype"), (2 + 0j, "array"), ("2", "array"), (np.array([2.0]), "shape"), (3, "value")],
)
def test_where_a_number_is_wanted_other_things_are_not(got, rung):
    finding = ladder(got, 2.0)
    assert finding is not None
    assert finding.rung == rung


def test_integers_and_truth_values_are_wanted_as_such():
    assert ladder(np.array([1, 2]), np.array([1, 2])) is None
    assert ladder(np.array([True]), np.array([True])) is None
    assert ladder(np.array([1.0, 2.0]), np.array([1, 2])).rung == "dtype"
    assert ladder(np.array([1]), np.array([True])).rung == "dtype"
    assert ladder(7, 7) is None


def test_an_infinity_that_is_wanted_is_right_and_another_is_not():
    assert ladder(np.array([np.inf, 1.0]), [np.inf, 1.0]) is None
    assert ladder(np.array([-np.inf, 1.0]), [np.inf, 1.0]).rung == "value"
    assert ladder(np.array([5.0, 1.0]), [np.inf, 1.0]).rung == "value"


@given(some_arrays, st.floats(0, 1))
@settings(deadline=None)
def test_anything_between_the_bounds_is_right_in_either_order(a, share):
    b = a + 1.0
    got = a + share
    assert ladder(got, a, up_to=b) is None
    assert ladder(got, b, up_to=a) is None


def test_beyond_the_bounds_is_wrong_and_the_bounds_are_told():
    finding = ladder(np.array([3.0]), [0.0], up_to=[2.0])
    assert finding is not None
    assert finding.expected == "anything from 0 to 2"


def test_an_empty_array_is_right_where_an_empty_one_is_wanted():
    assert ladder(np.zeros((0, 3)), np.zeros((0, 3))) is None

"""A probe remembers where it was asked, and the places tell how a difference was taken."""

import numpy as np
import pytest

from chainrule.check.probe import Manner, Probe

X = np.array([0.5, -1.5, 2.0])
H = 1e-5


def asked(*moves: tuple[int, float]) -> Manner:
    """The manner of calls in which one entry of X moves by so many steps of H."""
    probe = Probe(np.sum, X)
    for entry, steps in moves:
        place = X.copy()
        place[entry] += steps * H
        probe(place)
    return probe.asked(X, H).manner


BOTH_WAYS = [(entry, way) for entry in range(3) for way in (1, -1)]


def test_each_entry_up_and_down_is_a_central_difference_in_any_order():
    assert asked(*BOTH_WAYS) is Manner.CENTRAL
    assert asked(*reversed(BOTH_WAYS)) is Manner.CENTRAL


def test_a_few_calls_at_x_itself_do_no_harm():
    assert asked((0, 0), *BOTH_WAYS) is Manner.CENTRAL


def test_no_call_beside_x_is_told():
    assert asked() is Manner.NEVER
    assert asked((0, 0), (1, 0)) is Manner.NEVER


@pytest.mark.parametrize("way", [1, -1])
def test_one_side_alone_is_told(way):
    assert asked(*((entry, way) for entry in range(3))) is Manner.ONE_SIDED


@pytest.mark.parametrize("size", [0.5, 2.0, 1000.0])
def test_another_step_is_told(size):
    assert asked(*((entry, way * size) for entry, way in BOTH_WAYS)) is Manner.OTHER_STEP


def test_an_entry_left_out_is_told():
    assert asked(*BOTH_WAYS[:-1]) is Manner.INCOMPLETE


def test_calls_beyond_two_an_entry_are_told():
    assert asked(*BOTH_WAYS, *BOTH_WAYS) is Manner.OFTEN


def test_entries_that_move_together_are_told():
    probe = Probe(np.sum, X)
    probe(X + H)
    assert probe.asked(X, H).manner is Manner.TOGETHER


def test_an_entry_put_back_but_for_rounding_has_not_moved():
    probe = Probe(np.sum, X)
    for entry, way in BOTH_WAYS:
        place = X + 4e-16
        place[entry] = X[entry] + way * H
        probe(place)
    assert probe.asked(X, H).manner is Manner.CENTRAL


@pytest.mark.parametrize("wrong", [X[:2], X[None], X + 1j, X.tolist(), 3.0, "x", None])
def test_what_f_does_not_take_is_refused(wrong):
    with pytest.raises(TypeError, match="f takes an array of shape"):
        Probe(np.sum, X)(wrong)


def test_a_function_of_one_number_takes_any_kind_of_number():
    probe = Probe(lambda t: t**2, 2.0)
    assert [probe(each) for each in (3, 3.0, np.float64(3), np.array(3.0))] == [9.0] * 4
    with pytest.raises(TypeError, match="f takes one number"):
        probe(np.array([3.0]))


def test_what_is_done_to_an_array_after_the_call_is_not_remembered():
    probe, place = Probe(np.sum, X), X.copy()
    probe(place)
    place[:] = 0
    np.testing.assert_array_equal(probe.places[0], X)

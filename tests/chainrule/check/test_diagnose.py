"""Each general mistake is recognised from its numbers, and right or odd numbers get no name."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chainrule.check.diagnose import diagnose, diagnose_order

RNG = np.random.default_rng(5)
WANT = RNG.normal(size=(4, 3))
UPSTREAM = RNG.normal(size=(4, 3))
MASK = np.array(WANT > 0.0)
COLUMNS = WANT.sum(axis=0)


@pytest.mark.parametrize(
    ("name", "got", "want"),
    [
        ("times m", 4 * WANT, WANT),
        ("times 1/m", WANT / 4, WANT),
        ("times 2", 2 * WANT, WANT),
        ("times 1/2", WANT / 2, WANT),
        ("sign", -WANT, WANT),
        ("constant factor", 1.37 * WANT, WANT),
        ("transposed", WANT.T, WANT),
        ("flattened", WANT.ravel(), WANT),
        ("kept dimension", COLUMNS[None, :], COLUMNS),
        ("missing sum", WANT, COLUMNS),
        ("missing sum", WANT, WANT.sum()),
        ("wrong axis", WANT.sum(axis=1), COLUMNS),
        ("summed too far", np.array(WANT.sum()), COLUMNS),
        ("mask missing", UPSTREAM, UPSTREAM * MASK),
        ("upstream forgotten", 1.0 * MASK, UPSTREAM * MASK),
        ("upstream twice", WANT * UPSTREAM, WANT),
        ("mask from upstream", UPSTREAM * (UPSTREAM > 0), UPSTREAM * MASK),
        ("mask from upstream", WANT * (UPSTREAM > 0), WANT),
        ("dropped", np.where(WANT > 1, 0, WANT), WANT),
        ("all zero", np.zeros_like(WANT), WANT),
    ],
)
def test_a_general_mistake_is_named(name, got, want):
    diagnosis = diagnose(got, want, upstream=UPSTREAM)
    assert diagnosis is not None
    assert diagnosis.name == name
    assert diagnosis.cause.endswith((".", "?"))
    assert diagnosis.next_step.endswith((".", "?"))


@pytest.mark.parametrize(
    "got",
    [
        None,
        "text",
        [1.0],
        WANT + 1,
        WANT * np.nan,
        np.zeros((0, 3)),
        WANT.astype(object),
        WANT.astype(complex),
        np.ones((2, 2, 2)),
    ],
)
def test_what_no_general_mistake_explains_gets_no_name(got):
    assert diagnose(got, WANT, upstream=UPSTREAM) is None


def test_a_gradient_that_meets_every_branch_of_a_kink_counts_as_explained():
    low, high = np.array([0.0, 1.0, 2.0]), np.array([1.0, 1.0, 2.0])
    found = diagnose(np.array([-0.5, -1.0, -2.0]), low, up_to=high)
    assert found is not None
    assert found.name == "sign"


def test_without_an_upstream_gradient_the_others_are_still_tried():
    assert diagnose(-WANT, WANT).name == "sign"
    assert diagnose(4 * WANT, WANT).name == "constant factor"


@given(st.floats(-50, 50).filter(lambda c: abs(c - 1) > 1e-3 and abs(c) > 1e-3))
@settings(deadline=None)
def test_any_constant_factor_is_found(factor):
    assert diagnose(factor * WANT, WANT) is not None


def test_gradients_in_another_order_are_recognised():
    bounds = [(WANT, WANT), (COLUMNS, COLUMNS)]
    assert diagnose_order([COLUMNS, WANT], bounds).name == "order swapped"
    assert diagnose_order([WANT, COLUMNS], bounds) is None

"""The explorer's numbers are those of the functions handed in."""

from typing import Any

import numpy as np
import pytest

from chainrule.explore.activation_model import Reading, activation, menu


def test_a_reading_holds_value_and_slope(pairs: dict[str, Any]) -> None:
    reading = activation("cubic", pairs["cubic"]).read(2.0)
    assert (reading.value, reading.slope) == (8.0, 12.0)


def test_the_curve_passes_through_the_reading(pairs: dict[str, Any]) -> None:
    entry = activation("cubic", pairs["cubic"])
    curve = entry.curve()
    assert np.interp(1.5, curve.x, curve.value) == pytest.approx(entry.read(1.5).value, rel=1e-3)


def test_an_argument_called_slope_is_a_parameter_that_starts_at_its_default(
    pairs: dict[str, Any],
) -> None:
    entry = activation("bend", pairs["bend"])
    assert entry.parameter is not None
    assert (entry.parameter.name, entry.parameter.start) == ("slope", 0.5)
    assert entry.read(-1.0, 0.25).value == -0.25


def test_an_argument_without_a_default_is_one_number_a_unit(pairs: dict[str, Any]) -> None:
    entry = activation("learned", pairs["learned"])
    assert entry.parameter is not None
    assert entry.parameter.per_unit
    assert entry.read(2.0, 3.0).slope == 3.0


def test_a_function_without_such_an_argument_has_no_parameter(pairs: dict[str, Any]) -> None:
    assert activation("cubic", pairs["cubic"]).parameter is None


def test_maxout_is_fed_three_lines_and_the_highest_gives_value_and_slope(
    pairs: dict[str, Any],
) -> None:
    reading = activation("maxout", pairs["maxout"]).read(4.0)
    assert (reading.value, reading.slope) == (4.0, 1.5)


def test_ten_layers_raise_the_slope_to_the_tenth_power() -> None:
    assert Reading("half", 0.0, 0.0, 0.5).after_depth == pytest.approx(0.5**10)


@pytest.mark.parametrize(
    ("slope", "words"),
    [(0.0, "shut"), (0.01, "less than 5%"), (-0.01, "less than 5%"), (0.5, "leaves as 0.5")],
)
def test_the_sentence_says_what_happens_to_a_gradient(slope: float, words: str) -> None:
    assert words in Reading("any", 1.0, 2.0, slope).sentence()


def test_pairs_that_do_not_work_are_left_out_with_the_reason(
    pairs: dict[str, Any], unwritten_pair: Any
) -> None:
    broken = (lambda Z: (Z, None), lambda dA, cache: dA.sum())
    entries, missing = menu({"cubic": pairs["cubic"], "new": unwritten_pair, "odd": broken})
    assert [entry.name for entry in entries] == ["cubic"]
    assert missing["new"] == "not written yet"
    assert "backward: dZ should have the shape" in missing["odd"]

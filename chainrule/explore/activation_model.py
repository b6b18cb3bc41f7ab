"""What the activation explorer shows, as numbers: no widget, no figure."""

import inspect
from dataclasses import dataclass
from typing import Any

import numpy as np

from chainrule.figures.curve import FAINT, Curve, Pair, places, through_lines, trace

DOMAIN = (-6.0, 6.0)
DEPTH = 10
_GRID = places(DOMAIN, 241)
_LINES = (np.array([-1.0, 0.2, 1.5]), np.array([-1.0, 0.0, -2.0]))
_START = {"alpha": 0.25, "slope": 0.01}


@dataclass(frozen=True)
class Parameter:
    """A number that shapes an activation: its slider's name and start.

    `per_unit`: the function takes an array (n,), one number a unit, as PReLU does.
    """

    name: str
    start: float
    per_unit: bool


@dataclass(frozen=True)
class Activation:
    """One entry of the explorer's menu, made of a learner's pair of functions."""

    name: str
    pair: Pair
    parameter: Parameter | None

    def curve(self, value: float | None = None) -> Curve:
        """The whole curve, with the parameter at `value` (its start where None)."""
        return trace(*self.pair, _GRID, **self._arguments(value))

    def read(self, z: float, value: float | None = None) -> "Reading":
        """What one unit does at pre-activation z."""
        point = trace(*self.pair, np.array([z]), **self._arguments(value))
        return Reading(self.name, float(z), float(point.value[0]), float(point.slope[0]))

    def _arguments(self, value: float | None) -> dict[str, Any]:
        if self.parameter is None:
            return {}
        number = self.parameter.start if value is None else float(value)
        return {self.parameter.name: np.array([number]) if self.parameter.per_unit else number}


@dataclass(frozen=True)
class Reading:
    """One point of a curve: g(z) = `value`, g′(z) = `slope`."""

    name: str
    z: float
    value: float
    slope: float

    @property
    def after_depth(self) -> float:
        """What is left of a gradient of 1 after DEPTH layers with this slope."""
        return float(self.slope**DEPTH)

    def sentence(self) -> str:
        """The reading in words, which is also the picture's text description."""
        state = (
            "shut: no gradient passes"
            if self.slope == 0
            else f"less than {FAINT:.0%} of a gradient passes"
            if abs(self.slope) < FAINT
            else f"a gradient of 1 leaves as {self.slope:.4g}"
        )
        return (
            f"{self.name} at z = {self.z:.2f}: value {self.value:.4g}, slope {self.slope:.4g}; "
            f"{state}. {DEPTH} layers with this slope: {self.after_depth:.3g}."
        )


def activation(name: str, pair: Pair) -> Activation:
    """The menu entry for a pair; raises whatever the pair raises when it is tried at z = −1 and 1.

    A second argument of forward called `alpha` or `slope` becomes a slider; without a default it
    is taken to be an array, one number a unit. A pair called "maxout" is fed three lines of z.
    """
    if name == "maxout":
        pair = through_lines(pair, *_LINES)
    entry = Activation(name, pair, _parameter(pair))
    entry.read(-1.0)
    entry.read(1.0)
    return entry


def menu(pairs: dict[str, Pair]) -> tuple[list[Activation], dict[str, str]]:
    """The pairs that work, and for each of the others why it is left out."""
    entries, missing = [], {}
    for name, pair in pairs.items():
        try:
            entries.append(activation(name, pair))
        except NotImplementedError:
            missing[name] = "not written yet"
        except Exception as error:  # a learner's function may fail in any way
            missing[name] = f"{type(error).__name__}: {error}"
    return entries, missing


def _parameter(pair: Pair) -> Parameter | None:
    for argument in list(inspect.signature(pair[0]).parameters.values())[1:]:
        if argument.name in _START:
            per_unit = argument.default is inspect.Parameter.empty
            start = _START[argument.name] if per_unit else float(argument.default)
            return Parameter(argument.name, start, per_unit)
    return None

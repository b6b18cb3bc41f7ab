"""A figure of a function that is not written yet says which, and nothing else."""

import inspect

import numpy as np
import pytest

from chainrule import figures

FIGURES = [name for name in figures.__all__ if not isinstance(getattr(figures, name), type)]


def step(z):
    raise NotImplementedError


class Layer:
    def forward(self, X):
        raise NotImplementedError("replace this line")


def test_the_innermost_function_is_named():
    def neuron(x, w, b, activation):
        return activation(x @ w + b)

    with pytest.raises(NotImplementedError, match=r"Write step first\.$") as found:
        figures.one_neuron(neuron, step, (1, 1), -0.5)
    shown = found.value._render_traceback_()
    assert len(shown) == 1
    assert "chainrule" not in shown[0]
    assert "\n" not in shown[0]


def test_a_method_is_named_with_its_class():
    with pytest.raises(NotImplementedError, match=r"Write Layer\.forward first"):
        figures.decision_regions(layer=lambda x1, x2: Layer().forward(np.array([x1, x2])))


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_does_so_and_keeps_its_name_and_signature(name):
    figure = getattr(figures, name)
    assert figure.__name__ == name
    assert figure.__doc__
    assert inspect.signature(figure) == inspect.signature(figure.__wrapped__)


def test_another_error_stays_as_it_is():
    with pytest.raises(ZeroDivisionError):
        figures.decision_regions(odd=lambda x1, x2: 1 / 0)

"""The activation explorer's widgets: a menu, two sliders, one picture."""

import base64
import html
from typing import Any

import ipywidgets as widgets

from chainrule.explore.activation_model import DOMAIN, Activation, menu
from chainrule.explore.activation_picture import Picture
from chainrule.figures.curve import Pair
from chainrule.figures.drawing import being_graded

_WIDE = {"description_width": "7em"}


class ActivationExplorer(widgets.VBox):  # type: ignore[misc]
    """Slide z along any activation you wrote and watch its value, tangent and slope."""

    def __init__(self, entries: list[Activation], missing: dict[str, str]) -> None:
        self.entries = {entry.name: entry for entry in entries}
        self.picture = Picture()
        self.choice = widgets.Dropdown(
            options=list(self.entries), description="activation", style=_WIDE
        )
        self.z = widgets.FloatSlider(
            value=1.0, min=DOMAIN[0], max=DOMAIN[1], step=0.05, description="z", style=_WIDE
        )
        self.parameter = widgets.FloatSlider(min=-1.0, max=3.0, step=0.01, style=_WIDE)
        self.readout = widgets.HTML()
        self.image = widgets.Image(format="png", layout=widgets.Layout(max_width="820px"))
        controls = [self.choice, self.z, self.parameter, self.readout, self.image]
        for slider in (self.z, self.parameter):
            slider.layout.width = "42em"
        super().__init__([*(controls if entries else []), *_left_out(missing)])
        if entries:
            self._choose()
            self.choice.observe(self._choose, "value")
            self.parameter.observe(self._reshape, "value")
            self.z.observe(self._redraw, "value")

    @property
    def sentence(self) -> str:
        """What the explorer shows now, in words."""
        if not self.entries:
            return "No activation to explore yet: write a forward and its backward first."
        return self._entry.read(self.z.value, self._setting).sentence()

    def __repr__(self) -> str:
        return self.sentence

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """The widget, and for readers without one (exported pages) a still picture of it."""
        bundle = super()._repr_mimebundle_(**options)
        if self.entries and isinstance(bundle, dict):
            picture = base64.b64encode(self.image.value).decode("ascii")
            text = html.escape(self.sentence)
            bundle["text/html"] = (
                f'<figure><img alt="{text}" src="data:image/png;base64,{picture}">'
                f"<figcaption>{text}</figcaption></figure>"
            )
        return bundle

    @property
    def _entry(self) -> Activation:
        return self.entries[self.choice.value]

    @property
    def _setting(self) -> float | None:
        return None if self._entry.parameter is None else float(self.parameter.value)

    def _choose(self, _change: Any = None) -> None:
        shaped_by = self._entry.parameter
        self.parameter.layout.display = "none" if shaped_by is None else None
        if shaped_by is not None:
            self.parameter.description = shaped_by.name
            with self.parameter.hold_trait_notifications():
                self.parameter.value = shaped_by.start
        self._reshape()

    def _reshape(self, _change: Any = None) -> None:
        self._curve = self._entry.curve(self._setting)
        self._redraw()

    def _redraw(self, _change: Any = None) -> None:
        reading = self._entry.read(self.z.value, self._setting)
        self.readout.value = html.escape(reading.sentence())
        if not being_graded():
            self.image.value = self.picture.png(self._curve, reading)


def activations(**pairs: Pair) -> ActivationExplorer:
    """An explorer of your own functions: `activations(relu=(relu_forward, relu_backward), …)`.

    Pairs that are not written yet, or fail, are left out and named below the picture. A second
    argument of forward called `alpha` or `slope` gets a slider. A pair called `maxout` is fed
    three lines of z.
    """
    return ActivationExplorer(*menu(pairs))


def _left_out(missing: dict[str, str]) -> list[Any]:
    if not missing:
        return []
    items = "; ".join(f"{name} ({html.escape(why)})" for name, why in missing.items())
    return [widgets.HTML(f"Left out: {items}.")]

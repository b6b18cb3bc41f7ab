"""The explorer's widgets: sliders move one picture, and words go with it."""

import io
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from PIL import Image

from chainrule import explore


@pytest.fixture
def explorer(pairs: dict[str, Any]) -> explore.ActivationExplorer:
    return explore.activations(**pairs)


def pixels(png: bytes) -> Any:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def test_moving_z_redraws_the_picture_on_the_same_figure(explorer: Any) -> None:
    before, figure = explorer.image.value, explorer.picture.drawing
    explorer.z.value = -2.0
    assert (pixels(explorer.image.value) != pixels(before)).any()
    assert explorer.picture.drawing is figure


def test_the_picture_keeps_its_size(explorer: Any) -> None:
    sizes = set()
    for name in explorer.choice.options:
        explorer.choice.value = name
        sizes.add(pixels(explorer.image.value).shape)
    assert len(sizes) == 1


def test_the_picture_depends_on_the_sliders_alone_not_on_their_history(explorer: Any) -> None:
    before = explorer.image.value
    explorer.choice.value = "maxout"
    explorer.z.value = 3.0
    explorer.choice.value = "cubic"
    explorer.z.value = 1.0
    assert (pixels(explorer.image.value) == pixels(before)).all()


def test_the_readout_says_what_the_picture_shows(explorer: Any) -> None:
    explorer.z.value = 2.0
    assert explorer.readout.value == "cubic at z = 2.00: value 8, slope 12; " + (
        "a gradient of 1 leaves as 12. 10 layers with this slope: 6.19e+10."
    )
    assert repr(explorer) == explorer.sentence == explorer.readout.value


def test_the_second_slider_shows_only_where_a_parameter_exists(explorer: Any) -> None:
    assert explorer.parameter.layout.display == "none"
    explorer.choice.value = "bend"
    assert explorer.parameter.layout.display is None
    assert (explorer.parameter.description, explorer.parameter.value) == ("slope", 0.5)
    explorer.z.value = -1.0
    explorer.parameter.value = 0.25
    assert "slope 0.25" in explorer.sentence


def test_every_control_is_named(explorer: Any) -> None:
    explorer.choice.value = "bend"
    for control in (explorer.choice, explorer.z, explorer.parameter):
        assert control.description


def test_an_exported_page_gets_a_still_picture_with_its_description(explorer: Any) -> None:
    bundle = explorer._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert 'src="data:image/png;base64,' in bundle["text/html"]
    assert "cubic at z = 1.00" in bundle["text/html"]
    assert "cubic at z = 1.00" in bundle["text/plain"]


def test_what_is_left_out_is_named(pairs: dict[str, Any], unwritten_pair: Any) -> None:
    explorer = explore.activations(cubic=pairs["cubic"], new=unwritten_pair)
    assert list(explorer.choice.options) == ["cubic"]
    assert explorer.children[-1].value == "Left out: new (not written yet)."


def test_with_nothing_written_yet_it_says_what_to_do(unwritten_pair: Any) -> None:
    explorer = explore.activations(new=unwritten_pair)
    assert "write a forward and its backward first" in repr(explorer)
    assert "text/plain" in explorer._repr_mimebundle_()


def test_a_learners_error_message_cannot_carry_markup(pairs: dict[str, Any]) -> None:
    def forward(Z: Any) -> Any:
        raise ValueError("<script>alert(1)</script>")

    explorer = explore.activations(cubic=pairs["cubic"], odd=(forward, forward))
    assert "<script>" not in explorer.children[-1].value


def test_pyplot_is_left_alone(explorer: Any) -> None:
    assert plt.get_fignums() == []


def test_the_legend_names_what_every_panel_may_show(explorer: Any) -> None:
    (legend,) = explorer.picture.drawing.legends
    names = [text.get_text() for text in legend.get_texts()]
    assert names == ["tangent", "slope 1", "|slope| below 0.05"]

"""What a gradient costs: time against the number of weights, for differences and backprop."""

from collections.abc import Sequence

import numpy as np

from chainrule.figures.drawing import Drawing, dress, styles


def cost_of_gradients(weights: Sequence[int], **seconds: Sequence[float]) -> Drawing:
    """Times by number of weights, both axes logarithmic: `cost_of_gradients(n, differences=[…],
    backprop=[…])`. Each series: (len(weights),), in seconds."""
    words = "; ".join(
        f"{name.replace('_', ' ')}: {1000 * times[0]:.2g} ms for {weights[0]} weights, "
        f"{1000 * times[-1]:.2g} ms for {weights[-1]}"
        for name, times in seconds.items()
    )
    drawing = Drawing(6.6, 3.6, f"Time for one whole gradient. {words}.")
    axes = drawing.subplots()
    for (name, times), style in zip(seconds.items(), styles(), strict=False):
        milliseconds = 1000 * np.asarray(times, dtype=np.float64)
        axes.plot(
            weights,
            milliseconds,
            color=style.color,
            linestyle=style.line,
            marker=style.marker,
            label=name.replace("_", " "),
        )
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xticks(weights, [str(count) for count in weights])
    axes.minorticks_off()
    dress(axes, "number of weights", "milliseconds", "the price of one whole gradient")
    axes.legend(fontsize=9)
    return drawing

"""Everything slow, done once before the first submission: imports, a figure, an error."""

import importlib
import os
import tempfile
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.sandbox.notebook_kernel import NotebookKernel

_CELLS = (
    "import numpy as np, matplotlib.pyplot as plt, ipywidgets\n%matplotlib inline",
    "print('warm')\nnp.linspace(0, 1, 3)",
    "fig, ax = plt.subplots()\nax.plot(np.arange(3), label='$x$')\nax.legend()\nplt.show()",
    "1 / 0",
    "def broken(:",
    "import asyncio\nawait asyncio.sleep(0)",
    "!true",
    "ipywidgets.interact(lambda x: x, x=(0, 1))",
    "rng = np.random.default_rng(0)\nrng.normal(size=3) @ rng.normal(size=3)\nnp.random.rand(2)",
)
_LEARNERS_MODULES = (
    "numpy.random",
    "numpy.linalg",
    "numpy.fft",
    "numpy.testing",
    "chainrule",
    "chainrule.check",
    "chainrule.figures",
    "chainrule.datasets",
    "chainrule.explore",
)


def warmed_kernel() -> "NotebookKernel":
    """A notebook kernel that has run cells and forgotten them."""
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    from autograder.sandbox.notebook_kernel import NotebookKernel

    notebook = NotebookKernel()
    from autograder.sandbox import serve  # noqa: F401

    for name in _LEARNERS_MODULES:
        with suppress(ImportError):
            importlib.import_module(name)
    for number, cell in enumerate(_CELLS):
        notebook.run(cell, f"warm-{number}", 2**20, 2**24)
    _forget(notebook)
    if threading.active_count() != 1:
        raise RuntimeError("threads do not survive a fork; warm up without them")
    return notebook


def _forget(notebook: "NotebookKernel") -> None:
    """Back to the state of a kernel that has just started, but for what is imported."""
    import matplotlib
    import matplotlib.pyplot
    from ipywidgets import Widget
    from matplotlib_inline import backend_inline

    matplotlib.pyplot.close("all")
    Widget.close_all()
    shell = notebook.shell
    with suppress(ValueError):
        shell.events.unregister("post_execute", backend_inline.flush_figures)
    backend_inline.configure_inline_support.current_backend = "unset"
    matplotlib.rcdefaults()
    notebook.reset()
    backend_inline._enable_matplotlib_integration()
    tempfile.tempdir = None

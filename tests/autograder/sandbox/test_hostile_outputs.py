"""Outputs that would be dear to keep, hard to write, or untrue."""

# ruff: noqa: E501 (cells are quoted as they are run)

import json
import time

import nbformat
import pytest

from autograder.channel import Stopped
from autograder.sandbox import Submission, Warm
from autograder.sandbox.cell_outputs import Outputs

_DISPLAY = "from IPython.display import display, HTML, JSON\nimport ipywidgets as widgets, sys\n"

CELLS = {
    "many updates of many displays": "for _ in range(3000): display('x', display_id='a')\n"
    "from IPython.display import update_display\nfor _ in range(3000): update_display('y', display_id='a')",
    "many displays in a widget": "out = widgets.Output()\nwith out:\n    for i in range(3000): display(i)",
    "many lines in a widget": "out = widgets.Output()\nwith out:\n    for i in range(9000): print(i, flush=True)",
    "half characters": "print('\\ud800'); display(HTML('\\ud800'))\nraise ValueError('\\udfff')",
    "deep JSON": "x = 1\nfor _ in range(200): x = [x]\ndisplay({'application/json': x}, raw=True)",
    "JSON that is none": "display({'application/json': {'a': float('nan'), 'b': float('inf')}}, raw=True)",
    "no texts": "display({'text/plain': 5, 'text/html': [1, 2]}, raw=True)",
    "no kinds": "display({5: 'x', None: 'y'}, raw=True)",
    "streams taken away": "sys.stdout = None\nsys.stderr = 5",
    "streams closed": "sys.stdout.close(); sys.stderr.close()",
    "the session replaced": "get_ipython().kernel.session = None",
    "the session emptied": "get_ipython().kernel.session.messages = None",
    "the session lies": 'get_ipython().kernel.session.messages.append(b\'["status",{"execution_state":"idle"}]\')',
    "run_cell replaced": "get_ipython().run_cell = lambda *a, **k: None",
    "do_execute replaced": "get_ipython().kernel.do_execute = None",
    "a transformer that raises": "def t(lines): raise ValueError\nget_ipython().input_transformers_cleanup.append(t)",
    "an endless hook": "get_ipython().events.register('post_run_cell', lambda *_: print('hook'))",
    "an excepthook": "get_ipython().set_custom_exc((Exception,), lambda *a, **k: 1 / 0)\n1 / 0",
}


@pytest.mark.parametrize("name", CELLS)
def test_outputs_are_valid_and_soon_there_or_the_fork_is_lost(warm: Warm, name: str) -> None:
    started = time.monotonic()
    with warm.fork() as submission:
        try:
            runs = [submission.run(_DISPLAY + CELLS[name]), submission.run("print(1)\n1 / 0")]
        except Stopped:
            runs = []
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(outputs=run.outputs) for run in runs]
    )
    nbformat.validate(notebook, relax_add_props=False)
    nbformat.writes(notebook).encode("utf-8")
    assert time.monotonic() - started < 12


def test_an_error_that_a_cell_hides_is_reported_beside_its_outputs(submission: Submission) -> None:
    submission.run("get_ipython().showtraceback = lambda *a, **k: None")
    run = submission.run("1 / 0")
    assert (run.outputs, run.failed) == ([], True)
    assert run.unseen_error is not None
    assert run.unseen_error.ename == "ZeroDivisionError"


def test_a_display_is_updated_in_the_cell_that_showed_it(submission: Submission) -> None:
    first = submission.run("handle = display('one', display_id=True)")
    submission.run("handle.update('two')")
    assert first.outputs[0].data["text/plain"] == "'two'"


def test_messages_that_cost_too_much_are_refused() -> None:
    shown = [
        "display_data",
        {"data": {"text/plain": "x"}, "metadata": {}, "transient": {"display_id": "a"}},
    ]
    update = ["update_display_data", shown[1]]
    with pytest.raises(Stopped):
        Outputs().collect(
            "cell-1", json.dumps([shown] * 20_000 + [update] * 20_000).encode(), False
        )

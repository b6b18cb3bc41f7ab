"""A course of somebody else's, full of what nbgrader's rules make a difference of: plain asserts,
hidden tests, partial credit, warnings, hidden errors, time limits, files, two notebooks."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.course import write_notebook
from tests.nbgrader_suite.grades import Graded, grade_twice
from tests.nbgrader_suite.stock_and_ours import homes

CONFIG = """
c = get_config()
c.Execute.timeout = 2
"""
HIDDEN = "### BEGIN HIDDEN TESTS\nassert {}\n### END HIDDEN TESTS"
QUESTION = "A <b id='x'>question</b> with a <img src='picture.png'> in it.\n"
ESSAY = f"{QUESTION}### BEGIN SOLUTION\nwords\n### END SOLUTION"
UNTOUCHED = f"{QUESTION}YOUR ANSWER HERE"
# What each test cell of the first notebook asks, after the learner's answer.
TESTS = {
    "plain": "assert add(1, 2) == 3",
    "hidden": "assert add(0, 0) == 0\n" + HIDDEN.format("add(2, 3) == 5"),
    "partial": "0.5 if add(1, 1) == 2 else 0.0",
    "negative": "-1.0",
    "words": "'a text'",
    "table": "from IPython.display import HTML\nHTML('<b>1</b>')",
    "shown": "from IPython.display import display\ndisplay(0.25)",
    "warned": "import warnings\nwarnings.warn('careful') if add(1, 1) == 2 else None",
    "stderr": "import sys\nprint('hm', file=sys.stderr)",
    "slow": "assert wait() is None",
    "environment": "import os\nassert os.environ['NBGRADER_EXECUTION'] == 'autograde'",
    "given": "assert open('data.csv').read() == '1,2,3'",
    "changed": "assert open('notes.txt').read() == 'mine'",
    "helper": "import helper\nassert helper.three() == 3",
    "awaited": "import asyncio\nawait asyncio.sleep(0)\nassert add(1, 1) == 2",
    "magic": "%%bash\nexit 3",
}
# What each test cell of the second notebook asks: it starts where the first one ended.
LATER = {
    "written": "assert open('out/sum.txt').read() == '3'",
    "rewritten": "assert open('notes.txt').read() == 'changed'",
    "fresh": "assert 'add' not in globals()",
}
WRITE = (
    "import os\nos.makedirs('out', exist_ok=True)\n"
    "open('out/sum.txt', 'w').write(str(add(1, 2)))\nopen('notes.txt', 'w').write('changed')"
)
RIGHT = "def add(a, b):\n    return a + b\ndef wait():\n    pass"
ANSWERS = {
    "right": RIGHT,
    "wrong": "def add(a, b):\n    return a - b\ndef wait():\n    raise ValueError('no')",
    "blank": "",
    "lucky": "def add(a, b):\n    return 3 if a else 0\ndef wait():\n    return 1",
    "slow": f"{RIGHT}\nimport time\ndef wait():\n    time.sleep(30)",
    "stubborn": f"{RIGHT}\nimport time\ndef wait():\n    try:\n        time.sleep(30)\n"
    "    except BaseException:\n        pass",
    "quiet": "from IPython.core.interactiveshell import InteractiveShell\n"
    "InteractiveShell.showtraceback = lambda *a, **k: None\n"
    "def wait():\n    return 1",
    "broken": "from IPython.core.interactiveshell import InteractiveShell\n"
    "InteractiveShell.showtraceback = None\ndef wait():\n    return 1",
    "noisy": f"{RIGHT}\nfrom IPython.display import HTML, display\n"
    "display(HTML('<script>alert(1)</script>'))\n"
    "display({'application/javascript': '1'}, raw=True)",
}


def cell(kind: str, name: str, source: str, points: float | None = None) -> NotebookNode:
    said = {"grade_id": name, "schema_version": 3, "task": False, "locked": kind == "test"}
    said |= {"grade": points is not None, "solution": kind != "test"}
    if points is not None:
        said["points"] = points
    make = new_markdown_cell if kind == "text" else new_code_cell
    return make(source, metadata={"nbgrader": said}, id=name)


def first(answer: str, text: str, tests: Mapping[str, str]) -> NotebookNode:
    skipped = new_code_cell("1/0", metadata={"tags": ["skip-execution"]}, id="skipped")
    tested = [cell("test", name, source, 1.0) for name, source in tests.items()]
    return new_notebook(
        cells=[
            skipped,
            cell("answer", "answer", answer),
            *tested,
            cell("text", "essay", text, 4.0),
            cell("code", "by-hand", "0", 2.0),
            new_code_cell(WRITE, id="write"),
        ]
    )


def second(tests: Mapping[str, str]) -> NotebookNode:
    return new_notebook(cells=[cell("test", name, source, 2.0) for name, source in tests.items()])


def make_course(course: Path) -> None:
    source = course / "source" / "hw"
    write_notebook(
        first(f"### BEGIN SOLUTION\n{RIGHT}\n### END SOLUTION", ESSAY, TESTS), source / "a.ipynb"
    )
    write_notebook(second(LATER), source / "b.ipynb")
    (source / "data.csv").write_text("1,2,3")
    (source / "helper.py").write_text("def three():\n    return 3\n")
    (course / "nbgrader_config.py").write_text(CONFIG)


def hand_in(course: Path) -> None:
    """Submissions as learners make them, from what was released."""
    visible = {**TESTS, "hidden": TESTS["hidden"].partition("\n###")[0]}
    for student, answer in ANSWERS.items():
        folder = course / "submitted" / student / "hw"
        text = UNTOUCHED if student in ("blank", "noisy") else f"my <i class='y'>{student}</i> text"
        write_notebook(first(answer, text, visible), folder / "a.ipynb")
        write_notebook(second(LATER), folder / "b.ipynb")
        (folder / "notes.txt").write_text("mine")
        (folder / "data.csv").write_text("forged")
    (course / "submitted" / "wrong" / "hw" / "b.ipynb").unlink()


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Graded, Graded]]:
    """The course after autograding: stock, ours."""
    course = tmp_path_factory.mktemp("other") / "course"
    make_course(course)
    hand_in(course)
    with homes() as (stock, ours):
        yield grade_twice(stock, ours, course, "hw")


def test_every_grade_is_the_same(graded: tuple[Graded, Graded]) -> None:
    stock, ours = (each.grades("hw") for each in graded)
    assert {who for who, _, _ in stock} == set(ANSWERS)
    different = {
        where: (stock[where], ours[where]) for where in stock if stock[where] != ours[where]
    }
    assert not different


def test_the_scores_add_up_to_the_same(graded: tuple[Graded, Graded]) -> None:
    stock, ours = graded
    assert ours.scores("hw") == stock.scores("hw")
    assert len(set(stock.scores("hw").values())) > 3


def test_what_the_notebooks_wrote_lies_beside_them(graded: tuple[Graded, Graded]) -> None:
    stock, ours = (
        {name: held for name, held in each.files("hw").items() if "__pycache__" not in name}
        for each in graded
    )
    assert ours == stock
    assert ours["autograded/right/hw/out/sum.txt"] == b"3"

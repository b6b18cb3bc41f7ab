"""Damaged submissions: what can be mended keeps its points; what cannot be read gets 0 and a reason.
Each is as a learner, an editor, a mail program or a spiteful hand might leave it."""

# ruff: noqa: E501 (one line each)

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.pipeline import State
from autograder.source import nbgrader_metadata
from tests.attacks.attack import Attack, Desk, mended
from tests.attacks.unreadable import UNREADABLE, as_json, in_bytes

Change = Callable[[NotebookNode, Desk], None]
_TESTS = ("relu_forward", "relu_backward")


def _find(notebook: NotebookNode, grade_id: str) -> int:
    return next(
        index
        for index, cell in enumerate(notebook.cells)
        if nbgrader_metadata(cell).get("grade_id") == grade_id
    )


def _tests(change: Callable[[NotebookNode, int], None]) -> Change:
    """A change of both test cells, the last one first."""

    def every(notebook: NotebookNode, desk: Desk) -> None:
        for name in reversed(_TESTS):
            change(notebook, _find(notebook, name))

    return every


def _answers(change: Callable[[NotebookNode, int], None]) -> Change:
    """A change of both answer cells, the last one first."""

    def every(notebook: NotebookNode, desk: Desk) -> None:
        for name in reversed(_TESTS):
            change(notebook, _find(notebook, f"{name}-answer"))

    return every


def _cells(change: Callable[[NotebookNode], None]) -> Change:
    def every(notebook: NotebookNode, desk: Desk) -> None:
        for cell in notebook.cells:
            change(cell)

    return every


def _swap(notebook: NotebookNode, desk: Desk) -> None:
    one, other = _find(notebook, "relu_forward"), _find(notebook, "relu_backward")
    notebook.cells[one], notebook.cells[other] = notebook.cells[other], notebook.cells[one]


def _split(notebook: NotebookNode, index: int) -> None:
    cell = notebook.cells[index]
    cell.source, rest = cell.source[:9], cell.source[9:]
    notebook.cells.insert(index + 1, new_code_cell(rest))


def _split_answer(notebook: NotebookNode, index: int) -> None:
    notebook.cells.insert(index, new_code_cell(notebook.cells[index].source))
    notebook.cells[index + 1].source = "# moved up"


def _doubled(notebook: NotebookNode, index: int) -> None:
    notebook.cells.insert(index, deepcopy(notebook.cells[index]))


def _merged(notebook: NotebookNode, desk: Desk) -> None:
    source = "\n".join(cell.source for cell in notebook.cells if "def relu" in cell.source)
    notebook.cells = [notebook.cells[0], new_code_cell(source)]


def _retyped(kind: str) -> Callable[[NotebookNode, int], None]:
    def change(notebook: NotebookNode, index: int) -> None:
        cell = notebook.cells[index]
        cell.cell_type = kind
        for name in ("outputs", "execution_count"):
            cell.pop(name, None)

    return change


def _same_ids(cell: NotebookNode) -> None:
    cell.id = "same"


def _remark(cell: NotebookNode) -> None:
    cell.metadata.pop("nbgrader", None)


def _set(key: str, value: object) -> Callable[[NotebookNode], None]:
    def change(cell: NotebookNode) -> None:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader[key] = value

    return change


def _beside(notebook: NotebookNode, desk: Desk) -> None:
    for name in ("05-activations-Copy1.ipynb", "copy.ipynb"):
        desk.hand_in(notebook)
        (desk.folder / name).write_bytes(desk.path.read_bytes())


def _deeper(desk: Desk) -> None:
    inner = desk.folder / desk.folder.name / desk.path.name
    inner.parent.mkdir(parents=True)
    inner.write_bytes(in_bytes(desk))


def _named(name: str) -> Callable[[Desk], None]:
    def write(desk: Desk) -> None:
        desk.folder.mkdir(parents=True)
        (desk.folder / name).write_bytes(in_bytes(desk))

    return write


def _with_file(name: str, content: str) -> Change:
    def change(notebook: NotebookNode, desk: Desk) -> None:
        desk.folder.mkdir(parents=True, exist_ok=True)
        (desk.folder / name).write_text(content)

    return change


def _strange_names(notebook: NotebookNode, desk: Desk) -> None:
    desk.folder.mkdir(parents=True, exist_ok=True)
    for name in (b"caf\xe9", b"new\nline", b"...", b"~", b"-rf", b"$(true)", b"a" * 255, b"[x]*"):
        with open(bytes(desk.folder) + b"/" + name, "w"):
            pass


def _version_three(desk: Desk) -> bytes:
    return nbformat.writes(desk.solved(), version=3).encode()


def _source(text: str) -> Callable[[Any], None]:
    def change(content: Any) -> None:
        content["cells"][1]["source"] = text

    return change


_READABLE = [
    mended("test cells deleted", _tests(lambda notebook, index: notebook.cells.pop(index) and None)),
    mended("test cells edited", _tests(lambda notebook, index: notebook.cells[index].update(source="2.0"))),
    mended("test cells doubled", _tests(_doubled)),
    mended("test cells split", _tests(_split)),
    mended("test cells in each other's place", _swap),
    mended("cells in reverse order", lambda notebook, desk: notebook.cells.__setitem__(slice(1, None), notebook.cells[:0:-1]), keeps=False),
    mended("test cells turned to Markdown", _tests(_retyped("markdown"))),
    mended("test cells turned to raw text", _tests(_retyped("raw"))),
    mended("answers doubled", _answers(_doubled)),
    mended("answers moved to a cell above", _answers(_split_answer)),
    mended("answers turned to Markdown", _answers(_retyped("markdown"))),
    mended("all answers in one cell, all else deleted", _merged),
    mended("every cell doubled", lambda notebook, desk: notebook.cells.extend(deepcopy(notebook.cells))),
    mended("the same id for every cell", _cells(_same_ids)),
    mended("nbgrader's metadata gone", _cells(_remark)),
    mended("nbgrader's metadata gone from the answers", _answers(lambda notebook, index: _remark(notebook.cells[index]))),
    mended("one name for every graded cell", _cells(_set("grade_id", "relu_forward")), keeps=False),
    mended("names that are lists", _cells(_set("grade_id", ["relu_forward"]))),
    mended("points that are text", _cells(_set("points", "many"))),
    mended("points that are NaN", _cells(_set("points", float("nan")))),
    mended("metadata of a later nbgrader", _cells(_set("schema_version", 99))),
    mended("metadata of an early nbgrader", _cells(_set("schema_version", 1))),
    mended("checksums that are numbers", _cells(_set("checksum", 5))),
    mended("a second copy beside the first", _beside),
    mended("a timestamp that is none", _with_file("timestamp.txt", "yesterday"), earns={}, state=State.REFUSED),
    mended("a timestamp in the year 99999", _with_file("timestamp.txt", "99999-01-01 00:00:00 UTC"), earns={}, state=State.REFUSED),
    mended("a file whose name speaks to the log", _with_file("Skipping existing assignment; cannot be read", "")),
    mended("file names that are hard to say", _strange_names),
    mended("attachments and unknown metadata", lambda notebook, desk: notebook.cells.append(new_markdown_cell("![a](attachment:a.png)", attachments={"a.png": {"image/png": "!!"}}, metadata={"x": {"y": [1]}}))),
    as_json("format 3", lambda content: None, write=lambda desk: desk.hand_in_bytes(_version_three(desk))),
    as_json("a byte order mark", lambda content: None, write=lambda desk: desk.hand_in_bytes(b"\xef\xbb\xbf" + in_bytes(desk))),
    as_json("Windows' line ends", lambda content: None, write=lambda desk: desk.hand_in_bytes(in_bytes(desk).replace(b"\n", b"\r\n"))),
    as_json("Latin-1 beyond ASCII", lambda content: None, write=lambda desk: desk.hand_in_bytes(in_bytes(desk).replace(b"FIELD =", b"# caf\xe9\\nFIELD =")), earns={}, state=State.DAMAGED),
    as_json("half a character in a cell", _source("x = '\ud800'")),
    as_json("a null character in a cell", _source("x = '\0'")),
    as_json("source as a list of lines", lambda content: content["cells"][1].update(source=["x = 1\n", "y = 2"])),
    as_json("no language and no kernel", lambda content: content.update(metadata={})),
    as_json("a kernel that is a number", lambda content: content.update(metadata={"kernelspec": 5, "language_info": 5})),
    as_json("the kit's stamp as a list of lists", lambda content: content["metadata"].update(chainrule=[[1]])),
    as_json("cells without metadata", lambda content: [cell.pop("metadata") for cell in content["cells"]] and None),
    as_json("nbgrader's metadata as a list", lambda content: [cell["metadata"].update(nbgrader=[1]) for cell in content["cells"]] and None),
    as_json("nbgrader's metadata as nothing", lambda content: [cell["metadata"].update(nbgrader=None) for cell in content["cells"]] and None),
    as_json("cells without outputs or counts", lambda content: [(cell.pop("outputs"), cell.pop("execution_count")) for cell in content["cells"]] and None),
    as_json("outputs of no known form", lambda content: content["cells"][1].update(outputs=[{"output_type": "spell", "data": 5}])),
    as_json("a cell of an unknown type", lambda content: content["cells"].append({"cell_type": "spell", "metadata": {}, "source": ""})),
    as_json("a cell whose source is a number", lambda content: content["cells"][1].update(source=5)),
    as_json("ids that are not allowed", lambda content: [cell.update(id="a b/../c" * 20) for cell in content["cells"]] and None),
    as_json("numbers that JSON does not know", lambda content: content["metadata"].update(x=float("nan"), y=float("inf"))),
]  # fmt: skip

_MISNAMED = [
    Attack("another file name", write=_named("homework.ipynb"), keeps=True, state=State.REFUSED),
    Attack("a name in capitals", write=_named("05-ACTIVATIONS.IPYNB"), keeps=True, state=State.REFUSED),
    Attack("a notebook one folder too deep", write=_deeper, keeps=True, state=State.REFUSED),
    Attack("an empty folder", write=lambda desk: desk.folder.mkdir(parents=True), keeps=True, state=State.REFUSED),
    Attack("a folder instead of a notebook", write=lambda desk: desk.path.mkdir(parents=True), keeps=True, state=State.REFUSED),
]  # fmt: skip

# Names of folders, which an archive or a platform may have made of what a learner typed.
_STUDENTS = ("-rf", "it's; $(true)", "n\u00e9e na\u00efve", "a" * 120)
_CALLED = {
    student: mended(f"a student called {student[:20]}", lambda notebook, desk: None)
    for student in _STUDENTS
}

_LISTED = [*UNREADABLE, *_READABLE, *_MISNAMED]
ATTACKS = {f"hurt{n:02d}": each for n, each in enumerate(_LISTED)} | _CALLED

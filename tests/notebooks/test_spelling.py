"""What learners and instructors read is spelled rightly, and as in Britain: codespell looks.

Its own dictionary of slips goes over everything; its list of British words, turned round, goes over
prose alone, for code speaks American (`color`, `normalize`)."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import codespell_lib
import nbformat
import pytest

from tests.conftest import PROJECT

NOTEBOOKS = [
    path for folder in ("source/*", "notebooks") for path in PROJECT.glob(f"{folder}/*.ipynb")
]
PAGES = [PROJECT / "README.md", *PROJECT.glob("docs/*.md")]
KIT = list(PROJECT.glob("chainrule/**/*.py"))

# Right here: words that codespell takes for slips of others.
RIGHT = ("dout",)
# As British as American, in another sense (a verb, a computer's, a measuring device).
BRITISH_TOO = ("license", "meter", "meters", "practice", "practices", "program", "story")


def of_notebook(path: Path, *, prose: bool) -> Iterator[str]:
    """Markdown cells; all cells unless prose alone is wanted."""
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown" or not prose:
            yield cell.source


def of_module(path: Path) -> Iterator[str]:
    """Messages and docstrings: every string of three words or more."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and len(str(node.value).split()) > 2:
            yield str(node.value)


def written(*, prose: bool) -> Iterator[tuple[str, str]]:
    """Every text, by the name of its file; from prose, code in backticks is taken out."""
    for path in (*NOTEBOOKS, *PAGES, *KIT):
        match path.suffix:
            case ".ipynb":
                text = "\n\n".join(of_notebook(path, prose=prose))
            case ".py":
                text = "\n\n".join(of_module(path))
            case _:
                text = path.read_text("utf-8")
        name = "-".join(path.relative_to(PROJECT).parts)
        yield name, re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.DOTALL) if prose else text


@pytest.fixture
def american(tmp_path: Path) -> Path:
    """codespell's list of British words, turned round: each American one with its British form."""
    known = Path(codespell_lib.__file__).parent / "data" / "dictionary_en-GB_to_en-US.txt"
    pairs = [line.split("->") for line in known.read_text("utf-8").splitlines()]
    path = tmp_path / "american.txt"
    lines = [f"{there}->{here}\n" for here, there in pairs if there not in BRITISH_TOO]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def slips(texts: Iterator[tuple[str, str]], folder: Path, *options: str) -> list[str]:
    """What codespell says of the texts, a line each."""
    folder.mkdir()
    for name, text in texts:
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "codespell_lib", "-d", "-L", ",".join(RIGHT), *options, "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert not done.stderr, done.stderr
    return done.stdout.splitlines()


def test_no_word_is_a_known_slip(tmp_path: Path) -> None:
    assert slips(written(prose=False), tmp_path / "texts") == []


def test_prose_is_spelled_as_in_britain(tmp_path: Path, american: Path) -> None:
    assert slips(written(prose=True), tmp_path / "texts", "-D", str(american)) == []


def test_a_slip_is_found_in_every_kind_of_file(tmp_path: Path, american: Path) -> None:
    texts = [(name, f"{text}\nIt is teh color.") for name, text in written(prose=True)]
    for dictionary, word in (("-", "teh"), (str(american), "color")):
        found = slips(iter(texts), tmp_path / word, "-D", dictionary)
        assert sum(f"{word} ==>" in line for line in found) == len(texts)

"""Every source notebook keeps to the house's rules of length, order and form."""

import ast
import json
import re
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from statistics import median
from typing import Any

import nbformat
import pytest
from nbgrader.preprocessors import ClearSolutions

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "source").glob("*/*.ipynb"))
LABS = sorted((ROOT / "notebooks").glob("*.ipynb"))
HEADING = re.compile(r"^### Exercise (\d+\.\d+) \((\d+) points?\)$")


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.fixture(params=SOURCES, ids=named)
def source(request: pytest.FixtureRequest) -> Any:
    return read(request.param)


@pytest.fixture(params=SOURCES + LABS, ids=named)
def any_path(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture
def any_notebook(any_path: Path) -> Any:
    return read(any_path)


@cache
def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def of_type(notebook: Any, cell_type: str) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == cell_type]


def role(cell: Any, name: str) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get(name))


def is_test(cell: Any) -> bool:
    return role(cell, "grade") and not role(cell, "solution")


def is_answer(cell: Any) -> bool:
    return role(cell, "solution") and not role(cell, "grade")


def words(cell: Any) -> int:
    """Words of prose: tags, table rules and signs standing alone are none."""
    text = re.sub(r"<[^>]+>", "", cell.source)
    return sum(bool(re.search(r"\w", word)) for word in text.split())


def lines(cell: Any) -> int:
    return sum(bool(line.strip()) and "### " not in line for line in cell.source.splitlines())


def tree(cell: Any) -> ast.Module:
    return ast.parse(cell.source)


def test_there_are_source_notebooks() -> None:
    assert SOURCES


def test_the_notebook_is_valid_and_of_format_4_5(any_notebook: Any) -> None:
    nbformat.validate(any_notebook)
    assert (any_notebook.nbformat, any_notebook.nbformat_minor) == (4, 5)


def test_no_outputs_are_kept(any_notebook: Any) -> None:
    kept = [c.id for c in of_type(any_notebook, "code") if c.outputs or c.execution_count]
    assert kept == []


def test_the_file_is_written_in_one_way(any_path: Path) -> None:
    text = any_path.read_text(encoding="utf-8")
    plain = json.dumps(json.loads(text), sort_keys=True, indent=1, ensure_ascii=False)
    assert text == plain + "\n"


def test_the_kernel_is_plain_python(any_notebook: Any) -> None:
    assert any_notebook.metadata.kernelspec.name == "python3"
    assert set(any_notebook.metadata) == {"kernelspec", "language_info"}


def test_cell_ids_are_readable_words(any_notebook: Any) -> None:
    for cell in any_notebook.cells:
        assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", cell.id), cell.id
        assert not re.fullmatch(r"[0-9a-f]{8}", cell.id), cell.id


def test_prose_and_code_are_balanced(source: Any) -> None:
    ratio = len(of_type(source, "markdown")) / len(of_type(source, "code"))
    assert 1.0 <= ratio <= 1.4


def test_prose_comes_in_short_cells(any_notebook: Any) -> None:
    counts = {cell.id: words(cell) for cell in of_type(any_notebook, "markdown")}
    assert {name: n for name, n in counts.items() if n > 110} == {}


def test_prose_cells_hold_20_to_50_words_in_the_median(source: Any) -> None:
    assert 20 <= median(words(cell) for cell in of_type(source, "markdown")) <= 50


def test_code_comes_in_short_cells(any_notebook: Any) -> None:
    counts = {cell.id: lines(cell) for cell in of_type(any_notebook, "code")}
    assert {name: n for name, n in counts.items() if n > 20} == {}


def test_code_cells_hold_2_to_6_lines_in_the_median(source: Any) -> None:
    own = [lines(cell) for cell in of_type(source, "code") if not is_test(cell)]
    assert 2 <= median(own) <= 6


def test_a_cell_defines_one_thing_at_most(any_notebook: Any) -> None:
    for cell in of_type(any_notebook, "code"):
        defined = [n for n in tree(cell).body if isinstance(n, ast.FunctionDef | ast.ClassDef)]
        assert len(defined) <= 1, cell.id


def test_never_more_than_three_code_cells_in_a_row(any_notebook: Any) -> None:
    for kind, run in groupby(any_notebook.cells, key=lambda cell: cell.cell_type):
        cells = list(run)
        assert kind != "code" or len(cells) <= 3, cells[0].id


def test_no_plot_code_in_a_notebook(any_notebook: Any) -> None:
    found = [c.id for c in of_type(any_notebook, "code") if "matplotlib" in c.source]
    assert found == []


def test_it_opens_with_a_title_aims_needs_and_time(any_notebook: Any) -> None:
    opening = any_notebook.cells[0]
    assert opening.source.startswith("# ")
    for part in ("**You will be able to**", "**You need**", "**It takes**"):
        assert part in opening.source
    assert words(opening) <= 85


def test_it_ends_with_what_was_built_and_questions(source: Any) -> None:
    ending = source.cells[-1].source
    assert ending.startswith("## What you built")
    assert "**To think about.**" in ending
    assert "?" in ending


def test_an_answer_follows_its_heading_at_once(source: Any) -> None:
    for before, cell in pairwise(source.cells):
        if is_answer(cell):
            assert HEADING.match(before.source.splitlines()[0]), cell.id


def test_exercises_are_numbered_in_the_order_of_their_test_cells(source: Any) -> None:
    said = [HEADING.match(cell.source.splitlines()[0]) for cell in of_type(source, "markdown")]
    headings = [(found[1], int(found[2])) for found in said if found]
    points = [cell.metadata.nbgrader.points for cell in source.cells if is_test(cell)]
    chapter = headings[0][0].split(".")[0]
    assert headings == [(f"{chapter}.{n}", worth) for n, worth in enumerate(points, start=1)]


def test_an_answer_is_followed_by_its_own_test(source: Any) -> None:
    graded = [cell.metadata.nbgrader.grade_id for cell in source.cells if is_answer(cell)]
    tests = [cell.metadata.nbgrader.grade_id for cell in source.cells if is_test(cell)]
    assert graded == [f"{name}-answer" for name in tests]


def test_a_test_cell_holds_its_check_alone_and_is_locked(source: Any) -> None:
    for cell in filter(is_test, source.cells):
        name = cell.metadata.nbgrader.grade_id
        assert re.fullmatch(rf"check\.{name}\(\w+(, \w+)*\)", cell.source), cell.id
        assert cell.metadata.nbgrader.locked


def test_a_chapter_is_worth_20_to_40_points_and_ends_in_one_challenge(source: Any) -> None:
    graded = [cell for cell in source.cells if role(cell, "grade")]
    assert 20 <= sum(cell.metadata.nbgrader.points for cell in graded) <= 40
    assert [cell.metadata.nbgrader.grade_id for cell in graded if role(cell, "solution")] == [
        "challenge"
    ]
    assert graded[-1].metadata.nbgrader.grade_id == "challenge"


def test_a_stub_keeps_its_signature_and_docstring_and_raises(source: Any) -> None:
    released, _ = ClearSolutions().preprocess(nbformat.from_dict(source), {})
    for cell in filter(is_answer, released.cells):
        (definition,) = tree(cell).body
        assert isinstance(definition, ast.FunctionDef | ast.ClassDef)
        assert ast.get_docstring(definition), cell.id
        for function in ast.walk(definition):
            if isinstance(function, ast.FunctionDef):
                assert ast.unparse(function.body[-1]).startswith("raise NotImplementedError")


def test_a_stub_names_its_equation_and_shapes(source: Any) -> None:
    for cell in filter(is_answer, source.cells):
        docstring = ast.get_docstring(tree(cell).body[0]) or ""
        methods = "".join(re.findall(r'"""(.*?)"""', cell.source, re.S))
        assert re.search(r"\(\d+\.\d+\)|Share of", docstring + methods), cell.id
        assert re.search(r"\w+: \(\w+(, ?\w+)*,?\)", docstring + methods), cell.id


def test_every_equation_named_is_there_once(source: Any) -> None:
    text = "\n".join(cell.source for cell in of_type(source, "markdown"))
    numbers = [line[-1] for line in map(equation_numbers, text.splitlines()) if line]
    assert len(numbers) == len(set(numbers))
    asked = re.findall(r"\((\d+\.\d+)\)", "\n".join(c.source for c in source.cells))
    assert set(asked) == set(numbers)


def equation_numbers(line: str) -> list[str]:
    """The number at the end of a line set off as an equation: "> **A = …**  (5.6)"."""
    return re.findall(r"\((\d+\.\d+)\)$", line) if line.startswith("> ") else []

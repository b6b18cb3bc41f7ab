"""release/ and the learner bundle: as generated, and nothing of the instructor's side in them."""

import ast
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from autograder.bundle import build_wheel, bundle
from autograder.course import Course, read_notebook, write_notebook
from autograder.demo import make_course
from autograder.errors import SourceRefused
from autograder.exercises import all_exercises, chapters
from autograder.release import answers_given_away, release
from autograder.sample import Classroom, solutions
from tests.conftest import CHAPTER, PROJECT

EARLIER = "earlier.py"


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course with every chapter released; read it, do not write to it."""
    course = make_course(tmp_path_factory.mktemp("everything") / "course")
    for chapter in course.chapters():
        release(course, chapter)
    return course


@pytest.fixture(scope="module")
def packed(everything: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = bundle(everything, tmp_path_factory.mktemp("bundle") / "bundle.zip")
    folder = archive.parent / "unpacked"
    with zipfile.ZipFile(archive) as zipped:
        zipped.extractall(folder)
    for wheel in list(folder.rglob("*.whl")):
        with zipfile.ZipFile(wheel) as zipped:
            zipped.extractall(wheel.with_suffix(".unpacked"))
    return folder


@pytest.mark.parametrize("chapter", chapters())
def test_the_committed_release_is_what_the_source_makes(everything: Course, chapter: str) -> None:
    committed, fresh = PROJECT / "release" / chapter, everything.release_path(chapter).parent
    files = {path.name for path in fresh.iterdir()}
    assert {path.name for path in committed.iterdir()} == files
    for name in files:
        said = "run: python -m autograder release"
        assert (committed / name).read_bytes() == (fresh / name).read_bytes(), said


def test_releasing_again_changes_nothing(course: Course) -> None:
    before = course.release_path(CHAPTER).read_bytes()
    release(course, CHAPTER)
    assert course.release_path(CHAPTER).read_bytes() == before


@pytest.mark.parametrize("chapter", chapters())
def test_every_answer_of_the_release_raises_and_nothing_has_an_output(
    everything: Course, chapter: str
) -> None:
    cells = read_notebook(everything.release_path(chapter)).cells
    answers = [
        c for c in cells if c.metadata.get("nbgrader", {}).get("grade_id", "").endswith("-answer")
    ]
    assert len(answers) == len(chapters()[chapter])
    assert all("raise NotImplementedError" in cell.source for cell in answers)
    assert all(not cell.get("outputs") for cell in cells)


def test_a_faulty_source_is_refused_and_the_old_release_stays(course: Course) -> None:
    source = course.source(CHAPTER)
    for cell in source.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "relu_forward":
            cell.metadata.nbgrader.points = 0
    write_notebook(source, course.source_path(CHAPTER))
    before = course.release_path(CHAPTER).read_bytes()
    with pytest.raises(SourceRefused, match="relu_forward has no points"):
        release(course, CHAPTER)
    assert course.release_path(CHAPTER).read_bytes() == before


def test_a_solution_in_an_ordinary_cell_is_refused(course: Course, room: Classroom) -> None:
    source = course.source(CHAPTER)
    source.cells[4] = nbformat.v4.new_code_cell(room.solutions["relu_forward"], id="slip")
    write_notebook(source, course.source_path(CHAPTER))
    before = course.release_path(CHAPTER).read_bytes()
    with pytest.raises(SourceRefused, match="cell slip still answers relu_forward"):
        release(course, CHAPTER)
    assert course.release_path(CHAPTER).read_bytes() == before


def test_the_kit_s_wheel_holds_the_kit_alone(tmp_path: Path) -> None:
    with zipfile.ZipFile(build_wheel(tmp_path)) as wheel:
        tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"chainrule"}


def test_the_bundle_has_what_a_learner_needs_and_no_module_of_ours(packed: Path) -> None:
    names = {str(path.relative_to(packed)) for path in packed.rglob("*")}
    assert f"chainrule-course/release/{CHAPTER}/{CHAPTER}.ipynb" in names
    assert "chainrule-course/notebooks/00-start-here.ipynb" in names
    assert "chainrule-course/environment.yml" in names
    assert any(name.endswith(".whl") for name in names)
    assert not any("autograder" in name or "source/" in name for name in names)


def test_the_bundle_holds_the_chapters_released_here_and_no_other(
    course: Course, tmp_path: Path
) -> None:
    shutil.copytree(PROJECT / "release" / "02-feedforward", course.root / "release/02-feedforward")
    with zipfile.ZipFile(bundle(course, tmp_path / "bundle.zip")) as zipped:
        names = zipped.namelist()
    assert f"chainrule-course/release/{CHAPTER}/{CHAPTER}.ipynb" in names
    assert not any("02-feedforward" in name for name in names)


def test_the_kit_imports_nothing_of_the_instructor_s_side() -> None:
    for path in (PROJECT / "chainrule").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in getattr(node, "names", [])]
            module = getattr(node, "module", None) or ""
            assert not any(name.startswith("autograder") for name in [module, *names]), path


def test_no_hint_of_a_known_mistake_reaches_a_learner(packed: Path) -> None:
    hints = [mistake.hint for each in all_exercises().values() for mistake in each.mistakes]
    for path in _texts(packed):
        text = path.read_text("utf-8")
        for hint in hints:
            assert hint not in text, path


def test_no_body_of_the_reference_or_of_a_solution_reaches_a_learner(
    packed: Path, everything: Course
) -> None:
    ours = set()
    for path in (PROJECT / "autograder" / "reference").glob("*.py"):
        ours |= set(_bodies(path.read_text("utf-8")))
    for chapter in everything.chapters():
        for _, text in solutions(everything.source(chapter)):
            ours |= set(_bodies(text))
    assert len(ours) >= 5
    for path in _texts(packed):
        for code in _code(path):
            if path.name != EARLIER:
                assert not ours & set(_bodies(code)), path


@pytest.mark.parametrize("chapter", chapters())
def test_earlier_holds_answers_of_chapters_before_it_alone(chapter: str) -> None:
    names = list(chapters())
    given = answers_given_away(Course(PROJECT), chapter)
    assert all(names.index(earlier) < names.index(chapter) for earlier in given)


def test_release_says_which_chapters_must_be_due(everything: Course) -> None:
    given = answers_given_away(everything, "04-backprop")
    assert given["01-neuron"] == ["sigmoid"]
    assert answers_given_away(everything, "01-neuron") == {}


def _texts(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.suffix in {".py", ".ipynb", ".txt", ".yml"})


def _code(path: Path) -> list[str]:
    if path.suffix == ".py":
        return [path.read_text("utf-8")]
    if path.suffix == ".ipynb":
        cells = nbformat.read(path, 4).cells
        return [cell.source for cell in cells if cell.cell_type == "code"]
    return []


def _bodies(code: str) -> Iterator[str]:
    """Function bodies of three statements or more, with every name and docstring taken out."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            body = node.body
            if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
                body = body[1:]
            if sum(isinstance(each, ast.stmt) for part in body for each in ast.walk(part)) >= 3:
                normal = [_Nameless().visit(part) for part in body]
                yield "\n".join(map(ast.unparse, normal))


class _Nameless(ast.NodeTransformer):
    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name("x", node.ctx)

    def visit_arg(self, node: ast.arg) -> ast.arg:
        return ast.arg("x")

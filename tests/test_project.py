"""The project's own files: what is promised about them holds."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.conftest import PROJECT

MODULES = sorted(
    path
    for folder in ("chainrule", "autograder", "bench")
    for path in (PROJECT / folder).rglob("*.py")
)
CONDA_NAMES = {"msgpack-python": "msgpack"}


def metadata() -> dict[str, object]:
    return tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]


def test_environment_yml_has_the_names_and_bounds_of_pyproject() -> None:
    project = metadata()
    wanted = {*project["dependencies"], *project["optional-dependencies"]["grader"]}
    wanted.add(f"python{project['requires-python']}")
    listed = yaml.safe_load((PROJECT / "environment.yml").read_text("utf-8"))["dependencies"]
    found = set()
    for line in listed:
        name, bound = re.fullmatch(r"([\w-]+)(.*)", line).groups()
        found.add(CONDA_NAMES.get(name, name) + bound)
    assert found - {"pip"} == wanted


def test_every_dependency_is_pinned_in_constraints_and_earns_a_line() -> None:
    project = metadata()
    extras = project["optional-dependencies"]
    names = [
        re.match(r"[\w-]+", each)[0]
        for each in [*project["dependencies"], *extras["grader"], *extras["test"]]
    ]
    pinned = (PROJECT / "constraints.txt").read_text("utf-8").lower()
    reasons = (PROJECT / "CONTRIBUTING.md").read_text("utf-8").lower()
    for name in names:
        assert re.search(rf"^{name}==", pinned, re.MULTILINE), name
        assert name in reasons, name


def test_no_file_names_a_host_of_a_registry_or_a_path_of_a_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    forbidden = re.compile(
        r"pypi\.org|pythonhosted|npmjs\.|deb\.debian|/root/(?!\*)|/home/\w+/|/work/"
    )
    for name in filter(None, listed):
        path = PROJECT / name
        if name == "tests/test_project.py" or not path.is_file():
            continue
        text = path.read_text("utf-8", errors="replace")
        assert not forbidden.search(text), f"{name}: {forbidden.search(text)}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PROJECT)))
def test_a_module_says_why_it_exists_and_stays_small(path: Path) -> None:
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree) or path.name == "__init__.py"
    assert len(text.splitlines()) <= 260
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < 45, f"{node.name} is too long"
    assert "utils" not in path.parts


def test_imports_flow_one_way() -> None:
    pure = ("channel", "errors", "model", "student", "namespace", "verdict", "naming", "judge")
    edges = ("pipeline", "cli", "screen", "nbgrader_steps", "gradebook", "sandbox", "execute")
    for name in pure:
        for module in _imported(PROJECT / "autograder" / f"{name}.py"):
            assert not any(module.startswith(f"autograder.{edge}") for edge in edges), name
    for path in (PROJECT / "autograder" / "exercises").rglob("*.py"):
        for module in _imported(path):
            assert not any(module.startswith(f"autograder.{edge}") for edge in edges), path


def test_there_is_no_import_cycle() -> None:
    graph = {_module(path): set(_imported(path)) for path in MODULES}
    done: set[str] = set()

    def visit(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, " -> ".join([*above, name])
        if name not in done and name in graph:
            for each in graph[name]:
                visit(each, (*above, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def test_only_one_module_touches_the_database() -> None:
    for path in (PROJECT / "autograder").rglob("*.py"):
        if path.name != "gradebook.py":
            taken = re.findall(r"^from nbgrader\.api import (.+)$", path.read_text(), re.MULTILINE)
            assert set(taken) <= {"MissingEntry"}, path


def _module(path: Path) -> str:
    return ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")


def _imported(path: Path) -> list[str]:
    """What a module imports when it is imported; not what it imports for types alone."""
    tree = ast.parse(path.read_text("utf-8"))
    found: list[str] = []
    for node in tree.body:
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            below = [f"{node.module}.{alias.name}" for alias in node.names]
            modules = [
                name
                for name in below
                if (PROJECT / Path(*name.split("."))).exists()
                or (PROJECT / Path(*name.split("."))).with_suffix(".py").exists()
            ]
            found += modules or [node.module]
    return found

"""Every link within the project leads somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from tests.conftest import PROJECT

LINK = re.compile(r"\]\((?!https?:|#|attachment:)([^)\s]+)\)")
PAGES = [
    *PROJECT.glob("*.md"),
    *(PROJECT / "docs").glob("*.md"),
    *(PROJECT / "notebooks").glob("*.ipynb"),
    *(PROJECT / "release").glob("*/*.ipynb"),
]


def prose(path: Path) -> Iterator[str]:
    if path.suffix == ".md":
        yield path.read_text("utf-8")
        return
    for cell in nbformat.read(path, 4).cells:
        if cell.cell_type == "markdown":
            yield cell.source


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_every_link_within_the_project_leads_somewhere(path: Path) -> None:
    for text in prose(path):
        for target in LINK.findall(text):
            assert (path.parent / target.partition("#")[0]).exists(), target

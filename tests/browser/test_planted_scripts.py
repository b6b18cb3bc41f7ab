"""A learner's HTML and JavaScript, opened as an instructor opens them: in feedback and in the
Formgrader. Nothing planted may reach the page."""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell
from playwright.sync_api import Browser, Page

from autograder import pipeline
from autograder.course import Course, write_notebook
from autograder.pipeline import Settings
from autograder.records import student_records
from autograder.sample import Classroom
from tests.conftest import CHAPTER

MARK = "top.PLANTED = (top.PLANTED || 0) + 1; document.title = 'PLANTED'"
HTML = f"<b id='seen'>seen</b><script>{MARK}</script><img src=x onerror=\"{MARK}\">"
CELLS = [
    new_code_cell(f"from IPython.display import *\nHTML({HTML!r})"),
    new_code_cell(f"display(HTML({HTML!r}))"),
    new_code_cell(f"Javascript({MARK!r})"),
    new_code_cell(f"display({{'text/html': [{HTML!r}]}}, raw=True)"),
    new_code_cell(f"SVG('''<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"{MARK}\"></svg>''')"),
    new_code_cell(f"Markdown({HTML!r})"),
    new_code_cell(f"Latex('$x$' + {HTML!r})"),
    new_code_cell(f"print({HTML!r})"),
    new_code_cell(f"raise ValueError({HTML!r})"),
    new_code_cell("import base64\ndisplay({'image/png': 'x\" onerror=\"" + MARK + "'}, raw=True)"),
    new_code_cell(f"display({{'text/plain': {HTML!r}}}, raw=True)"),
    new_code_cell(f"IFrame('javascript:{MARK}', 100, 100)"),
    new_code_cell(f"HTML('</iframe>' + {HTML!r})"),
    new_code_cell(f"HTML('\"></iframe>' + {HTML!r})"),
    new_markdown_cell(HTML),
    new_markdown_cell(f"[click](javascript:{MARK.replace(' ', '')})"),
    new_markdown_cell(f'<details open ontoggle="{MARK}">x</details>'),
    new_markdown_cell(f'<img src=x onerror="{MARK}"//'),
    new_markdown_cell(f"<svg/onload='{MARK}'>"),
    new_markdown_cell(f'$<img src=x onerror="{MARK}">$'),
    new_markdown_cell(f'`x` <iframe srcdoc="<script>{MARK}</script>"></iframe>'),
    new_raw_cell(HTML, metadata={"raw_mimetype": "text/html"}),
    new_raw_cell(HTML),
]


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory, released: Course, room: Classroom) -> Course:
    """A course with one graded submission full of planted scripts."""
    import shutil

    folder = tmp_path_factory.mktemp("planted") / "course"
    shutil.copytree(released.root, folder)
    course = Course(folder)
    notebook = room.fill({"relu_forward": room.solutions["relu_forward"]})
    notebook.cells = [c for c in notebook.cells if "nbgrader" in c.metadata] + CELLS
    for cell in notebook.cells:
        cell.metadata.setdefault("tags", [f'"><script>{MARK}</script>'])
    write_notebook(notebook, course.submitted_path(CHAPTER, "eve"))
    (outcome,) = pipeline.grade(course, CHAPTER, ["eve"], Settings())
    assert outcome.state is pipeline.State.GRADED, outcome
    assert pipeline.feedback(course, CHAPTER)
    return course


def assert_untouched(page: Page) -> None:
    page.wait_for_timeout(1500)
    assert page.evaluate("window.PLANTED") is None
    assert "PLANTED" not in page.title()
    assert page.locator("iframe").count() >= 4
    for frame in page.locator("iframe").all():
        assert frame.get_attribute("sandbox") == "allow-scripts"
        assert not (frame.get_attribute("src") or "").startswith("javascript")


def test_feedback_shows_planted_html_and_runs_nothing_of_it_in_the_page(
    graded: Course, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto(graded.feedback_path(CHAPTER, "eve").as_uri())
    assert_untouched(page)
    framed = page.frame_locator("iframe").first
    assert framed.locator("#seen").inner_text() == "seen"
    page.close()


def test_the_browser_would_have_run_it_without_the_frames(browser: Browser, tmp_path: Path) -> None:
    bare = tmp_path / "bare.html"
    bare.write_text(HTML)
    page = browser.new_page()
    page.goto(bare.as_uri())
    page.wait_for_timeout(500)
    assert page.evaluate("window.PLANTED") >= 1
    page.close()


@pytest.fixture(scope="module")
def server(graded: Course) -> Iterator[str]:
    """JupyterLab's server with the Formgrader, in the course folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(8)
    scripts = Path(sys.executable).parent
    process = subprocess.Popen(
        [
            str(scripts / "jupyter-lab"),
            "--no-browser",
            "--allow-root",
            f"--port={port}",
            f"--IdentityProvider.token={token}",
            "--ServerApp.root_dir=.",
        ],
        cwd=graded.root,
        env={**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    base = f"http://127.0.0.1:{port}"
    for _ in range(120):
        time.sleep(0.5)
        try:
            urllib.request.urlopen(f"{base}/api?token={token}", timeout=5).close()
            break
        except OSError:
            continue
    yield f"{base}/formgrader/{{path}}?token={token}"
    process.terminate()
    process.wait(timeout=20)


def test_the_formgrader_opens_the_submission_and_runs_nothing_of_it(
    graded: Course, server: str, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto(server.format(path="manage_students"))
    address = server.format(path=f"api/submitted_notebooks/{CHAPTER}/{CHAPTER}")
    (listed,) = json.loads(page.request.get(address).text())
    page.goto(server.format(path=f"submissions/{listed['id']}/"))
    page.wait_for_selector("text=relu_forward")
    assert_untouched(page)
    page.close()


def test_the_formgrader_s_autograde_button_judges_behind_the_wall_too(
    graded: Course, server: str, browser: Browser, room: Classroom
) -> None:
    write_notebook(room.fill(room.solutions), graded.submitted_path(CHAPTER, "zoe"))
    page = browser.new_page()
    page.goto(server.replace("/formgrader/{path}", "/lab"))  # signs the browser in
    page.goto(server.format(path=f"manage_submissions/{CHAPTER}"))
    page.wait_for_selector("tr:has-text('zoe')")
    page.locator("tr:has-text('zoe') .autograde a").click()
    page.wait_for_selector("text=Successfully autograded", timeout=60_000)
    page.close()
    assert sum(record.score for record in student_records(graded, CHAPTER, "zoe")) == 35.0

"""The Formgrader opens what `autograder grade` left, with the right scores."""

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
from playwright.sync_api import Browser

from autograder import gradebook
from autograder.course import Course
from autograder.sample import Classroom
from tests.conftest import CHAPTER
from tests.pipeline.small_class import copied, grade, hand_in


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory, released: Course, room: Classroom) -> Course:
    """Three submissions of 0, 3 and 5 exercises, graded by two workers."""
    course = copied(released, tmp_path_factory.mktemp("formgrader") / "course")
    for student, solved in (("ada", 0), ("ben", 3), ("cleo", 5)):
        hand_in(course, room, student, *list(room.solutions)[:solved])
    said = grade(course, "--workers", "2")
    assert said.code == 0, said
    return course


@pytest.fixture(scope="module")
def formgrader(graded: Course) -> Iterator[str]:
    """JupyterLab's server in the course folder: the address of the Formgrader's pages."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token, scripts = secrets.token_hex(8), Path(sys.executable).parent
    words = ["--no-browser", "--allow-root", f"--port={port}", "--ServerApp.root_dir=."]
    process = subprocess.Popen(
        [str(scripts / "jupyter-lab"), *words, f"--IdentityProvider.token={token}"],
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


def test_manage_submissions_shows_every_student_with_the_right_score(
    graded: Course, formgrader: str, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto(formgrader.replace("/formgrader/{path}", "/lab"))  # signs the browser in
    page.goto(formgrader.format(path=f"manage_submissions/{CHAPTER}"))
    scores = gradebook.scores(graded, CHAPTER)
    assert len({score for score, _ in scores.values()}) == len(scores) == 3
    for student, (score, most) in scores.items():
        row = page.locator(f"tr:has-text('{student}')")
        row.wait_for()
        assert row.locator(".status").inner_text().strip() in ("graded", "needs manual grading")
        assert row.locator(".score").inner_text().split() == [f"{score:g}", "/", f"{most:g}"]
    page.close()

"""What learners get: release/, notebooks/, the kit's wheel, environment.yml and a page on how to
start, in one zip file. Nothing of the instructor's side."""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from autograder.course import Course
from autograder.errors import CourseError
from autograder.gradebook import is_released

PROJECT = Path(__file__).resolve().parent.parent

PAGE = """Neural networks by hand: how to start

1. Unpack this folder and open a terminal in it.
2. With conda:     conda env create -f environment.yml && conda activate chainrule
   Without conda:  python3 -m venv .venv && . .venv/bin/activate
   (on Windows:    .venv\\Scripts\\activate)
3. Install the kit:  pip install chainrule-*.whl
4. Turn on the Validate button, once:  jupyter labextension enable nbgrader
5. Start:  jupyter lab

Begin with notebooks/00-start-here.ipynb. The chapters you hand in are in release/.
"""


def bundle(course: Course, to: Path) -> Path:
    """Write the learner bundle of a course, with the chapters released from its folder and no
    other, to a zip file and return its path."""
    ours = {name for name in course.chapters() if is_released(course, name)}
    to.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        wheel = build_wheel(Path(folder))
        with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(wheel, f"chainrule-course/{wheel.name}")
            archive.write(PROJECT / "environment.yml", "chainrule-course/environment.yml")
            archive.writestr("chainrule-course/START-HERE.txt", PAGE)
            for name in ("release", "notebooks"):
                for path in sorted((course.root / name).rglob("*")):
                    within = path.relative_to(course.root)
                    wanted = name != "release" or within.parts[1] in ours
                    if wanted and path.is_file() and ".ipynb_checkpoints" not in path.parts:
                        archive.write(path, Path("chainrule-course", within))
    return to


def build_wheel(folder: Path) -> Path:
    """Build the kit's wheel, which holds the package `chainrule` alone. Raises CourseError."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CourseError(f"The kit's wheel could not be built:\n{done.stderr.strip()}")
    return next(folder.glob("chainrule-*.whl"))

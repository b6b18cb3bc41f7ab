"""The warm process starts behind its wall or says why it cannot."""

import os
import subprocess
from pathlib import Path

import pytest

from autograder.sandbox import WallMissing, Warm
from autograder.sandbox.outer_wall import GUARD_FILES, environment, walled_command


def _programs(folder: Path, script: str | None) -> str:
    if script is not None:
        program = folder / "bwrap"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
    return str(folder)


def test_without_bubblewrap_the_refusal_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", _programs(tmp_path, None))
    with pytest.raises(WallMissing, match=r"bubblewrap is not installed.*--isolation none"):
        Warm()


def test_without_user_namespaces_the_refusal_says_what_to_set(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    complaint = "bwrap: No permissions to create new namespace"
    monkeypatch.setenv("PATH", _programs(tmp_path, f"echo '{complaint}' >&2; exit 1"))
    with pytest.raises(WallMissing, match=rf"{complaint}.*max_user_namespaces"):
        Warm()


def test_no_process_is_left_when_it_closes() -> None:
    with Warm() as warm:
        process = warm._process
        assert process is not None
        warm.fork().run("1")
        inside = _descendants(process.pid)
        assert len(inside) >= 3
    for _ in range(200):
        if not any(Path(f"/proc/{pid}").exists() for pid in inside):
            break
        subprocess.run(["sleep", "0.01"], check=True)
    assert not any(Path(f"/proc/{pid}").exists() for pid in inside)


def _descendants(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        found += map(int, children)
    return found


def test_the_guards_files_hold_nothing_of_the_judges_side() -> None:
    package = Path(__file__).parents[3] / "autograder"
    for name in GUARD_FILES:
        source = (package / name).read_text()
        imports = [
            line for line in source.splitlines() if "import" in line and "autograder" in line
        ]
        for line in imports:
            module = line.split("from ")[-1].split(" import")[0].strip()
            if module in ("autograder", "autograder.sandbox"):
                continue
            assert module.removeprefix("autograder.").replace(".", "/") + ".py" in GUARD_FILES, line


def test_neither_command_nor_environment_carries_the_instructors_variables(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COURSE_SECRET", "canary-of-the-environment")
    assert "canary-of-the-environment" not in " ".join(environment("/space").values())
    assert "canary-of-the-environment" not in " ".join(walled_command(3))
    assert os.environ["COURSE_SECRET"]

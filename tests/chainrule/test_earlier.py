"""`keep` saves what passed its check; `bring` prefers it where it still passes."""

import linecache
from pathlib import Path

import pytest

from chainrule import bring, check, keep

EARLIER = """
import numpy as np


def relu_forward(Z):
    return np.maximum(Z, 0), ("course", Z)


def relu_backward(dA, cache):
    return dA * (cache[1] > 0)


class ReLU:
    def __init__(self):
        self.params, self.grads = {}, {}

    def forward(self, X):
        A, self.cache = relu_forward(X)
        return A

    def backward(self, dout):
        return relu_backward(dout, self.cache)
"""
FORWARD = "def relu_forward(Z):\n    return Z * (Z > 0), Z > 0\n"
BACKWARD = "def relu_backward(dA, cache):\n    return dA * cache\n"


@pytest.fixture
def chapter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A chapter's folder with its earlier.py, as the working folder."""
    folder = tmp_path / "05-activations"
    folder.mkdir()
    (folder / "earlier.py").write_text(EARLIER)
    monkeypatch.chdir(folder)
    return folder


def typed(text: str, names: dict[str, object] | None = None) -> dict[str, object]:
    """What a notebook holds after a cell with this text."""
    names = {} if names is None else names
    where = f"<cell {hash(text)}>"
    linecache.cache[where] = (len(text), None, text.splitlines(keepends=True), where)
    exec(compile(text, where, "exec"), names)
    return names


def kept_pair() -> None:
    names = typed(BACKWARD, typed(FORWARD))
    forward, backward = names["relu_forward"], names["relu_backward"]
    check.relu_forward(forward)
    check.relu_backward(forward, backward)
    keep(forward, backward)


def test_what_was_never_kept_is_the_courses(chapter, capsys):
    forward, backward = bring("relu_forward", "relu_backward")
    assert forward.__module__ == "earlier"
    assert "relu_backward: the course's" in capsys.readouterr().out
    check.relu_backward(forward, backward)


def test_the_courses_own_can_be_asked_for(chapter, capsys):
    kept_pair()
    forward = bring("relu_forward", own=False)
    assert forward.__module__ == "earlier"
    assert "relu_forward: the course's" in capsys.readouterr().out


def test_a_kept_pair_is_readable_and_comes_back(chapter, capsys):
    kept_pair()
    text = (chapter.parent / "my-functions" / "relu_forward.py").read_text()
    assert FORWARD in text
    capsys.readouterr()
    forward, backward = bring("relu_forward", "relu_backward")
    said = capsys.readouterr().out
    assert said.count("yours, from my-functions/") == 2
    assert "right" not in said
    check.relu_backward(forward, backward)


def test_a_forward_alone_is_not_mixed_with_the_courses_backward(chapter, capsys):
    kept_pair()
    (chapter.parent / "my-functions" / "relu_backward.py").unlink()
    forward, backward = bring("relu_forward", "relu_backward")
    check.relu_backward(forward, backward)
    assert forward.__module__ == "earlier"


def test_what_was_spoiled_since_is_the_courses_and_says_why(chapter, capsys):
    kept_pair()
    path = chapter.parent / "my-functions" / "relu_backward.py"
    path.write_text(path.read_text().replace("dA * cache", "dA + cache"))
    forward, backward = bring("relu_forward", "relu_backward")
    said = capsys.readouterr().out
    assert "yours no longer passes (CheckFailed: relu_backward" in said
    check.relu_backward(forward, backward)


def test_a_class_is_kept_whole(chapter, capsys):
    layer = typed(EARLIER.partition("\n\n\nclass")[2].join(["class", ""]), typed(EARLIER))["ReLU"]
    check.ReLU(layer)
    keep(layer)
    brought = bring("ReLU")
    assert "ReLU: yours" in capsys.readouterr().out
    check.ReLU(brought)


def test_what_never_passed_is_not_kept(chapter, capsys):
    keep(typed("def sigmoid_forward(Z):\n    return Z\n")["sigmoid_forward"])
    assert "run its check first" in capsys.readouterr().out
    assert not (chapter.parent / "my-functions").exists()


def test_a_folder_that_cannot_be_written_is_only_said(chapter, capsys):
    (chapter.parent / "my-functions").write_text("a file in the way")
    kept_pair()
    assert "cannot be written" in capsys.readouterr().out


def test_an_unknown_name_is_refused_with_a_word(chapter):
    with pytest.raises(LookupError, match=r"earlier\.py holds no softmax"):
        bring("softmax")


def test_a_missing_earlier_py_is_named(chapter):
    (chapter / "earlier.py").unlink()
    with pytest.raises(LookupError, match="belongs beside this notebook"):
        bring("relu_forward")

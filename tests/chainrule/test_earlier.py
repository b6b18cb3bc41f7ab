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


HELPED = """
import math
from itertools import chain as chained

LIMIT = 0.0
mask = 7.0


def above(Z):
    return np.where(Z > LIMIT, Z, math.floor(LIMIT))


def relu_forward(Z):
    mask = above(Z)
    return mask, list(chained([Z]))
"""


def helped() -> dict[str, object]:
    """A notebook whose relu_forward leans on a helper, an import and a number of other cells."""
    names = typed("import numpy as np\n" + HELPED)
    typed("def relu_backward(dA, cache):\n    return dA * (above(*cache) > 0)\n", names)
    check.relu_forward(names["relu_forward"])
    check.relu_backward(names["relu_forward"], names["relu_backward"])
    keep(names["relu_forward"], names["relu_backward"])
    return names


def test_the_helpers_of_a_kept_function_travel_with_it(chapter, capsys):
    helped()
    said = capsys.readouterr().out
    assert "relu_forward: kept in my-functions/relu_forward.py, with above" in said
    assert "cannot travel" not in said
    forward, backward = bring("relu_forward", "relu_backward")
    assert capsys.readouterr().out.count("yours, from my-functions/") == 2
    check.relu_backward(forward, backward)


def test_a_file_holds_what_is_used_and_no_more(chapter, capsys):
    helped()
    text = (chapter.parent / "my-functions" / "relu_forward.py").read_text()
    assert text.startswith("import numpy as np\n")
    assert text.count("def above(") == 1
    assert "import math\n" in text
    assert "from itertools import chain as chained\n" in text
    assert "LIMIT = 0.0" in text
    assert "mask = 7.0" not in text  # a name of the function's own


def test_what_was_brought_can_be_kept_again_with_its_helpers(chapter, capsys):
    helped()
    forward = bring("relu_forward")
    check.relu_forward(forward)
    capsys.readouterr()
    keep(forward)
    assert "relu_forward.py, with above" in capsys.readouterr().out
    assert bring("relu_forward").__module__ != "earlier"


def test_a_class_travels_with_the_functions_it_calls(chapter, capsys):
    names = typed(EARLIER)
    typed(EARLIER[EARLIER.index("class") :], names)
    check.ReLU(names["ReLU"])
    keep(names["ReLU"])
    said = capsys.readouterr().out
    assert "ReLU.py, with relu_forward and relu_backward" in said
    (chapter / "earlier.py").write_text("class ReLU:\n    pass\n")
    check.ReLU(bring("ReLU"))
    assert "ReLU: yours" in capsys.readouterr().out


def test_what_cannot_travel_is_named(chapter, capsys):
    names = typed("import numpy as np\nslopes = np.array([0.0, 1.0])\n")
    typed(
        "def relu_forward(Z):\n    return Z * slopes[(Z > 0).astype(int)], Z\n",
        names,
    )
    check.relu_forward(names["relu_forward"])
    keep(names["relu_forward"])
    said = capsys.readouterr().out
    assert "relu_forward: uses slopes of this notebook, which cannot travel." in said


def test_two_functions_that_call_each_other_are_written_once_each(chapter, capsys):
    names = typed("import numpy as np\n")
    typed("def halved(n):\n    return relu_forward(n) if n > 9 else n\n", names)
    typed("def relu_forward(Z):\n    halved(1)\n    return np.maximum(Z, 0), Z\n", names)
    check.relu_forward(names["relu_forward"])
    keep(names["relu_forward"])
    text = (chapter.parent / "my-functions" / "relu_forward.py").read_text()
    assert text.count("def relu_forward(") == text.count("def halved(") == 1


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

"""The judge asks a learner's names: data crosses, everything else stays behind as a handle."""

# ruff: noqa: E501 (cells are quoted as they are run)

import numpy as np
import pytest

from autograder.channel import Callback, Handle, LearnerError, Seeded, Stopped, Target
from autograder.sandbox import Submission, Warm


def _call(submission: Submission, name: str, *arguments: object, keep: str = "nothing") -> object:
    return submission.call(Target(name), arguments, "last" if keep == "last" else "nothing").value


def test_only_the_learners_own_names_are_defined(submission: Submission) -> None:
    submission.run("x = 3\ndef f(): pass\nclass Layer: pass")
    assert submission.defined(Target("x")) == "int"
    assert submission.defined(Target("f")) == "function"
    for name in ("print", "In", "get_ipython", "exit", "nothing", "_oh", "__builtins__"):
        assert submission.defined(Target(name)) is None, name


def test_a_variable_is_read_as_it_stands(submission: Submission) -> None:
    submission.run("import numpy as np\nW = np.eye(2)\nW[0, 1] = 5")
    np.testing.assert_array_equal(submission.read(Target("W")), [[1, 5], [0, 1]])  # type: ignore[arg-type]
    with pytest.raises(LearnerError) as error:
        submission.read(Target("b"))
    assert error.value.type_name == "AttributeError"


def test_objects_stay_behind_and_are_used_through_their_handle(submission: Submission) -> None:
    submission.run(
        "class Layer:\n    def __init__(self, n): self.n = n\n    def forward(self, x): return x * self.n"
    )
    layer = _call(submission, "Layer", 3)
    assert isinstance(layer, Handle)
    assert layer.type_name == "Layer"
    assert submission.read(Target("n", layer)) == 3
    assert submission.defined(Target("forward", layer)) == "method"
    assert submission.defined(Target("backward", layer)) is None
    assert submission.call(Target("forward", layer), [2.0]).value == 6.0
    submission.run("def n_of(layer): return layer.n\ndef n_in(layers): return layers[0].n")
    assert _call(submission, "n_of", layer) == 3
    assert _call(submission, "n_in", [layer]) == 3


def test_the_last_of_a_tuple_stays_behind_when_asked(submission: Submission) -> None:
    submission.run("def forward(x): return x, 1, (x, x)\ndef shape(cache): return cache[0].shape")
    *values, cache = _call(submission, "forward", np.zeros((2, 3)), keep="last")  # type: ignore[misc]
    assert len(values) == 2
    assert isinstance(cache, Handle)
    assert _call(submission, "shape", cache) == (2, 3)
    submission.run("def alone(x): return x")
    assert _call(submission, "alone", 5, keep="last") == 5
    assert _call(submission, "alone", (5,), keep="last") == (5,)


def test_arrays_changed_in_place_are_reported(submission: Submission) -> None:
    submission.run("def f(a, b, c):\n    a[0] = 9.0\n    b.shape = (4,)\n    return c")
    a, b, c = np.zeros(2), np.zeros((2, 2)), np.full(2, np.nan)
    answer = submission.call(Target("f"), [a, b, c])
    np.testing.assert_array_equal(answer.changed[0], [9.0, 0.0])  # type: ignore[arg-type]
    assert np.shape(answer.changed[1]) == (4,)  # type: ignore[arg-type]
    assert answer.changed[2] is None
    np.testing.assert_array_equal(a, np.zeros(2))


def test_pairs_of_arrays_changed_in_a_list_are_reported(submission: Submission) -> None:
    submission.run(
        "def bend(p): p[0][1].shape = (1, 2)\ndef turn(p): p.reverse()\ndef look(p): return len(p)"
    )
    pairs = [(np.ones((3, 2)), np.ones(2)), (np.ones((2, 1)), np.ones(1))]
    for name in ("bend", "turn"):
        assert isinstance(submission.call(Target(name), [pairs]).changed[0], list)
    assert submission.call(Target("look"), [pairs]).changed == (None,)


def test_arrays_changed_within_dicts_and_lists_of_tuples_are_reported(
    submission: Submission,
) -> None:
    submission.run("def f(a, b, c, d):\n    a['W'] += 1\n    b[0][1][0] = 9.0\n    c['new'] = 1")
    params = {"W": np.zeros(2)}
    layers = [(np.zeros((2, 2)), np.zeros(2))]
    answer = submission.call(Target("f"), [params, layers, {}, {"b": np.ones(1)}])
    np.testing.assert_array_equal(answer.changed[0]["W"], [1.0, 1.0])  # type: ignore[call-overload,index]
    np.testing.assert_array_equal(answer.changed[1][0][1], [9.0, 0.0])  # type: ignore[index]
    assert answer.changed[2] == {"new": 1}
    assert answer.changed[3] is None


def test_callbacks_come_out_and_their_errors_go_in(submission: Submission) -> None:
    submission.run(
        "def f(g, x):\n    return g(x) + g(x + 1)\ndef count(g):\n    return [g(i) for i in range(500)]"
    )
    assert _call(submission, "f", Callback(lambda x: x**2), np.array([1.0, 2.0])).tolist() == [
        5,
        13,
    ]  # type: ignore[attr-defined]
    assert _call(submission, "count", Callback(lambda i: i)) == list(range(500))

    def refuses(x: object) -> object:
        raise ValueError("only arrays")

    with pytest.raises(LearnerError) as error:
        _call(submission, "f", Callback(refuses), 1)
    assert (error.value.type_name, error.value.message) == ("TypeError", "only arrays")
    assert error.value.line == 2


def test_too_many_callbacks_end_the_fork(
    submission: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.sandbox.submission.MAX_CALLBACKS", 50)
    submission.run("def f(g):\n    while True: g(1)")
    with pytest.raises(Stopped) as stopped:
        _call(submission, "f", Callback(lambda x: x))
    assert stopped.value.reason == "forged"


def test_a_generator_is_made_behind_the_wall(submission: Submission) -> None:
    submission.run("def draw(rng): return rng.normal(size=3)")
    expected = np.random.default_rng(7).normal(size=3)
    np.testing.assert_array_equal(_call(submission, "draw", Seeded(7)), expected)  # type: ignore[arg-type]


def test_an_error_is_told_with_its_line_in_the_cell(submission: Submission) -> None:
    submission.run("import numpy as np\ndef f(x):\n    y = 1\n    return np.linalg.inv(x)")
    with pytest.raises(LearnerError) as error:
        _call(submission, "f", np.zeros((2, 3)))
    assert (error.value.type_name, error.value.line) == ("LinAlgError", 4)
    submission.run("class E(Exception):\n    def __str__(self): raise ValueError\ndef g(): raise E")
    with pytest.raises(LearnerError) as error:
        _call(submission, "g")
    assert (error.value.type_name, error.value.message) == ("E", "")
    submission.run("def h(): raise ValueError('\\ud800' + 'x' * 10000)")
    with pytest.raises(LearnerError) as error:
        _call(submission, "h")
    assert len(error.value.message) <= 500


LIES = {
    "always equal": "class A:\n    def __eq__(self, o): return True\nvalue = A()",
    "an array subclass": "class A(np.ndarray):\n    def __array_function__(self, *a): return True\n"
    "value = np.zeros(2).view(A)",
    "a float subclass": "class A(float):\n    def __gt__(self, o): return False\nvalue = A(1)",
    "an object array": "value = np.array([object()])",
    "a list too deep": "value = []\nfor _ in range(10**5): value = [value]",
    "an array too large": "value = np.zeros(2 * 10**7)",
    "half a character": "value = '\\ud800'",
    "a lying class": "class A:\n    @property\n    def __class__(self): return np.ndarray\nvalue = A()",
    "a set": "value = {1}",
    "a generator": "value = (x for x in [1])",
    "a masked array": "value = np.ma.masked_array([1.0])",
    "a list that holds itself": "value = []\nvalue.append(value)",
    "a hostile name": "value = type('x' * 10**6, (), {})()",
}


@pytest.mark.parametrize("name", LIES)
def test_what_is_no_data_is_a_handle_that_names_its_type(submission: Submission, name: str) -> None:
    submission.run(f"import numpy as np\n{LIES[name]}\ndef f(): return value")
    value = _call(submission, "f")
    assert isinstance(value, Handle)
    assert 0 < len(value.type_name) <= 200


def test_prints_and_figures_of_calls_are_dropped(submission: Submission) -> None:
    submission.run(
        "import matplotlib.pyplot as plt, os, sys\n"
        "def f():\n    print('printed'); os.system('echo child'); sys.stderr.write('e')\n"
        "    plt.plot([1, 2])\n    display(1)\n    return 1"
    )
    assert _call(submission, "f") == 1
    assert submission.run("'next'").outputs[0].data == {"text/plain": "'next'"}
    assert len(submission.run("'next'").outputs) == 1


def test_stderr_can_be_silenced_for_a_cell(submission: Submission) -> None:
    source = "import warnings, sys, os\nwarnings.warn('w')\nsys.stderr.write('e')\nos.write(2, b'raw')\nprint('o')"
    run = submission.run(source, silence_stderr=True)
    assert [output.get("name") for output in run.outputs] == ["stdout"]


def test_files_lie_in_the_working_folder(warm: Warm) -> None:
    with warm.fork({"data/x.txt": b"content", "helper.py": b"y = 5"}) as submission:
        submission.run("import helper\ndef f(): return open('data/x.txt').read(), helper.y")
        assert _call(submission, "f") == ("content", 5)


@pytest.mark.parametrize("name", ["/etc/x", "../x", "a/../../x", "", "a\0b"])
def test_a_file_name_that_leads_out_is_refused(warm: Warm, name: str) -> None:
    with pytest.raises(ValueError, match="not a path"):
        warm.fork({name: b""})


def test_files_that_cannot_be_laid_are_refused_by_name(warm: Warm) -> None:
    for files in ({"a": b"", "a/b": b""}, {"a" * 300: b""}, {"big": bytes(2**25)}):
        with pytest.raises(ValueError, match="files"):
            warm.fork(files)


def test_context_of_cells_holds_in_calls(submission: Submission) -> None:
    submission.run(
        "import numpy as np\nnp.set_printoptions(precision=2)\nnp.seterr(divide='raise')"
    )
    submission.run("def f(): return repr(np.array([1 / 3]))\ndef g(): return np.ones(1) / 0")
    assert _call(submission, "f") == "array([0.33])"
    with pytest.raises(LearnerError):
        _call(submission, "g")


def test_without_a_wall_the_same_answers_come_back() -> None:
    with Warm(isolation="none") as warm:
        for _ in range(2):
            with warm.fork({"a.txt": b"a"}) as submission:
                assert submission.run("print(open('a.txt').read())").outputs[0].text == "a\n"
                submission.run("def f(x): return x + 1")
                assert _call(submission, "f", 1) == 2

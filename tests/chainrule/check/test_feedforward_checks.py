"""What a learner reads when a check of chapter 02 finds a known mistake."""

from collections.abc import Callable

import numpy as np
import pytest

from autograder.exercises import chapters
from autograder.mutant import answers
from chainrule import check

SAID = {
    "linear_forward_loops": {
        "bias forgotten": "the bias is missing",
        "bias added for every input": "once for every input",
        "only the last term kept": "only the last input's term",
        "sum carried on to the next unit": "begins where the unit before it ended",
        "last input left out": "input 3 takes no part",
        "return inside the loop": "After which loop",
        "weights read as (n_out, n_in)": "size beside each index",
        "entries multiplied in place of a sum": "size beside each index",
        "sums collected in the bias itself": "shares with b",
        "average in place of sum": "averaged",
        "units in rows": "units in rows",
        "a cache returned as well": "Expected Z alone; got two values",
        "nested lists returned": "rows were collected in a list",
    },
    "linear_forward": {
        "bias down the examples": "b stands as a column: one bias for each example",
        "bias inside the product": "multiplied by the inputs",
        "weights transposed": "which two have to meet",
        "activation applied as well": "this is σ(Z)",
        "cache forgotten": "two values, (Z, cache)",
        "cache first": "in which order",
        "single axis squeezed away": "A batch of one is still a batch",
    },
    "mlp_forward": {
        "hidden in the last layer too": "`output` that was handed in was never called",
        "output in every layer": "`hidden` that was handed in was never called",
        "output on top of hidden": "both activations were applied",
        "pre-activations listed": "this is the pre-activation Z",
        "pre-activation passed on": "fed with the pre-activation of the one before",
        "activation before the product": "before the weights",
        "bias forgotten": "without its bias",
        "input left out of the list": "does not begin with X",
        "only the output returned": "a list of 3 arrays, X first",
        "last layer missing": "a layer is missing",
        "last layer listed twice": "more than once",
        "list of layers used up": "params in place of going through it",
        "the input fed to every layer": "layer by layer",
    },
    "linear_collapse": {
        "biases added": "takes b1 from n_hidden numbers to n_out",
        "first bias lost": "the second layer's bias alone",
        "second bias lost": "the second one is missing",
        "weights transposed": "outputs in rows",
        "bias kept as a row": "one axis too many",
        "bias first": "in the other order",
        "second bias changed in place": "shares with b2",
    },
}
CASES = [(exercise, name, words) for exercise, said in SAID.items() for name, words in said.items()]


@pytest.mark.parametrize(
    ("name", "mistake", "words"), CASES, ids=[f"{e}: {m}" for e, m, _ in CASES]
)
def test_the_message_names_the_slip(name: str, mistake: str, words: str) -> None:
    exercise = chapters()["02-feedforward"][name]
    functions = next(each.functions for each in exercise.mistakes if each.name == mistake)
    names: dict[str, object] = {}
    exec(f"import numpy as np\n{answers(exercise, functions)}", names)
    with pytest.raises(check.CheckFailed) as found:
        getattr(check, name)(names[name])
    assert words in str(found.value)


def test_a_hard_wired_activation_is_recognised_where_the_handed_in_one_is_called_too() -> None:
    def mlp_forward(X, params, hidden, output):
        A = [X]
        for number, (W, b) in enumerate(params, start=1):
            Z = A[-1] @ W + b
            hidden(Z)
            A.append(output(Z) if number == len(params) else np.tanh(Z))
        return A

    with pytest.raises(check.CheckFailed, match="this is tanh of the right pre-activation"):
        check.mlp_forward(mlp_forward)


def test_a_list_of_layers_turned_round_is_noticed() -> None:
    def mlp_forward(X, params, hidden, output):
        A = [X]
        for number, (W, b) in enumerate(params, start=1):
            Z = A[-1] @ W + b
            A.append(output(Z) if number == len(params) else hidden(Z))
        params.reverse()
        return A

    with pytest.raises(check.CheckFailed, match="another order or other pairs"):
        check.mlp_forward(mlp_forward)


def said(name: str, function: Callable[..., object]) -> str:
    with pytest.raises(check.CheckFailed) as found:
        getattr(check, name)(function)
    return str(found.value)


def test_the_pair_of_a_linear_layer_handed_on_whole_is_named() -> None:
    def linear_forward(X, W, b):
        return X @ W + b, X

    def mlp_forward(X, params, hidden, output):
        A = [X]
        for W, b in params:
            Z = linear_forward(A[-1], W, b)
            A.append(hidden(Z))
        return A

    assert (
        "linear_forward returns a pair (Z, cache): which of the two goes into the activation?"
        in said("mlp_forward", mlp_forward)
    )


def test_activations_squeezed_into_one_array_are_told_of_lists() -> None:
    def mlp_forward(X, params, hidden, output):
        A = [X]
        for W, b in params[:-1]:
            A.append(hidden(A[-1] @ W + b))
        A.append(output(A[-1] @ params[-1][0] + params[-1][1]))
        return np.array(A)

    assert "The arrays have different shapes: a list holds them." in said(
        "mlp_forward", mlp_forward
    )


def by_unpacking(X, params, hidden, output):
    (W1, b1), (W2, b2) = params
    A1 = hidden(X @ W1 + b1)
    return [X, A1, output(A1 @ W2 + b2)]


def by_index(X, params, hidden, output):
    A1 = hidden(X @ params[0][0] + params[0][1])
    return [X, A1, output(A1 @ params[1][0] + params[1][1])]


def from_both_ends(X, params, hidden, output):
    A1 = hidden(X @ params[0][0] + params[0][1])
    return [X, A1, output(A1 @ params[-1][0] + params[-1][1])]


@pytest.mark.parametrize("function", [by_unpacking, by_index, from_both_ends])
def test_two_layers_taken_for_granted_are_named(function: Callable[..., object]) -> None:
    assert "params may hold any number of pairs, also one" in said("mlp_forward", function)


def test_a_fold_without_its_bias_is_asked_for_a_pair() -> None:
    words = said("linear_collapse", lambda W1, b1, W2, b2: W1 @ W2)
    assert "Return a pair: W, then b." in words
    assert "backward" not in words


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda W1, b1, W2, b2: (W2 @ W1, b1 @ W2 + b2), "in which order do the inner sizes meet"),
        (lambda W1, b1, W2, b2: (W1.T @ W2, b1 @ W2), "in which order do the inner sizes meet"),
        (lambda W1, b1, W2, b2: (W1 @ W2, W2 @ b1 + b2), "What takes b1 from n_hidden"),
        (lambda W1, b1, W2, b2: (W1 @ W2, b1 + b2), "What takes b1 from n_hidden"),
    ],
)
def test_the_product_that_failed_is_the_one_spoken_of(function, words) -> None:
    assert words in said("linear_collapse", function)


def test_only_one_number_filled_in_is_named() -> None:
    def linear_forward_loops(X, W, b):
        Z = np.zeros((len(X), len(b)))
        for i in range(len(X)):
            for j in range(len(b)):
                for k in range(len(W)):
                    Z[i, j] += X[i, k] * W[k, j]
                Z[i, j] += b[j]
                return Z
        return Z

    assert "only one number was filled in" in said("linear_forward_loops", linear_forward_loops)


def test_sizes_taken_out_of_the_wrong_shape_are_no_question_of_a_cache() -> None:
    def linear_forward_loops(X, W, b):
        m, n_out = b.shape
        return np.zeros((m, n_out))

    words = said("linear_forward_loops", linear_forward_loops)
    assert "another number of sizes" in words
    assert "cache" not in words

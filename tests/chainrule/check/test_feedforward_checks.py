"""What a learner reads when a check of chapter 02 finds a known mistake."""

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
        "bias down the examples": "b (n_out,)",
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
        import numpy as np

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

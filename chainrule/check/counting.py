"""The check of chapter 01's count of parameters, against networks counted by hand."""

from chainrule.check.calls import call, exercise
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.report import CheckFailed, failure

NAME = "count_parameters"

COUNTED = (
    ((4, 5, 3), 43),
    ((3, 1), 4),
    ((2, 2, 1), 9),
    ((2, 3, 4, 5), 50),
    ((784, 128, 64, 10), 109386),
    ((7, 2), 16),
)


@exercise
def count_parameters(function: object, /) -> list[str]:
    """`function(sizes)`: weights and biases of a dense network of these sizes, inputs first."""
    for sizes, want in COUNTED:
        given = list(sizes)
        got = call(NAME, NAME, function, given)
        if given != list(sizes):
            raise _changed(list(sizes), given)
        finding = ladder(got, float(want))
        if finding is not None:
            raise failure(NAME, f"{NAME}({list(sizes)})", finding, (), {}, _why(sizes, got))
    return [f"{len(COUNTED)} networks of 1 to 3 layers"]


def _why(sizes: tuple[int, ...], got: object) -> Diagnosis | None:
    for count, why in MISCOUNTED.get(sizes, {}).items():
        if ladder(got, float(count)) is None:
            return why
    return None


def _changed(before: list[int], after: list[int]) -> CheckFailed:
    return CheckFailed(
        NAME,
        f"sizes after {NAME}: changed",
        expected=f"the list as it was before the call, {before}",
        got=f"{after}",
        cause="the function changes the list itself, and its caller goes on with what is left.",
        next_step="Which line takes something out of sizes, or writes into it?",
    )


MISCOUNTED: dict[tuple[int, ...], dict[int, Diagnosis]] = {
    (4, 5, 3): {
        35: Diagnosis(
            "weights alone",
            "these are the weights alone.",
            "What else does a unit add to its sum?",
        ),
        47: Diagnosis(
            "bias for inputs",
            "the inputs were given biases as well.",
            "Inputs are handed in. Which units compute a sum?",
        ),
        37: Diagnosis(
            "one bias a layer",
            "every layer was given a single bias.",
            "How many units does a layer have, and what does each of them add?",
        ),
        44: Diagnosis(
            "bias of the layer before",
            "every layer was given a bias for each of its inputs.",
            "Does a bias belong to a wire's start or to its end?",
        ),
        12: Diagnosis(
            "units",
            "these are the units.",
            "A parameter is a number that can be set. Which numbers does one unit hold?",
        ),
        25: Diagnosis(
            "not every layer",
            "the second layer is missing.",
            "How many pairs of neighbours has a list of three?",
        ),
    }
}

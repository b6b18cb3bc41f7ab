"""The check of chapter 03's chain rule over paths."""

import copy

from chainrule.check.calls import exercise
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.report import CheckFailed, failure
from chainrule.check.stops import asked

NAME = "chain"

# paths of local derivatives, and the derivative that they make
WORKED: tuple[tuple[list[list[float]], float], ...] = (
    ([[2.0, 3.0], [4.0, 5.0]], 26.0),
    ([[2.0, 3.0]], 6.0),
    ([[7.0]], 7.0),
    ([[2.0], [3.0], [4.0]], 9.0),
    ([[1.5, -2.0, 4.0], [0.5], [3.0, -1.0]], -14.5),
    ([[0.0, 5.0], [2.0, 0.5, 3.0]], 3.0),
    ([], 0.0),
    ([[]], 1.0),
    ([[2.0, 3.0], []], 7.0),
)


@exercise
def chain(function: object, /) -> list[str]:
    """`function(paths) -> float`: the sum over paths of the product of their local derivatives."""
    for paths, want in WORKED:
        given = copy.deepcopy(paths)
        got = asked(NAME, function, given, reasons=REASONS)
        finding = ladder(got, want)
        if finding is not None:
            part = f"derivative over {paths}"
            raise failure(NAME, part, finding, (), {}, _why(got, paths))
        if given != paths:
            raise CheckFailed(
                NAME,
                f"paths after {NAME}: changed",
                expected=f"the lists as they were, {paths}",
                got=f"{given}",
                cause="the function takes apart the lists that it was given.",
                next_step="Which line takes something out of a list in place of going through it?",
            )
    return [f"{len(WORKED)} sets of paths"]


def _why(got: object, paths: list[list[float]]) -> Diagnosis | None:
    if not paths or not all(paths):
        return EMPTY
    products, sums = [], []
    for path in paths:
        product = 1.0
        for local in path:
            product *= local
        products.append(product)
        sums.append(sum(path))
    crossed, running = 1.0, [1.0]
    for total, product in zip(sums, products, strict=True):
        crossed *= total
        running.append(running[-1] * product)
    tries = {
        CROSSED: crossed,
        STRUNG: running[-1],
        RUNNING: sum(running[1:]),
        FROM_ZERO: 0.0,
        ADDED: sum(sums),
        LAST: products[-1],
        FIRST: products[0],
        MEAN: sum(products) / len(products),
    }
    return next((why for why, wrong in tries.items() if ladder(got, wrong) is None), None)


EMPTY = Diagnosis(
    "empty",
    "a path without edges leads from a thing to itself; no path at all means no influence.",
    "With what number does a product begin before anything is multiplied in, and with what a sum?",
)
REASONS = (
    (
        "inhomogeneous",
        Diagnosis(
            "no rectangle",
            "paths differ in length, and one may be empty: they do not fill an array with rows.",
            "What goes through the paths one at a time, and along each of them?",
        ),
    ),
)
CROSSED = Diagnosis(
    "sums multiplied",
    "the local derivatives were added along each path, and the paths multiplied.",
    "Which operation belongs to an edge, and which to the meeting of two paths?",
)
STRUNG = Diagnosis(
    "all multiplied",
    "everything was multiplied, across the paths as well.",
    "What do two paths do where they meet?",
)
RUNNING = Diagnosis(
    "not begun anew",
    "the product of one path went on into the next.",
    "With what number should each path begin?",
)
FROM_ZERO = Diagnosis(
    "from zero",
    "what starts at 0 stays there under multiplication.",
    "With what number does a product begin before anything is multiplied in?",
)
ADDED = Diagnosis(
    "all added",
    "everything was added, along the paths as well.",
    "A nudge doubled, then tripled: how large is it in the end?",
)
LAST = Diagnosis(
    "last path", "this is the last path alone.", "Does a path overwrite what others brought?"
)
FIRST = Diagnosis(
    "first path", "this is the first path alone.", "Does the loop come to the other paths?"
)
MEAN = Diagnosis("mean", "this is the mean over the paths.", "Do two paths carry twice as much?")

"""The check of chapter 06's plain division: scores as shares of their sum, or a refusal."""

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check.calls import Watch, call, exercise
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.refusal import allowed, refused
from chainrule.check.report import failure
from chainrule.check.score_rows import likely
from chainrule.check.words import number

Array = NDArray[np.float64]

NAME = "normalise"
BELOW_0 = "an entry of the result is below 0, and no probability is."
NOTHING = "the scores add up to 0, and nothing can be divided by that."
REFUSED = (
    ("scores (7, −2, 4, 1), of which one is negative", (7, -2, 4, 1), BELOW_0),
    ("scores (3, −7, 1), whose sum is negative", (3, -7, 1), BELOW_0),
    ("scores (1, −1), whose sum is 0", (1, -1), NOTHING),
    ("scores (0, 0, 0), whose sum is 0", (0, 0, 0), NOTHING),
)

# the shares of the third do not add up to exactly 1 in floats, in whichever order
WORKED = (
    ((3.0, 4.0, 10.0, 3.0), (0.15, 0.2, 0.5, 0.15)),
    ((0.0, 6.0, 2.0), (0.0, 0.75, 0.25)),
    ((5.0,) * 6, (1 / 6,) * 6),
)


@exercise
def normalise(function: object, /) -> list[str]:
    """`function(s) -> s / Σs`: (k,); ValueError where the result would be no probabilities."""
    rng = draw.generator()
    known = [(np.array(s), np.array(p)) for s, p in WORKED]
    known += [(rng.uniform(2, 9) * p, p) for p in (likely((1, k), rng)[0] for k in (3, 5, 1))]
    for s, want in known:
        watch = Watch({"s": s.copy()})
        with allowed(NAME, f"scores ({', '.join(map(number, s))})", _too_strict(s)):
            got = call(NAME, NAME, function, watch.arrays["s"])
        watch.verify(NAME, NAME)
        finding = ladder(got, want)
        if finding is not None:
            raise failure(NAME, "the result", finding, want.shape, {"s": s}, _why(got, s))
    for case, scores, why in REFUSED:
        refused(NAME, function, np.array(scores, dtype=np.float64), case=case, why=why)
    return [f"{len(known)} sets of scores", f"{len(REFUSED)} refused"]


def _too_strict(s: Array) -> Diagnosis:
    """Why scores that were refused are good ones."""
    if not s.all():
        return ZERO
    return GOOD if np.sum(s / np.sum(s)) == 1 else EXACT


def _why(got: object, s: Array) -> Diagnosis | None:
    """What the shares that came back add up to tells what they were divided by."""
    if type(got) is not np.ndarray or got.shape != s.shape or got.dtype.kind != "f":
        return None
    with np.errstate(all="ignore"):
        ratios = np.log(got[1:] / got[0]) - (s[1:] - s[0])
    tries: dict[Diagnosis, tuple[float | Array, float | Array]] = {
        LENGTH: (float(np.sum(got**2)), 1.0),
        LARGEST: (float(np.max(got)), 1.0),
        COUNT: (float(np.sum(got)), float(np.mean(s))),
        EXPONENTIALS: (ratios, np.zeros(ratios.shape)),
        MOVED: (float(np.min(got)), 0.0),
    }
    several = len(s) > 1 and s.all()
    found = (why for why, (value, sign) in tries.items() if np.allclose(value, sign))
    return next(found, None) if several else None


ZERO = Diagnosis(
    "zero refused",
    "a good row was refused, for its score of 0: a share of 0 is allowed.",
    "Which shares are refused: those below 0, or 0 as well?",
)
EXACT = Diagnosis(
    "sum compared exactly",
    "a good row was refused: sums of floats are rarely exactly 1.",
    "Can shares s / Σs add up to anything else on paper? Which two cases are to be refused?",
)
GOOD = Diagnosis(
    "good scores refused",
    "a good row was refused: no share is below 0, and the scores do not add up to 0.",
    "Print what each of your conditions says about these scores.",
)
LENGTH = Diagnosis(
    "a norm",
    "the squares of the entries add up to 1, so a length was divided by.",
    "Which of the two should add up to 1: the squares, or the entries themselves?",
)
LARGEST = Diagnosis(
    "the largest",
    "the largest entry is 1, which leaves nothing for the others.",
    "What has the scores' total to do with a share?",
)
COUNT = Diagnosis(
    "the count",
    "the entries add up to the mean of the scores.",
    "Divide by how many there are, or by how much they make together?",
)
EXPONENTIALS = Diagnosis(
    "exponentials",
    "these are the shares of exponentials: that comes in the next section.",
    "The scores themselves are shared out here.",
)
MOVED = Diagnosis(
    "moved",
    "the smallest entry is 0, however good its score is.",
    "Is something subtracted from the scores before they are divided?",
)

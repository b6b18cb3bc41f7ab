"""Reading a formula back from a wrong gradient: of which sum of dA, A, A² and their products are
these the numbers? No reference takes part, only what the learner's own functions gave."""

import numpy as np
from numpy.typing import NDArray

from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.words import number

Array = NDArray[np.float64]

ENOUGH = 10  # entries for six unknowns


def read_back(got: Array, upstream: Array, named: dict[str, Array], d: str) -> Diagnosis | None:
    """The diagnosis "the local slope used here is 1 − A", or "these are the numbers of dA − A²".

    `named`: the arrays that may stand in the formula, all of got's shape; `d` is the upstream
    gradient's name."""
    if got.size < ENOUGH or not got.any():
        return None
    for name, array in named.items():
        powers = [("", array**0), (name, array), (f"{name}²", array**2)]
        alone = _sum(got, [(text, upstream * values) for text, values in powers])
        if alone:
            return _slope(alone)
        products = [(f"{d} · {text}".removesuffix(" · "), upstream * v) for text, v in powers]
        both = _sum(got, products + powers)
        if both:
            return _torn(both, d)
    return None


def _sum(got: Array, terms: list[tuple[str, Array]]) -> str:
    """The sum of a few of the terms with simple factors that is `got`, in words; or ""."""
    columns = np.stack([values.ravel() for _, values in terms], axis=1)
    with np.errstate(all="ignore"):
        if not np.isfinite(columns).all() or np.linalg.matrix_rank(columns) < len(terms):
            return ""
        factors = np.linalg.lstsq(columns, got.ravel(), rcond=None)[0]
    simple = np.round(2 * factors) / 2
    if np.count_nonzero(simple) > 3 or abs(simple).max() > 4:
        return ""
    if ladder((columns @ simple).reshape(got.shape), got) is not None:
        return ""
    return _written([(float(f), text) for f, (text, _) in zip(simple, terms, strict=True) if f])


def _written(terms: list[tuple[float, str]]) -> str:
    """ "dA − 2 · A²", what is added before what is taken away, a bare number first."""
    order = sorted(terms, key=lambda term: (term[0] < 0, term[1] != ""))
    pieces: list[str] = []
    for factor, text in order:
        size = "" if abs(factor) == 1 and text else number(abs(factor))
        joined = " · ".join(part for part in (size, text) if part)
        sign = "−" if factor < 0 else "+"
        pieces.append(f"{sign} {joined}" if pieces else ("−" if factor < 0 else "") + joined)
    return " ".join(pieces)


def _slope(formula: str) -> Diagnosis:
    return Diagnosis(
        "another local slope",
        f"the local slope used here is {formula}.",
        "Compare it with the equation: its signs, its powers, and whose derivative it is.",
    )


def _torn(formula: str, d: str) -> Diagnosis:
    if d not in formula:
        return Diagnosis(
            "upstream forgotten",
            f"these are the numbers of {formula}; {d} does not take part.",
            "The chain rule multiplies two factors along each edge. What is the other one?",
        )
    return Diagnosis(
        "brackets",
        f"these are the numbers of {formula}, where {d} does not multiply every term.",
        "The whole local slope is multiplied. Which brackets hold its terms together?",
    )

"""Functions of one number that take arrays of any shape as well, against tables of known values."""

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check.calls import Watch, call
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import Finding, ladder
from chainrule.check.report import CheckFailed, failure
from chainrule.check.values import Activation, known_values
from chainrule.check.words import number as written

Array = NDArray[np.float64]


def any_shape(name: str, function: object, kind: Activation) -> list[str]:
    """Facts for the pass line: arrays of two, one and three axes, then single numbers."""

    def pair(z: object) -> tuple[object, None]:
        value = call(name, name, function, z)
        if type(value) is list:
            raise _listed(name)
        return whole(value), None

    try:
        facts = known_values(name, pair, kind)
    except CheckFailed as found:
        cause, step = (text.replace("Z", "z") for text in (found.cause, found.next_step))
        raise found.retold(cause=cause, next_step=step) from found.__cause__
    every = draw.generator().permutation(list(kind.table))
    for shape in ((len(every),), (1, len(every), 1)):
        _array(name, pair, kind, every.reshape(shape), ALL)
    for z in every[abs(every) > 10].tolist():  # beside larger numbers a tiny one hardly counts
        _array(name, pair, kind, np.array([z, z]), FAR)
    for z in every.tolist():
        for number in (z, np.float64(z)):
            _number(name, function, kind, number)
    return [*facts, "single numbers"]


def whole(value: object) -> object:
    """Whole numbers as floats: 0 and 1 are as good as 0.0 and 1.0."""
    if type(value) is np.ndarray and value.dtype.kind in "iu":
        return value.astype(np.float64)
    return value


def _listed(name: str) -> CheckFailed:
    return CheckFailed(
        name,
        f"what {name} returns",
        expected="an array of the shape of z, or a number where z is one",
        got="a Python list",
        cause="the values were collected in a list, and the list came back.",
        next_step="Which function of NumPy answers for every entry of an array at once?",
    )


def _array(name: str, pair: object, kind: Activation, z: Array, why: Diagnosis) -> None:
    watch = Watch({kind.input: z.copy()})
    assert callable(pair)
    got, _ = pair(watch.arrays[kind.input])
    watch.verify(name, name)
    want = np.array([kind.table[each] for each in z.ravel().tolist()]).reshape(z.shape)
    finding = ladder(got, want)
    if finding is not None:
        raise failure(name, f"{kind.output}, z of shape {z.shape}", finding, z.shape, {"z": z}, why)


def _number(name: str, function: object, kind: Activation, z: float) -> None:
    asked = f"{kind.output} of the single number {written(z)}"
    try:
        got = call(name, name, function, z)
    except CheckFailed as found:
        if found.__cause__ is None:
            raise
        why = TOO_LARGE if isinstance(found.__cause__, OverflowError) else ONE
        raise found.retold(
            checked=found.checked.replace(name, f"{name}({written(z)})", 1),
            cause=why.cause,
            next_step=why.next_step,
        ) from found.__cause__
    finding: Finding | None = ladder(got, kind.table[float(z)])
    if finding is not None:
        raise failure(name, asked, finding, (), {}, ONE)


ALL = Diagnosis(
    "two axes only",
    "tables are right, arrays of another number of axes are not.",
    "Nothing in the rule speaks of rows or columns. Which line of yours does?",
)
FAR = Diagnosis(
    "cut off far out",
    "all is right near 0, and not far out: z was cut off there, or tiny values were lost.",
    "Does the equation stop anywhere? How small is its value at this z?",
)
TOO_LARGE = Diagnosis(
    "Python's own power",
    "Python's own power, and `math.exp`, stop with an error where the result is larger than any "
    "float; NumPy's functions give inf, and 1/inf is 0.",
    "np.exp takes a single number as gladly as an array. Which line raises e to a power?",
)
ONE = Diagnosis(
    "arrays only",
    "arrays are right, a single number is not: it has no shape, no axes and no methods of arrays.",
    "np.where, np.exp, np.abs and their like take a number as gladly as an array.",
)

"""What a learner reads: one line when a check passes; when it fails, what was checked, what was
expected, what came, where, the likely cause and the next step."""

import re
from collections.abc import Mapping, Sequence
from html import escape
from textwrap import wrap

import numpy as np
from numpy.typing import NDArray

from chainrule.check.causes import UNEXPLAINED, Diagnosis
from chainrule.check.compare import Finding
from chainrule.check.diagnose import of_rung
from chainrule.check.words import place, values_at

VALIDATE_WIDTH = 70  # nbgrader's Validate cuts longer lines off


class CheckFailed(AssertionError):
    """A check that found something to put right. `str()` is the whole message as plain text.

    In IPython it shows as a table, and its traceback is the message alone: the lines of the kit
    would tell a learner nothing. Empty parts are left out."""

    def __init__(
        self,
        exercise: str,
        checked: str,
        *,
        expected: str = "",
        got: str = "",
        where: str = "",
        cause: str = "",
        next_step: str = "",
    ) -> None:
        self.exercise, self.checked = exercise, checked
        self.expected, self.got, self.where = expected, got, where
        self.cause, self.next_step = cause, next_step
        self._shown = False
        super().__init__(self._text())

    def _text(self) -> str:
        facts = f"{self.exercise} · {self.checked}."
        if self.expected:
            facts += f" Expected {self.expected}; got {self.got}"
            facts += f" at {self.where}." if self.where else "."
        lines = [facts]
        lines += [f"Likely cause: {self.cause}"] if self.cause else []
        lines += [f"Next step: {self.next_step}"] if self.next_step else []
        return "\n".join(lines)

    def retold(self, **changes: str) -> "CheckFailed":
        """The same failure with other words in some of its parts."""
        parts = ("exercise", "checked", "expected", "got", "where", "cause", "next_step")
        told = {part: str(getattr(self, part)) for part in parts} | changes
        return CheckFailed(told.pop("exercise"), told.pop("checked"), **told)

    def rows(self) -> list[tuple[str, str]]:
        """Heading and content of each row of the table."""
        rows = [
            ("Checked", self.checked),
            ("Expected", self.expected),
            ("Got", self.got),
            ("Where", self.where),
            ("Likely cause", _begun(self.cause)),
            ("Next step", self.next_step),
        ]
        return [(heading, content) for heading, content in rows if content]

    def _repr_html_(self) -> str:
        left = 'style="text-align: left; vertical-align: top"'
        rows = "".join(
            f'<tr><th scope="row" {left}>{escape(heading)}</th>'
            f"<td {left}>{escape(content)}</td></tr>"
            for heading, content in self.rows()
        )
        caption = f"<caption {left}>{escape(self.exercise)}: not right yet</caption>"
        return f"<table>{caption}<tbody>{rows}</tbody></table>"

    def _render_traceback_(self) -> list[str]:
        """Called by IPython in place of a traceback; more than once, so the table shows once."""
        if not self._shown:
            self._shown = True
            self._display()
        lines = f"{type(self).__name__}: {self}".splitlines()
        return ["\n".join(wrap(line, VALIDATE_WIDTH)) + "\n" for line in lines]

    def _display(self) -> None:
        from IPython.display import display  # costs half a second outside a notebook

        bundle = {"text/plain": f"{self.exercise}: not right yet", "text/html": self._repr_html_()}
        display(bundle, raw=True)


# f, x1, dZ, np.max, step(z): names keep their first letter; the article "a" does not
_NAME = re.compile(r"(?!a )([a-zα-ω][A-Z0-9₀-₉]*(?!\w)|\w+[.(]\w)")


def _begun(sentence: str) -> str:
    """The sentence with a capital, except where it begins with a name."""
    return sentence if _NAME.match(sentence) else sentence[:1].upper() + sentence[1:]


def failure(
    exercise: str,
    part: str,
    finding: Finding,
    shape: tuple[int, ...],
    inputs: Mapping[str, NDArray[np.float64]],
    diagnosis: Diagnosis | None,
) -> CheckFailed:
    """The exception for a rung that `part`, an array of this shape, missed; of the `inputs` those
    are quoted that belong to the place. Without a diagnosis the rung's own is given."""
    largest = max((float(abs(array).max(initial=0.0)) for array in inputs.values()), default=0.0)
    why = _surest(finding, largest, diagnosis)
    return CheckFailed(
        exercise,
        f"{part}: {finding.rung}",
        expected=finding.expected,
        got=finding.got,
        where=located(finding.where, shape, inputs),
        cause=why.cause if why else "",
        next_step=why.next_step if why else "",
    )


def _surest(finding: Finding, largest: float, diagnosis: Diagnosis | None) -> Diagnosis | None:
    """The rung's own cause, except where numbers of the wrong type tell more than their type."""
    telling = finding.rung == "array" or (finding.rung == "dtype" and "float" not in finding.got)
    own = of_rung(finding, largest)
    first, second = (diagnosis, own) if telling else (own, diagnosis)
    return first or second or UNEXPLAINED.get(finding.rung)


def located(
    where: tuple[int, ...] | None,
    shape: tuple[int, ...],
    inputs: Mapping[str, NDArray[np.float64]],
) -> str:
    """ "row 2, column 0, where Z = −0.81 and dA = 1.37"; empty where there is no place."""
    if where is None:
        return ""
    texts = place(where), values_at(where, shape, inputs)
    return ", where ".join(text for text in texts if text)


def passed(exercise: str, facts: Sequence[str], warnings: Sequence[str] = ()) -> str:
    """The line for a pass, and one more where Python warned on the way."""
    line = f"{exercise}: right ({', '.join(facts)})"
    if warnings:
        line += f"\nNote: Python warned on the way ({'; '.join(warnings)}); the values are right."
    return line

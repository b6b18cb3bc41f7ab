"""A figure of a function that is not written yet says so in a line: its own code tells nothing."""

import functools
from collections.abc import Callable
from types import TracebackType
from typing import Any


class NotWritten(NotImplementedError):
    """A figure asked for a function that is still a stub. In a notebook only the message shows."""

    def _render_traceback_(self) -> list[str]:
        """Called by IPython in place of a traceback."""
        return [f"Not written yet: {self}"]


def calm(figure: Callable[..., Any]) -> Callable[..., Any]:
    """The same figure; where a stub stops it, NotWritten says which function to write first."""

    @functools.wraps(figure)
    def drawn(*arguments: Any, **options: Any) -> Any:
        try:
            return figure(*arguments, **options)
        except NotImplementedError as stub:
            name = _raised_in(stub.__traceback__)
            raise NotWritten(f"this figure draws what {name} gives. Write {name} first.") from None

    return drawn


def _raised_in(trace: TracebackType | None) -> str:
    """The innermost function, with its class where it has one: "step", "Linear.forward"."""
    name = "your function"
    while trace is not None:
        name = trace.tb_frame.f_code.co_qualname.rpartition("<locals>.")[2]
        trace = trace.tb_next
    return name

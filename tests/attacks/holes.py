"""Attacks that still succeed: which promise each breaks, and why. Empty this table by mending."""

# ruff: noqa: E501 (one line each)

EARNS = "test_it_earns_what_its_work_deserves"
SECRET = "test_it_shows_no_secret"
SAID = "test_the_batch_says_what_became_of_it"
SMALL = "test_what_it_leaves_behind_stays_small"

_GRANTED = (
    "an exception in the judge that an answer provoked is a grader error, which earns full points: "
)
_NAMING = "name_mistakes compares answers outside any try; np.allclose(10**400, …) raises"
_INVALID = (
    "PatientExporter and _other_chapter miss nbformat's ValidationError, which is no ValueError"
)
_DOUBLED = (
    "nbgrader's DeduplicateIds leaves metadata.nbgrader = {}, which CheckCellMetadata refuses"
)
_LOG = "pipeline reads what became of a submission from the log, where file names are quoted"

OPEN: dict[str, tuple[tuple[str, ...], str]] = {
    "a serial number that is an array": ((EARNS,), _GRANTED + "`head == serial` on an array"),
    "a kind that is an array": ((EARNS,), _GRANTED + "`kind in (…)` on an array"),
    "the largest array that may cross, as a cache": ((EARNS,), _GRANTED + "WireError when a forged cache is sent back"),
    "integers that no float can hold": ((EARNS,), _GRANTED + "np.array(got, dtype=float) overflows"),
    "a list of integers that no float can hold": ((EARNS,), _GRANTED + "np.array(got, dtype=float) overflows"),
    "a lone integer that no float can hold": ((SAID,), _NAMING),
    "an integer that no float can hold": ((SAID,), _NAMING),
    "an error whose message is long": ((SMALL,), "Submission._done bounds neither name nor message of an error"),
    "an error whose name is long": ((SMALL,), "Submission._done bounds neither name nor message of an error"),
    "a cell graded by hand is turned into a test": ((EARNS, SAID), _DOUBLED),
    "answers doubled": ((EARNS, SAID), _DOUBLED),
    "every cell doubled": ((EARNS, SAID), _DOUBLED),
    "the process ended at the first question that it cannot answer": ((EARNS,), "a part that passed its first tries stays passed when the process stops before its last"),
    "hard links to secrets": ((SECRET,), "files.py refuses symbolic links, not files with several names"),
    "every cell shouts as loud as it may": ((SMALL,), "displays are bounded for a cell, not for a notebook"),
    "a stamp of four megabytes": ((SMALL,), "the kit's stamp is copied whole into every record"),
    "a cell of 100 MiB": ((EARNS, SAID), "WireError from encoding a request is not caught by execute"),
    "a file larger than the disk": ((SAID,), "ValueError from Warm.fork ends in a traceback instead of a reason"),
    "a kernel that is a number": ((EARNS, SAID), _INVALID),
    "cells without metadata": ((EARNS, SAID), _INVALID),
    "cells without outputs or counts": ((EARNS, SAID), _INVALID),
    "outputs of no known form": ((EARNS, SAID), _INVALID),
    "ids that are not allowed": ((EARNS, SAID), _INVALID),
    "a byte order mark": ((EARNS, SAID), "nbformat reads plain UTF-8 alone; some editors write a mark before it"),
    "half a character in a cell": ((EARNS, SAID), "a lone surrogate can be read from JSON, and not be written or sent"),
    "file names that are hard to say": ((EARNS, SAID), "a file name that is no UTF-8 cannot cross the wire, and all is refused for it"),
    "a timestamp that is none": ((SAID,), "nbgrader exits; its traceback stands for a reason"),
    "a timestamp in the year 99999": ((SAID,), "nbgrader raises; its traceback stands for a reason"),
    "a file whose name speaks to the log": ((SAID,), _LOG),
}  # fmt: skip

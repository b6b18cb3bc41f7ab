"""Attacks that still succeed: which promise each breaks, and why. Empty this table by mending."""

EARNS = "test_it_earns_what_its_work_deserves"
SECRET = "test_it_shows_no_secret"
SAID = "test_the_batch_says_what_became_of_it"
SMALL = "test_what_it_leaves_behind_stays_small"

OPEN: dict[str, tuple[tuple[str, ...], str]] = {
    "every cell shouts as loud as it may": (
        (SMALL,),
        "displays are bounded for a cell, not for a notebook",
    ),
    "a cell of 100 MiB": (
        (EARNS, SAID),
        "WireError from encoding a request is not caught by execute",
    ),
}

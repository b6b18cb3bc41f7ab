"""Every benchmark in turn, into docs/performance.md: `python -m bench`.

With --small the sizes are for trying it out, and nothing is written."""

import argparse
from datetime import UTC, datetime

from autograder.bundle import PROJECT
from bench import checks, grading, limit, scale, wall
from bench.machine import load, machine, versions

PAGE = PROJECT / "docs" / "performance.md"
PARTS = (grading, limit, scale, checks, wall)


def main() -> None:
    """Print each table when it is there, and write the page in the end."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--small", action="store_true", help="sizes for trying it out, no page")
    small = parser.parse_args().small
    head = opening()
    print(head)
    sections, loads = [], []
    for part in PARTS:
        name = part.__name__.rpartition(".")[2]
        loads.append(f"{name} {load()}")
        for section in part.measure(small):
            print(section.text(), flush=True)
            sections.append(section.markdown())
    before = f"Load average (one minute, five) before each part: {'; '.join(loads)}.\n"
    print(before)
    if not small:
        PAGE.write_text("\n".join([head, before, *sections]), encoding="utf-8")


def opening() -> str:
    """The page's head: what it is, when and where it was measured."""
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    return (
        "# Performance\n\nWritten by `make bench`. Every ratio is within one run; a target stands "
        "beside its figure.\n\n"
        f"Measured {today} on {machine()}.\n\n{versions()}.\n"
    )


if __name__ == "__main__":
    main()

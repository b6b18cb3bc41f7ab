"""A pytest plugin for nbgrader's own suite: its database's version is asked for once.

nbgrader starts `alembic` for every gradebook it makes, to learn a constant of its own; that is two
thirds of the suite's time. Nothing else of the suite is changed."""

from functools import cache

import nbgrader.api


def pytest_configure() -> None:
    """Remember the answer."""
    nbgrader.api.get_alembic_version = cache(nbgrader.api.get_alembic_version)

"""What the kit and the grader cost, measured: `python -m bench` runs all of it."""

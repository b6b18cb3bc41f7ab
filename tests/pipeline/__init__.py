"""Grading a class: killed, interrupted, full, locked, far away, and always the same gradebook."""

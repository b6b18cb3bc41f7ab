"""nbgrader's own tests and courses, with nbgrader's settings and with ours."""

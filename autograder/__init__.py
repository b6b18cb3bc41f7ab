"""The instructor's side: judges what learners wrote and records it in nbgrader's gradebook."""

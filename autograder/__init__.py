"""The instructor's side: judges what learners wrote and records it in nbgrader's gradebook."""

import sys
from typing import Any

# jsonschema, which nbformat needs, looks for this package to check one kind of address that no
# notebook has; where it is installed, importing it builds a grammar for seconds.
_modules: dict[str, Any] = sys.modules
_modules.setdefault("rfc3987_syntax", None)

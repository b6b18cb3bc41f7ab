# The commands of this project. Everything is set up into .venv in this folder.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup demo test lab bench wall browser
.DEFAULT_GOAL := demo

setup: .venv/installed wall

.venv/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || \
	  { rm -rf .venv; echo "python3 -m venv does not work here (on Debian and Ubuntu: apt-get install python3-venv)"; exit 1; }
	@echo "Installing into .venv ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[grader,test]'
	@touch $@

# The wall needs bubblewrap: installed where that is allowed, otherwise a word on how.
wall:
	@command -v bwrap >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
	  { apt-get install -y -qq bubblewrap >/dev/null 2>&1 || \
	    { apt-get update -qq && apt-get install -y -qq bubblewrap >/dev/null; }; }; } || \
	  { echo "bubblewrap is missing: learners' code runs behind it. Install it, for instance with"; \
	    echo "  sudo apt-get install bubblewrap     (or dnf, pacman, zypper)"; exit 1; }

demo: setup
	$(BIN)/python -m autograder demo

# The tests that need a browser are skipped where there is none and none may be installed.
browser:
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
	  { apt-get install -y -qq chromium >/dev/null 2>&1 || \
	    { apt-get update -qq && apt-get install -y -qq chromium >/dev/null; }; }; } || \
	  echo "chromium is missing: the tests in a browser are skipped (apt-get install chromium)"

test: setup browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 --dist loadfile

lab: setup
	$(BIN)/jupyter lab --LabApp.default_url=/lab/tree/notebooks/00-start-here.ipynb \
	  $$([ "$$(id -u)" = 0 ] && echo --allow-root)

bench: setup
	$(BIN)/python -m bench

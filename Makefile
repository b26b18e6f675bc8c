# One word for each thing to do; every word sets up what it needs by itself.
# Everything else is in tools/ and runs wherever Python does.

.DEFAULT_GOAL := help
.PHONY: help env book test check long lab pdf notebooks ledger bench audit clean

VENV := .venv
PY := $(VENV)/bin/python
PYTHONS := python3.13 python3.12 python3.11 python3.14 python3 python
PARALLEL := -n logical --dist worksteal

# The order of sets and dictionaries of strings is part of "byte-identical".
export PYTHONHASHSEED := 0

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' \
	    $(MAKEFILE_LIST)

env: ## make the virtual environment (the others call this)
	@for python in $(PYTHON) $(PYTHONS); do \
	    if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	        2>/dev/null; then \
	        exec $$python tools/environment.py $(VENV); \
	    fi; \
	done; \
	echo "No Python 3.11 or later was found (looked for: $(PYTHONS))." >&2; \
	echo "Install one (Debian, Ubuntu: sudo apt-get install python3" \
	    "python3-venv; macOS: brew install python; any: python.org)," >&2; \
	echo "or name one that has another name: make PYTHON=/path/to/python" >&2; \
	exit 1

book: env ## build the book into _build/html, warnings being errors
	$(PY) tools/build.py

check: env ## lint and unit tests only: a few minutes
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m pytest --doctest-modules src/backprop
	$(PY) -m pytest $(PARALLEL) -m "not long and not chapters" \
	    --ignore tests/pages --ignore tests/lab

test: env ## prove everything: code, chapters, built pages
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m pytest --doctest-modules src/backprop
	$(PY) -m pytest $(PARALLEL) --ignore tests/pages --ignore tests/lab
	$(PY) -m pytest -n logical --dist loadfile --nbval --nbval-current-env \
	    chapters
	$(PY) tools/build.py --fresh
	@browser="$$($(PY) tools/browser.py)" && set -x && \
	    BOOK_BROWSER="$$browser" $(PY) -m pytest $(PARALLEL) tests/pages && \
	    BOOK_BROWSER="$$browser" $(PY) -m pytest tests/lab

long: env ## what takes hours: 10 000 examples each, mutation testing
	$(PY) -m pytest $(PARALLEL) -m "long or not long" \
	    --hypothesis-profile long --ignore tests/pages --ignore tests/lab
	$(PY) tools/mutants.py

lab: env ## open the chapters in JupyterLab
	@# JupyterLab hides the pictures of notebooks that it has not been told
	@# to trust, until their cells are run.
	$(VENV)/bin/jupyter trust chapters/*.ipynb
	$(PY) -m jupyterlab chapters

pdf: book ## print the book into _build/backpropagation-by-hand.pdf
	$(PY) tools/pdf.py
	$(PY) -m pytest tests/audit/printed_book.py

notebooks: env ## re-execute the chapters in place (NAME=01-one-neuron: one)
	$(PY) tools/run_notebooks.py $(NAME)

ledger: env ## check what the pages display, and store the record of it
	$(PY) tools/ledger.py

bench: env ## compare speeds, as a table
	$(PY) benchmarks/run.py

audit: book ## measure every page with Lighthouse, as a table (needs Node.js)
	$(PY) tests/audit/audit.py $(PAGES)

clean: ## remove what was built (the environment stays: rm -r .venv)
	rm -rf _build mutants .mutmut-cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path "./$(VENV)/*" -prune -exec rm -r {} +

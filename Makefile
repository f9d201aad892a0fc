# Two commands on a fresh machine: `make demo` and `make test`. Only Python 3.11+ and make are needed.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do command -v $$p >/dev/null 2>&1 && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test lint bench rules notebooks docs clean

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -e ".[all,dev,docs]"
	@touch $(READY)

demo: $(READY)  ## check a faulty Word draft against the district plan above it
	@$(BIN)/phaply check corpora/samples/du-thao-phuong-tan-le.docx --against corpora/samples/ke-hoach-quan-lam-thuy.txt --fail-on never

test: $(READY)  ## the whole suite
	$(BIN)/python -m pytest -q

lint: $(READY)  ## format, lint, types
	$(BIN)/ruff format --check src tests benchmarks corpora
	$(BIN)/ruff check src tests benchmarks corpora
	$(BIN)/mypy

rules: $(READY)  ## every rule's own examples
	$(BIN)/phaply rules test

notebooks: $(READY)  ## run the notebooks from top to bottom
	$(BIN)/python -m pytest -q tests/notebooks

docs: $(READY)  ## the documentation site, into site/; it can be opened from there, without a server
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

bench: $(READY)  ## accuracy and speed; needs ../shared for the accuracy table
	$(BIN)/python benchmarks/accuracy.py
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/hostile.py
	$(BIN)/python benchmarks/spacy_adapter.py

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis dist build site

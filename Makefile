# make demo    a timeline of the articles in data/, in out/
# make test    all tests
# make lint    style, format, types
# make golden  renew the files that the tests compare the demo's output with
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test lint golden clean

demo: $(VENV)/.installed
	$(BIN)/timeline build data/articles -o out

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

golden: $(VENV)/.installed-dev
	$(BIN)/timeline build data/articles -o $(VENV)/golden --quiet
	mkdir -p tests/golden
	cp $(VENV)/golden/events.jsonl $(VENV)/golden/graph.graphml tests/golden/
	$(BIN)/python tests/renew_exports.py

clean:
	rm -rf $(VENV) out

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(PIP) --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/.installed
	$(PIP) --editable '.[dev]'
	@touch $@

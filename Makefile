# Two commands: `make run` sets up everything and serves; `make test` passes all tests.
# Python 3.11 or 3.12 and make are enough; Node, for the map's parts, comes by pip.

DATA_DIR ?= instance
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 2
# Where `make places` takes its files from: Census, or "--from boundaries" (npm), or "--from-folder DIR" (at hand).
PLACES ?= --download 2019
export DATA_DIR HOST PORT WORKERS

PYTHON ?= $(shell for p in python3.12 python3.11 python3; do $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := help

.PHONY: help setup run places test lint lock clean

help:  ## say what each command does
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

$(VENV)/run.stamp: requirements.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11 or 3.12 is needed; name one with PYTHON=..."; exit 1; }
	@echo "setting up the environment ($(PYTHON))"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/test.stamp: requirements-dev.lock $(VENV)/run.stamp
	@echo "setting up the tests' parts"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

setup: $(VENV)/run.stamp  ## make the environment, the map and the record
	@$(BIN)/python -m api.pages.assets
	@PATH="$(abspath $(BIN)):$$PATH" deploy/prepare

run: setup  ## set up what is missing, then serve on http://HOST:PORT
	@(sleep 3; exec nice $(BIN)/python -m api.jobs) &
	@echo "serving on http://$(HOST):$(PORT)/"
	@nice $(BIN)/python -m seeds work --beside $$$$ & PATH="$(abspath $(BIN)):$$PATH" exec deploy/serve

places: $(VENV)/run.stamp  ## draw the places as polygons (some minutes; PLACES says from where)
	@$(BIN)/python -m geo places --if-needed --out $(DATA_DIR)/vintages $(PLACES)

lint: $(VENV)/test.stamp  ## style, types and the rooms' import contracts
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

test: $(VENV)/test.stamp lint  ## all tests, on SQLite and on PostgreSQL from a wheel, and in a browser where there is one
	@$(BIN)/python -m api.pages.assets
	@$(BIN)/python -m tests.parts
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadgroup

lock: $(VENV)/test.stamp  ## pin the newest fitting versions, with hashes and without addresses
	@$(BIN)/pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --constraints requirements.lock pyproject.toml --group dev -o requirements-dev.lock

clean:  ## remove what was made, but not the data folder
	rm -rf $(VENV) build api/pages/node_modules api/pages/static/vendor tests/npm/node_modules

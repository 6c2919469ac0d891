# The two commands are `make run` and `make test`; `make help` tells of the others.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= var
PORT ?= 8080
JOBS ?= 1
MUTATION := build/mutation
CORE_TESTS := tests/rules tests/storage
# One test more at a time than there are processors, for a journey waits for its pages, but no more
# than four; a file stays together, and files are begun in the order of tests/conftest.py.
WORKERS := $(shell n=$$(getconf _NPROCESSORS_ONLN); echo $$((n < 4 ? n + 1 : 4)))
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

.PHONY: help setup run test check fix proof bench coverage mutation look clean browser

help: ## Tell what each target does
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/.run: requirements/app.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=..."; exit 1; }
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the system needs ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/app.txt
	@$(BIN)/python -m ledstang.install_command
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@echo "Installing what developing and testing need ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

setup: $(VENV)/.run ## Make the virtual environment with the command ledstang

run: setup ## Set up, fill a demo region, build lathund and manual, start the server
	@$(BIN)/ledstang demo --data $(DATA)
	@$(BIN)/ledstang serve --data $(DATA) --port $(PORT)

browser: ## Find a Chromium for the browser tests, or install it where that is possible
	@bash tests/find_browser.sh

test: $(VENV)/.dev browser ## Run all tests, the browser journeys included
	@$(PYTEST)

check: $(VENV)/.dev ## Format, lint, types, import contracts, guidance, generated files
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/ledstang check
	@$(BIN)/python -m ledstang.process_picture --check
	@$(BIN)/python -m ledstang.map_from_pages --check
	@$(BIN)/python -m ledstang.holiday_list --check
	@$(BIN)/python -m ledstang.examples_page --check

fix: $(VENV)/.dev ## Format and mend what can be mended by itself
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

proof: $(VENV)/.dev browser ## The heavy checks: state walk, veraPDF on every edition, axe everywhere
	@$(PYTEST) -m "proof or not proof" --hypothesis-profile=proof -rs

bench: $(VENV)/.dev ## Measure us and the peers side by side; JSON lines
	@$(BIN)/python -m benchmarks

coverage: $(VENV)/.dev ## Prove that every branch of the core is tried by a test
	@$(BIN)/python -m coverage run -m pytest $(CORE_TESTS)
	@$(BIN)/python -m coverage report

$(MUTATION)-venv/.made: requirements/mutation.txt
	@$(PYTHON) -m venv $(MUTATION)-venv
	@$(MUTATION)-venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/mutation.txt
	@touch $@

# mutmut writes all mutants and notes which tests reach what; tests/rules/spoil.py tries them.
FIRST_MUTANT := planning.payment.x_payments__mutmut_1
SPOIL := tests/rules --ignore=tests/rules/test_walk.py --ignore=tests/rules/test_properties.py -q \
	--rootdir=. --confcutdir=tests/rules -p no:cacheprovider -o addopts= \
	--assert=plain --tb=native --show-capture=no -p tests.rules.spoil

mutation: $(MUTATION)-venv/.made ## Spoil rules, deadlines and payment in every way; tell what no test saw (long)
	@rm -rf $(MUTATION) && mkdir -p $(MUTATION)
	@git ls-files -z | xargs -0 cp --parents -t $(MUTATION)
	@cd $(MUTATION) && nice -n 19 ../mutation-venv/bin/mutmut run --max-children 1 "$(FIRST_MUTANT)" > mutmut.log
	@cd $(MUTATION)/mutants && printf '%s\n' planning.payment. planning.deadlines. planning.rules. \
		| nice -n 19 xargs -P $(JOBS) -I{} ../../mutation-venv/bin/python -m pytest $(SPOIL) --spoil={}

look: $(VENV)/.dev browser ## Picture every page of every role, side by side, in build/look
	@$(BIN)/python -m tests.journeys.take_contact_sheets

clean: ## Remove what was made, the demo data included
	rm -rf $(VENV) var build

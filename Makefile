# glassnet: set up, show, test. `make help` lists the targets.
# Needs make, a POSIX shell and Python 3.11 or newer. PYTHON=… chooses another interpreter,
# VENV=… another folder for the environment, WORKERS=… how many tests run at once.

PYTHON =
VENV = .venv
WORKERS = 2

BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check --quiet install
CORE = $(VENV)/.installed-core
TEST = $(VENV)/.installed-test

.PHONY: help setup setup-test demo test proof lint rules types messages clean

help:
	@sh tools/say.sh help $(VENV)

setup: $(CORE)
	@sh tools/say.sh ready $(BIN)

setup-test: $(TEST)
	@sh tools/say.sh ready-for-tests

demo: $(CORE)
	@$(BIN)/glassnet demo

test: lint types rules
	$(BIN)/python -m pytest -n $(WORKERS) -m "not proof" -rfEs

proof: $(TEST)
	$(BIN)/python tools/proof.py

lint: $(TEST)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(TEST)
	$(BIN)/mypy

rules: $(TEST)
	$(BIN)/python tools/architecture.py
	$(BIN)/python tools/messages.py --check

messages: $(TEST)
	$(BIN)/python tools/messages.py

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find src tests tools benchmarks -type d -name __pycache__ -prune -exec rm -rf {} +

# The stamp files are newer than pyproject.toml as long as nothing has to be installed again.
$(CORE): pyproject.toml
	@sh tools/make_venv.sh $(VENV) $(PYTHON)
	@sh tools/say.sh installing $(VENV)
	@$(PIP) --editable .
	@touch $(CORE)

$(TEST): $(CORE)
	@sh tools/say.sh installing-tests $(VENV)
	@$(PIP) --editable ".[test]"
	@touch $(TEST)

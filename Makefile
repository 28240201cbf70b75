# `make help` says what there is. PYTHON chooses the interpreter that makes the .venv; `make clean` before choosing anew.
PYTHON ?= python3
BIN := .venv/bin
CATALOGUE := resources/translations/voiceassistant_ko

# Stamps live in the .venv and go with it.
INSTALLED := .venv/installed.stamp
MODELS := .venv/models.stamp

.DELETE_ON_ERROR:
.PHONY: help run test quick lint format lock translations clean system desktop-system

help: ## Lists these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

run: $(MODELS) ## Sets up whatever is missing, then opens the window
	@$(BIN)/voiceassistant

# Models and the test desktop need the machine for themselves; what goes on in real time shares it with one other.
# All the rest is one more at a time than there are cores: some of it waits.
ALONE := local or desktop
SPREAD := --dist loadfile --no-loadscope-reorder --numprocesses

test: desktop-system $(MODELS) ## Runs every test, headless: the local engine and the test desktop too
	@status=0; \
	$(BIN)/pytest $(SPREAD) 3 -m "not ($(ALONE) or realtime)" || status=1; \
	$(BIN)/pytest $(SPREAD) 2 -m "realtime and not ($(ALONE))" || status=1; \
	$(BIN)/pytest -m "$(ALONE)" || status=1; \
	exit $$status

quick: $(INSTALLED) ## Runs the fast tests: no models, no test desktop, no other programs, no waiting
	$(BIN)/pytest $(SPREAD) 3 -m "not ($(ALONE) or realtime or slow)"

lint: $(INSTALLED) ## Checks style, formatting and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(INSTALLED) ## Formats the code and mends what ruff can mend
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

lock: $(INSTALLED) ## Locks what pyproject.toml asks for; versions that still fit stay
	$(BIN)/uv pip compile --quiet --system-certs --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --group dev pyproject.toml -o requirements.lock

translations: $(INSTALLED) ## Collects the window's texts for translators and compiles what they wrote
	$(BIN)/pyside6-lupdate $$(git ls-files 'voiceassistant/ui/*.py') -locations none -no-obsolete -ts $(CATALOGUE).ts
	$(BIN)/pyside6-lrelease $(CATALOGUE).ts -qm $(CATALOGUE).qm

clean: ## Removes the .venv and the tools' caches; models, settings and conversations stay
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache

system:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null || \
		{ echo '$(PYTHON) is not Python 3.11 to 3.14; name one that is: make PYTHON=python3.13' >&2; exit 1; }
	@$(PYTHON) -m voiceassistant.system

desktop-system: system
	@$(PYTHON) -m tests.desktop.packages

$(INSTALLED): requirements.lock pyproject.toml | system
	@echo 'Installing the locked dependencies into .venv: about 1.5 GB, a minute or two.'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(MODELS): $(INSTALLED) voiceassistant/local/weights/model_files.py voiceassistant/local/weights/catalogue.py
	$(BIN)/python -m voiceassistant.local.weights
	@touch $@

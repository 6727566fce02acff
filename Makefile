# make run serves the page; make check is the quick loop: lint and every test that needs neither a
# browser nor a server of its own; make test runs every test. See CONTRIBUTING.md for the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
AUDIT := .venv-audit
JUPYTER := .venv-jupyter
NODE_MODULES := tests/lab/node_modules
NODE_BIN := $(NODE_MODULES)/.bin
AS_ROOT := $(if $(filter 0,$(shell id -u)),,sudo)
# Every package is pinned, so none brings others along. Python compiles what it imports.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-compile
# Each process has a core: the threads of OpenBLAS would wait for each other there.
PYTEST := OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest --dist=worksteal
# The wheel of Node brings npm; it takes the certificates of the system.
export NODE_USE_SYSTEM_CA := 1
# What Python compiles is kept, whatever the environment says, or each test would compile it anew.
export PYTHONDONTWRITEBYTECODE :=
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: run check test lint test-quick test-scripts bench load race jupyter audit hashes pictures browser clean

run: $(VENV)/run.done
	@$(BIN)/python app.py

# Beside each other, since mypy takes one core for a third of the time.
check:
	@$(MAKE) --no-print-directory --jobs=3 lint test-scripts test-quick

# Four processes on two cores: a browser waits now and then.
test: $(VENV)/test.done browser test-scripts
	@$(PYTEST) --numprocesses=4

lint: $(VENV)/test.done $(NODE_MODULES)/done
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(NODE_BIN)/tsc --project tests/lab
	@$(NODE_BIN)/biome check --config-path=tests/lab/biome.json assets tests/lab

test-quick: $(VENV)/test.done
	@$(PYTEST) --numprocesses=2 -m "not browser and not server"

test-scripts: $(VENV)/test.done
	@$(BIN)/node --test tests/lab/*.test.mjs

bench: $(VENV)/bench.done browser
	@$(BIN)/python -m tests.benchmark

load: $(VENV)/test.done
	@$(BIN)/python -m tests.load

# Half an hour on two cores, each with a process of its own.
race: $(VENV)/run.done
	@OPENBLAS_NUM_THREADS=1 $(BIN)/python -m core.record_races

pictures: $(VENV)/test.done browser
	@$(BIN)/python -m tests.pictures

# Only faults are written to the standard output. Without them, a failure means that none were read.
audit: $(AUDIT)/done
	@$(AUDIT)/bin/hadolint Dockerfile && echo "hadolint found no faults in the Dockerfile."
	@if faults=$$($(AUDIT)/bin/pip-audit --strict --disable-pip --no-deps --progress-spinner=off \
		--requirement requirements.txt 2>$(AUDIT)/messages); then tail -n 1 $(AUDIT)/messages; \
	elif [ -n "$$faults" ]; then echo "$$faults"; exit 1; \
	else echo "make audit: no package was checked, since the service that lists known faults could not" \
		"be reached or pip-audit failed. $(AUDIT)/messages says more." >&2; exit 1; fi

# Apart, since it brings sixty packages.
jupyter:
	$(PYTHON) -m venv $(JUPYTER)
	$(JUPYTER)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r tests/requirements.txt
	$(JUPYTER)/bin/python -m pip install --quiet --disable-pip-version-check jupyter-server-proxy
	@$(JUPYTER)/bin/python -m pytest tests/server/test_jupyter.py

# The image's requirements, in the versions of the project's.
hashes: $(BIN)/python
	@$(BIN)/python -m server.image.write_hashes

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.13 ...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.done: requirements.txt | $(BIN)/python
	$(INSTALL) -r requirements.txt
	@touch $@

$(VENV)/test.done: tests/requirements.txt requirements.txt | $(BIN)/python
	$(INSTALL) -r tests/requirements.txt
	@touch $@ $(VENV)/run.done

$(VENV)/bench.done: tests/benchmark/requirements.txt $(VENV)/test.done
	$(INSTALL) -r tests/benchmark/requirements.txt
	@touch $@

$(NODE_MODULES)/done: tests/lab/package-lock.json $(VENV)/test.done
	$(BIN)/npm --prefix tests/lab ci --silent --no-audit --no-fund
	@touch $@

# Apart: what audits must not bring along what is audited.
$(AUDIT)/done: tests/audit.txt
	$(PYTHON) -m venv $(AUDIT)
	$(AUDIT)/bin/python -m pip install --quiet --disable-pip-version-check -r tests/audit.txt
	@touch $@

browser:
	@missing=; \
	command -v chromedriver >/dev/null || missing="chromium chromium-driver"; \
	command -v firefox-esr >/dev/null || command -v firefox >/dev/null || missing="$$missing firefox-esr"; \
	[ -z "$$missing" ] || { $(AS_ROOT) apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive $(AS_ROOT) apt-get install -y -qq --no-install-recommends $$missing; }

clean:
	rm -rf $(VENV) $(AUDIT) $(JUPYTER) $(NODE_MODULES)

# make run serves the page, make test runs every test, make lint checks the code, make bench measures the page,
# make load the server; make audit looks for known faults in what it stands on.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
AUDIT := .venv-audit
AS_ROOT := $(if $(filter 0,$(shell id -u)),,sudo)

.PHONY: run test lint bench load audit browser clean

run: $(VENV)/run.done
	@$(BIN)/python app.py

test: $(VENV)/test.done browser
	@$(BIN)/python -m pytest

lint: $(VENV)/test.done
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

bench: $(VENV)/test.done browser
	@$(BIN)/python -m tests.benchmark

load: $(VENV)/test.done
	@$(BIN)/python -m tests.load

audit: $(AUDIT)/done
	@$(AUDIT)/bin/hadolint Dockerfile
	@$(AUDIT)/bin/pip-audit --strict --requirement requirements.txt

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.13 ...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.done: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/test.done: tests/requirements.txt requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	@touch $@ $(VENV)/run.done

# Apart: what audits must not bring along what is audited.
$(AUDIT)/done: tests/audit.txt
	$(PYTHON) -m venv $(AUDIT)
	$(AUDIT)/bin/python -m pip install --quiet --disable-pip-version-check -r tests/audit.txt
	@touch $@

browser:
	@command -v chromedriver >/dev/null || { \
		$(AS_ROOT) apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive $(AS_ROOT) apt-get install -y -qq --no-install-recommends chromium chromium-driver; }

clean:
	rm -rf $(VENV) $(AUDIT)

# 行政执法监督平台 — 常用命令。Everything a newcomer or a script needs; each target sets up what it needs by itself.
#
#   make demo    [PORT=8000] [HOST=127.0.0.1] [VAR_DIR=var]   start everything, Ctrl-C stops it
#   make test    [ARGS="tests/cases -x"]                      every test, browser included, on the real parts
#   make check                                                lint, types, import contracts, migrations, templates
#   make bench   [ONLY=name] [N=rows]                         one JSON line per figure
#   make setup                                                only the set-up
#   make lock                                                 new lock files after editing requirements*.in or package.json

SHELL := /bin/bash
PORT ?= 8000
PYTHON := .venv/bin/python
export PORT

.PHONY: demo test check bench setup setup-dev lock clean

demo: setup
	@exec $(PYTHON) -m supervision.embedded demo

# The walk through every page as every person takes longer than all other tests: it goes beside them, on parts of its own, and the search for
# what leaks goes with the others, so that both take about as long.
LEAKS := tests/web/test_canaries.py tests/web/test_canaries_in_errors.py
OTHERS := $(filter-out tests/web/ tests/__pycache__/,$(wildcard tests/*/)) $(wildcard tests/test_*.py) $(LEAKS)
ifneq ($(strip $(ARGS)),)
test: setup-dev
	@chromium="$$(scripts/chromium)" && CHROMIUM="$$chromium" $(PYTHON) -m pytest $(ARGS)
else
test: setup-dev
	@chromium="$$(scripts/chromium)" && export CHROMIUM="$$chromium" && \
	{ VAR_DIR="$(CURDIR)/var-walk" $(PYTHON) -m pytest -q tests/web $(LEAKS:%=--ignore=%) & walk=$$!; \
	  $(PYTHON) -m pytest -q $(OTHERS); rest=$$?; \
	  wait $$walk; walked=$$?; echo "tests/web: $$walked, others: $$rest"; \
	  [ $$rest -eq 0 ] && [ $$walked -eq 0 ]; }
endif

check: setup-dev
	@$(PYTHON) -m supervision.embedded run scripts/check

bench: setup
	@$(PYTHON) manage.py bench $(if $(ONLY),--only $(ONLY)) $(if $(N),--rows $(N))

setup:
	@scripts/setup

setup-dev:
	@scripts/setup --dev

lock:
	@scripts/lock

# The data in var/ is kept: delete it by hand, after stopping the demo.
clean:
	rm -rf .venv node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

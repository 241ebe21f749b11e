# Everything happens in .venv; nothing outside this folder is touched.
#   make install install, and nothing else; the command is .venv/bin/gikqa
#   make demo    install, lint the sample export, show the findings
#   make test    formatting, lint, types, all tests
#   make bench   time and memory of the arithmetic beside its rivals
#   make peers   the same beside the validators of tables, as a chart; they go into .venv-peers
#   make site    build the documentation as build/site/index.html; its tools go into .venv-site
#   make examples  run the examples under their frameworks; they go into .venv-examples
#   make docs    write docs/rules and docs/architecture.md from what they are made of
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
PLUGINS := $(addprefix plugins/gikqa-,documents example foia-us jiangxi locale)
EDITABLE := -e . $(addprefix -e ,$(PLUGINS))
PROJECTS := pyproject.toml $(addsuffix /pyproject.toml,$(PLUGINS))
SOURCES := src $(addsuffix /src,$(PLUGINS))

.PHONY: install demo test check bench peers docs site examples sample lock clean

install: .venv/.installed
	@echo "$(CURDIR)/$(BIN)/gikqa"

demo: .venv/.installed
	@$(BIN)/gikqa lint examples/sample.parquet --fail-on never

# The tests start many processes: what they import is compiled once, whatever the caller's settings.
test: export PYTHONDONTWRITEBYTECODE =
test: export PYTHONPYCACHEPREFIX = $(CURDIR)/.venv/compiled
test: .venv/.installed-dev check
	$(BIN)/python -m pytest -n auto

check: .venv/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy $(SOURCES) tests/typing

bench: .venv/.installed-dev
	$(BIN)/python -m benchmarks.arithmetic

peers: .venv-peers/.installed
	.venv-peers/bin/python -m benchmarks.peers

.venv-peers/.installed: benchmarks/validators.txt requirements.lock $(PROJECTS) | $(UV)
	$(UV) venv --quiet --allow-existing --python $(BIN)/python .venv-peers
	$(UV) pip install --quiet --python .venv-peers/bin/python $(EDITABLE) -r benchmarks/validators.txt
	@touch $@

docs: .venv/.installed-dev
	$(BIN)/python -m docs.make_rules
	$(BIN)/python -m docs.make_architecture

# The warnings of other frameworks are their own.
examples: .venv-examples/.installed
	.venv-examples/bin/python -m pytest tests/examples -W default

site: .venv-site/.installed
	.venv-site/bin/python -m docs.make_site

# An environment beside the one of the tests: what users install, and the group of its name.
.venv-site/.installed .venv-examples/.installed: .venv-%/.installed: requirements.lock $(PROJECTS) | $(UV)
	$(UV) venv --quiet --allow-existing --python $(BIN)/python .venv-$*
	$(UV) pip install --quiet --python .venv-$*/bin/python --require-hashes -r requirements.lock
	$(UV) pip install --quiet --python .venv-$*/bin/python --no-deps --no-build-isolation $(EDITABLE)
	$(UV) pip install --quiet --python .venv-$*/bin/python --group pyproject.toml:$*
	@touch $@

sample: .venv/.installed-dev
	$(BIN)/python -m examples.make_sample

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "gikqa needs Python 3.11 or newer: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.8,<1'

.venv/.installed: requirements.lock $(PROJECTS) | $(UV)
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation $(EDITABLE)
	@touch $@

.venv/.installed-dev: requirements-dev.lock .venv/.installed
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

# The locks name versions and hashes and no index, so that any index serves.
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	$(addprefix --no-emit-package ,gikqa $(notdir $(PLUGINS))) \
	--custom-compile-command 'make lock' requirements.in

lock: | $(UV)
	$(LOCK) -o requirements.lock
	$(LOCK) --group pyproject.toml:dev -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf .venv .venv-peers .venv-site .venv-examples .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist

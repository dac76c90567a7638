# Everything that a curator or a maintainer does. `make help` lists the targets from this file itself.
# Needs Python 3.11 or newer and make; the rest is set up in .venv/ on first use.

PYTHON ?= python3
BIN := .venv/bin
CONFIG ?= pelican.conf.py
OUTPUT ?= output
# Where the evaluation sets are (tests and benches that use them skip without).
EVAL ?= $(DATELINE_EVAL)
CORPORA ?= $(EVAL)/extraction
PORT ?= 8000
MINUTES ?= 5
# Thousands of libraries are made and flushed: in memory, where the system has 4 GB for that, it takes a fraction of the time.
TORTURE ?= $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 4000000 {print "--basetemp=/dev/shm/dateline-torture"}')

.DEFAULT_GOAL := html
.PHONY: html validate serve ingest check review preview verify more bundle test lint types format torture train data bench load fuzz audit lock browser clean distclean help

html: $(BIN)/.user ## set up, ingest what is new, publish the site to output/
	status=0; $(BIN)/dateline ingest -s $(CONFIG) || status=$$?; \
	test $$status -le 1 && $(BIN)/dateline build -s $(CONFIG) -o $(OUTPUT) && exit $$status

serve: $(BIN)/.user ## the site at http://localhost:8000 (PORT=…), built and reloaded on every save
	$(BIN)/dateline serve -s $(CONFIG) -o $(OUTPUT) --port $(PORT)

ingest: $(BIN)/.user ## new and changed dumps into the library
	$(BIN)/dateline ingest

check: $(BIN)/.user ## every problem in the library, with file and line
	$(BIN)/dateline check

review: $(BIN)/.user ## what the program doubts, worst first
	$(BIN)/dateline review

preview: $(BIN)/.user ## the site for the team, with the page of what is in doubt, in preview/
	$(BIN)/dateline build -s $(CONFIG) --preview

verify: $(BIN)/.user ## every dump, record and published file against its SHA-256
	$(BIN)/dateline verify --site $(OUTPUT)

more: $(BIN)/.user ## set up what reads PDF and web archives, and what writes ZIM and EPUB
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --require-hashes -r requirements/more.lock

bundle: html ## one zip that works from a USB stick
	$(BIN)/dateline bundle

test: $(BIN)/.dev browser ## set up and run all tests, those in the browser included where a Chromium can be had
	$(BIN)/python -m pytest -q

validate: html $(BIN)/.dev ## every link, weights, data for other programs, and valid HTML where npm is to be had (maintainers)
	$(BIN)/python tests/checks/links.py $(OUTPUT)
	$(BIN)/python -m tests.checks.published $(OUTPUT)
	@npm ci --silent --prefix tests/browser 2>/dev/null || { \
		echo "The HTML is NOT validated: npm is not here, or cannot install what tests/browser/package.json names."; \
		test -z "$$CI"; exit $$?; }; \
	tests/browser/node_modules/.bin/html-validate --config tests/browser/htmlvalidate.json '$(OUTPUT)/**/*.html' \
		&& echo "html: valid"
	@command -v java >/dev/null || { echo "The W3C checker (vnu) did NOT run: there is no Java here."; exit 0; }; \
	java -Xss8m -jar tests/browser/node_modules/vnu-jar/build/dist/vnu.jar --errors-only --skip-non-html --also-check-css \
		$(OUTPUT) && echo "vnu: no error in HTML, SVG and CSS"

lint: $(BIN)/.dev ## style of the code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(BIN)/.dev ## types of the code
	$(BIN)/mypy

format: $(BIN)/.dev ## rewrite the code in the house's style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

train: $(BIN)/.train ## train the line model anew from CORPORA=folder (maintainers)
	$(BIN)/python -m bench.extraction.train $(CORPORA) --cache build/extraction

data: $(BIN)/.train ## rebuild the places, conflicts and topics that ship; EVAL=folder of the tables (maintainers)
	$(BIN)/python -m tools.places plugins/dateline/data/places/places.bin
	$(BIN)/python -m tools.persons plugins/dateline/data/places/persons.txt
	$(BIN)/python -m tools.map_cells
	$(BIN)/python -m tools.build_conflicts $(EVAL)/conflicts
	$(BIN)/python -m tools.build_topics $(EVAL)/vocab/iptc-mediatopics.json

bench: $(BIN)/.train ## the build beside Hugo's, in one run (minutes)
	$(BIN)/python -m bench.site build/bench

load: $(BIN)/.dev ## how each kind of load grows (minutes; FULL=1: to 100,000 dumps, hours)
	$(BIN)/python -m bench.load build/load $(if $(FULL),--full)

torture: $(BIN)/.dev $(BIN)/.train $(BIN)/.fuzz browser ## every test in full, MINUTES of fuzzing each target, with a summary of counts (hours)
	DATELINE_TORTURE_MINUTES=$(MINUTES) DATELINE_EVAL=$(EVAL) $(BIN)/python -m pytest -q -m "slow or not slow" $(TORTURE)

fuzz: $(BIN)/.fuzz ## fuzz readers, line model, front matter, authorities: MINUTES each
	DATELINE_TORTURE_MINUTES=$(MINUTES) $(BIN)/python -m pytest -q -m slow tests/fuzz

audit: $(BIN)/.user ## known weaknesses of the pinned dependencies, where the database of these can be had
	@test -d .venv/audit || $(BIN)/python -m venv .venv/audit
	@.venv/audit/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
		-r requirements/audit.lock || echo "pip-audit cannot be had here."
	@.venv/audit/bin/python tests/checks/audit.py requirements/user.lock requirements/dev.lock

clean: ## delete the published site and the caches; the library stays
	rm -rf $(OUTPUT) .$(OUTPUT).dateline preview .preview.dateline .dateline
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

distclean: clean ## also delete the environment
	rm -rf .venv tests/browser/node_modules

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# ---------------------------------------------------------------------------- the environment

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "Dateline needs Python 3.11 or newer; say which with: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv .venv \
		|| { echo "Python cannot make a virtual environment here. On Debian or Ubuntu: apt install python3-venv"; exit 1; }

$(BIN)/.user: $(BIN)/python requirements/user.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements/user.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m pip uninstall --quiet --disable-pip-version-check --yes setuptools # it has built; nothing runs it
	@find .venv/lib -path '*/site-packages/pip/*' -name __pycache__ -prune -exec rm -rf {} + # pip is not run every day
	@touch $@

$(BIN)/.dev: $(BIN)/.user requirements/dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@touch $@

# Built for few systems and Pythons, and needed by nothing else: without it the fuzzing tests skip and say so.
$(BIN)/.fuzz: $(BIN)/.dev requirements/fuzz.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/fuzz.lock \
		&& touch $@ || echo "atheris cannot be had here: nothing is fuzzed by coverage."

# The lock is whole, so nothing is left to resolve: an older pip fails on two spellings of one extra (lxml's html_clean).
$(BIN)/.train: $(BIN)/.dev requirements/train.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/train.lock
	@touch $@

browser: ## find or install a Chromium for the browser tests
	@sh tests/browser/browsers.sh

# Pins every dependency with its hashes. Run by a maintainer who wants newer versions; needs the `uv` command.
lock: ## pin the dependencies anew (maintainers)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" --extra setup pyproject.toml -o requirements/user.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" --extra setup --extra dev --extra pdf --extra web --extra kiwix --extra epub -c requirements/user.lock \
		pyproject.toml -o requirements/dev.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" --extra train --extra data --extra peers -c requirements/dev.lock \
		pyproject.toml -o requirements/train.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" --extra pdf --extra web --extra kiwix --extra epub -c requirements/dev.lock \
		pyproject.toml -o requirements/more.lock
	for extra in fuzz audit; do \
		uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
			--no-emit-find-links --custom-compile-command "make lock" --extra $$extra -c requirements/dev.lock \
			pyproject.toml -o requirements/$$extra.lock || exit 1; \
	done

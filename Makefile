.DEFAULT_GOAL := help
.PHONY: help setup run test quick lint format lock messages
py := .venv/bin/python
pytest := $(py) -m pytest -n 2 --dist worksteal -q
own := tests/models tests/forms tests/checklists

help:  ## Say what can be made
	@grep -E '^[a-z]+: .*##|^[a-z]+:  ##' Makefile | sed -E 's/:.*## /\t/' | sort

setup:  ## Install what is missing: libraries, fonts, .venv
	@scripts/setup.sh

run: setup  ## Set up, load the demonstration year, make its report and serve it (PORT, FAZHI_DATA, DATABASE_URL)
	@exec $(py) -m flask --app app start

# The rooms that their own tests have to reach by themselves come first: what they reach is counted apart. What is done in
# browsers, on paper and on the second database comes last and is not counted: there the counting costs more than the tests.
test:  ## Set up and run every check and test
	@scripts/setup.sh test
	@rm -rf build/coverage*
	@$(MAKE) --no-print-directory lint
	@$(pytest) $(own) -m "not uncounted" --cov --cov-report=json:build/coverage-own.json
	@$(pytest) tests $(own:%=--ignore=%) -m "not uncounted" --cov --cov-append --cov-report=json:build/coverage.json
	@$(pytest) tests -m uncounted
	@$(py) -m scripts.house

quick:  ## For daily work: lint, rooms, models, forms, checklists and the table of pages, without PostgreSQL
	@$(MAKE) --no-print-directory lint
	@$(pytest) $(own) tests/test_rooms.py tests/test_catalogue.py tests/test_pages.py -m "not uncounted" -k "not hostile and not bureau and not demonstration and not refuses_has_changed"

lint:  ## Format, lint and type checks, and the gates of the house
	@$(py) -m ruff format --check .
	@$(py) -m ruff check .
	@$(py) -m mypy .
	@$(py) -m scripts.house --quiet

format:  ## Format the code and sort its imports
	@$(py) -m ruff check --fix-only --quiet . ; $(py) -m ruff format .

lock:  ## Resolve the dependencies of pyproject.toml into the two lock files (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements.lock
	uv pip compile pyproject.toml --group test --universal --python-version 3.11 --generate-hashes --no-header -q -c requirements.lock -o requirements-test.lock

messages:  ## Collect the texts of the message catalogue
	@mkdir -p translations
	@.venv/bin/pybabel -q extract -F babel.cfg -k _l -k Required -k RequiredChoice -k RequiredNumber --no-location --sort-output --omit-header -o translations/messages.pot .

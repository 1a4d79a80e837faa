# Two commands matter: `make run` and `make test`. Everything they need they set up themselves.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help run run-full test coverage lint format services services-stop bench messages lock clean

help: ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(VENV)/run.stamp: requirements/run.txt deploy/venv.sh
	@bash deploy/venv.sh "$(PYTHON)" "$(VENV)" requirements/run.txt
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	@bash deploy/venv.sh "$(PYTHON)" "$(VENV)" requirements/dev.txt
	@touch $@

run: $(VENV)/run.stamp ## set up what is missing and serve the site on http://127.0.0.1:8000/ (PORT=9000 moves it)
	@exec $(BIN)/python manage.py serve

run-full: $(VENV)/run.stamp ## the same on PostgreSQL, Redis, Elasticsearch and a worker, behind the production settings
	@exec bash deploy/run_full.sh

test: $(VENV)/dev.stamp ## set up what is missing and run the whole test suite
	@bash deploy/test.sh

TESTS ?= tests/unit tests/integration --ignore=tests/integration/elastic
coverage: $(VENV)/dev.stamp ## which lines the tests on SQLite reach (TESTS=tests/unit for a part); half as fast as `make test`
	@DJANGO_SETTINGS_MODULE=cms.settings.test $(BIN)/python -m pytest -q -n 2 --dist loadfile --cov --cov-report=term:skip-covered $(TESTS)

lint: $(VENV)/dev.stamp ## ruff, djlint, import contracts, migrations and catalogue in step
	@bash deploy/lint.sh

format: $(VENV)/dev.stamp ## put code and templates into their form
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet . ; $(BIN)/djlint --reformat --quiet templates ; true

services: ## install and start PostgreSQL, Redis and Elasticsearch on loopback
	@bash deploy/services.sh start

services-stop: ## stop what `make services` started
	@bash deploy/services.sh stop

bench: $(VENV)/dev.stamp ## measure, print ratios, write bench-results.json
	@$(BIN)/python manage.py bench

messages: $(VENV)/dev.stamp ## take new strings into the catalogue (needs gettext)
	@$(BIN)/python manage.py makemessages --locale zh_Hans --no-obsolete --no-location --ignore .venv --ignore var --ignore tests

lock: ## write requirements/*.txt from pyproject.toml
	@bash deploy/lock.sh "$(BIN)"

clean: ## remove the virtual environment and everything generated
	rm -rf $(VENV) var bench-results.json

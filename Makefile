# Foyer's commands. `make help` lists them.
.DEFAULT_GOAL := help
# Without compiled modules every start takes seconds longer.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help up test lint format words lock

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

up: ## Run the whole portal (PORT=8000 FOYER_DATA=var FOYER_DEMO=yes)
	@scripts/setup requirements.lock
	@exec .venv/bin/python -m portal.operations.up

test: ## Run every check and every test, as CI does
	@scripts/setup requirements-dev.lock
	@scripts/test

lint: ## Check style, types and import contracts only
	@scripts/setup requirements-dev.lock
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports
	.venv/bin/mypy

format: ## Format the code and mend what can be mended
	@scripts/setup requirements-dev.lock
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

words: ## Collect the words for translators and compile what they wrote (locale/)
	@scripts/setup requirements-dev.lock
	.venv/bin/python manage.py words

lock: ## Resolve pyproject.toml into the two lock files (needs uv; LOCK="--upgrade" for newer versions)
	uv pip compile -q $(LOCK) --universal --python-version 3.11 --generate-hashes pyproject.toml -o requirements.lock
	uv pip compile -q $(LOCK) --universal --python-version 3.11 --generate-hashes --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

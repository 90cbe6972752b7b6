# One command each; `make` alone lists them. Works from any folder.
ROOT := $(shell cd "$$(dirname "$(strip $(MAKEFILE_LIST))")" && pwd)
PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PROVINCE ?= hunan
# The path of a province's own folder counts from where make is called.
override PROVINCE := $(if $(findstring /,$(PROVINCE)),$(abspath $(PROVINCE)),$(PROVINCE))
IN := cd "$(ROOT)" &&
PY := $(IN) .venv/bin/python
ENVIRONMENT = $(IN) $(or $(PYTHON),python3) tools/stack/venv.py
STACK := $(PY) -m tools.stack
CHECK := $(STACK) with --test check
MADE := $(IN) test -x .venv/bin/python || { echo "There is no environment yet; make run makes it." >&2; exit 1; };
export PROVINCE
unexport PYTHONDONTWRITEBYTECODE PYTHONPATH VIRTUAL_ENV

BREAK = $(PY) -m pytest -q -n 2 -p no:randomly -m "obligation and not browser and not prove" --prove-register
NO_BROWSER = $(if $(WITHOUT_BROWSER), and not browser)

.PHONY: help venv venv-run run stop seed reset demo walkthrough act articles bench screens figures docs openapi test prove prove-register check fix \
	requirements browser format-check lint floors types migrations templates secrets security pins openapi-check

help:  ## this list
	@$(IN) sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 20

run: venv-run  ## the whole system in this terminal; PORT and PROVINCE choose
	@$(STACK) run

stop:  ## end a run from another terminal
	@$(IN) test ! -x .venv/bin/python || .venv/bin/python -m tools.stack stop

seed: venv-run  ## fill in the demonstration province, if it is empty
	@$(IN) DEBUG=1 DEMO=1 .venv/bin/python -m tools.stack with --prepared "$(notdir $(PROVINCE))" .venv/bin/python manage.py seed

reset:  ## forget this province's data and secrets on this machine
	@$(MADE) .venv/bin/python -m tools.stack reset

demo:  ## the address, the demonstration accounts and what to try first
	@$(MADE) .venv/bin/python -m tools.stack status >/dev/null && .venv/bin/python manage.py demo

walkthrough:  ## play a new patient's whole way against the running system
	@$(MADE) .venv/bin/python -m tools.stack status >/dev/null && .venv/bin/python manage.py walkthrough

test: venv browser  ## prove it in under 10 minutes; WITHOUT_BROWSER=1 leaves the browser out
	@$(PY) -m pytest -n 2 --dist loadgroup -m "not prove$(NO_BROWSER)"

prove: venv browser  ## the long proof, under 20 minutes; breaks each carrier of an obligation that changed
	@$(PY) -m pytest -n 2 --dist loadgroup -m "prove$(NO_BROWSER)"
	@$(BREAK)=changed

prove-register: venv  ## break every carrier of an obligation, and write acts/proof.json anew
	@$(BREAK)=all

browser: venv
	@$(if $(WITHOUT_BROWSER),echo "Browser tests are left out on purpose.",$(PY) -m tools.stack.browser)

act: venv-run  ## what the folder of a province lacks or has wrong; PROVINCE=path
	@$(IN) env -u PROVINCE .venv/bin/python -m tools.stack with --test check .venv/bin/python manage.py act "$(PROVINCE)"

articles: venv  ## every obligation of the acts: the code that carries it, the tests that prove it
	@$(CHECK) .venv/bin/python manage.py articles

bench: venv  ## settlements per second on a stack of its own
	@$(STACK) with --prepared bench .venv/bin/python manage.py bench

screens: venv browser  ## the screenshots of the README, anew
	@$(IN) DEBUG=1 DEMO=1 .venv/bin/python -m tools.stack with --test --fresh --prepared screens .venv/bin/python manage.py screens

check: venv format-check lint floors types migrations templates secrets security pins openapi-check  ## all of CI's checks
	@echo "All checks passed."

fix: venv  ## format, and repair what can be repaired by itself
	@$(PY) -m ruff format . && .venv/bin/python -m ruff check --fix .

format-check:
	@$(PY) -m ruff format --check .

lint:
	@$(PY) -m ruff check .

floors:
	@$(IN) .venv/bin/lint-imports

types:
	@$(CHECK) .venv/bin/mypy

migrations:
	@$(CHECK) .venv/bin/python manage.py makemigrations --check --dry-run

templates:
	@$(IN) .venv/bin/djlint templates --lint --quiet && $(subst $(IN),,$(CHECK)) .venv/bin/python manage.py compiletemplates

secrets:
	@$(IN) git ls-files -z ':!requirements*.txt' ':!acts/proof.json' | xargs -0 .venv/bin/detect-secrets-hook --exclude-lines _HASHER --exclude-secrets wrong

security:
	@$(PY) -m bandit -q -r -c pyproject.toml kit acts province catalog physicians eligibility settlement supervision config tools

pins:
	@$(PY) -m tools.stack.pins

figures: venv  ## size, names and repetitions of the house, floor by floor
	@$(PY) -m tools.figures

docs: venv  ## write life cycles, announcements, jobs and the menu into docs/ from the code
	@$(CHECK) .venv/bin/python manage.py documents

openapi: venv  ## write docs/openapi.yaml from the code
	@$(CHECK) .venv/bin/python manage.py spectacular --file docs/openapi.yaml --validate --fail-on-warn

openapi-check:
	@$(CHECK) .venv/bin/python manage.py spectacular --validate --fail-on-warn | diff -u docs/openapi.yaml - \
		|| { echo "docs/openapi.yaml is not what the code says; make openapi writes it."; exit 1; }

requirements: venv  ## pin what pyproject.toml asks for; UPGRADE=1 takes newer releases
	@$(PY) -m uv pip compile -q --universal --generate-hashes --custom-compile-command "make requirements" \
		$(if $(UPGRADE),--upgrade) pyproject.toml -o requirements.txt
	@$(PY) -m uv pip compile -q --universal --generate-hashes --custom-compile-command "make requirements" \
		$(if $(UPGRADE),--upgrade) pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt

venv:  ## the environment of developers (.venv)
	@$(ENVIRONMENT) dev

venv-run:
	@$(ENVIRONMENT) run

# One command each; `make` alone lists them. Works from any folder.
ROOT := $(shell cd "$$(dirname "$(strip $(MAKEFILE_LIST))")" && pwd)
PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PROVINCE ?= hunan
PY := .venv/bin/python
IN := cd "$(ROOT)" &&
ENV = $(IN) $(or $(PYTHON),python3) config/stack/venv.py
export PROVINCE
unexport PYTHONDONTWRITEBYTECODE PYTHONPATH VIRTUAL_ENV

.PHONY: help venv venv-run

help:  ## this list
	@$(IN) sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 20

venv:  ## the environment of developers (.venv)
	@$(ENV) dev

venv-run:
	@$(ENV) run

# Every target makes .venv first, with uv or with any Python 3.12 or newer.
.DEFAULT_GOAL := help
.PHONY: help demo check crash hostile looks golden bench neo4j clean
SHELL := /bin/bash
IN := .venv/bin/

.venv/.made-from: requirements.lock .ci/venv
	@.ci/venv

help:  ## these lines
	@grep -hE '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

demo: .venv/.made-from  ## load the facts that ship, build the graph, write out/: the gap list as a page and a workbook
	@$(IN)chainscout demo

check: .venv/.made-from  ## everything that is checked: format, lint, walls, types, tests
	$(IN)ruff format --check .
	$(IN)ruff check .
	$(IN)lint-imports
	$(IN)mypy
	$(IN)pytest -n 2

crash: .venv/.made-from  ## kill -9 at every point of load, build and publish, then try again
	CHAINSCOUT_CRASHES=all $(IN)pytest tests/crash -n 2

hostile: .venv/.made-from  ## all hostile Cypher and every bomb on both engines, and the guard fuzzed at length
	CHAINSCOUT_HOSTILE=all $(IN)pytest tests/cypher

looks: .venv/.made-from  ## every page in a browser, at every screen size
	CHAINSCOUT_LOOKS=all $(IN)pytest tests/browser -n 2

golden: .venv/.made-from  ## write the golden answers anew; read the diff
	CHAINSCOUT_GOLDEN=write $(IN)pytest tests/golden
	@git diff --stat -- tests/golden

bench: .venv/.made-from  ## timed runs with generated firms; see benchmarks/README.md
	$(IN)python -m benchmarks

neo4j: .venv/.made-from  ## start a Neo4j on this machine, reachable from it alone; says how to use it and how to stop it
	@$(IN)python tests/neo4j/server.py start

clean:  ## remove what make made
	rm -rf .venv out dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

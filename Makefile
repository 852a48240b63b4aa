# Wegweiser: what can be done. `make` or `make help` lists it.
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
RASA := .venv-rasa/bin/python -m bot.components
PLATFORM := x86_64-manylinux_2_28
QUESTIONS ?= evaluation/questions
OUT ?= .state/evaluation

.PHONY: help setup run chat test test-slow lint train evaluate bench calibrate lock

help: ## list what can be done
	@grep -hE '^[a-z-]+:.*## ' Makefile | awk -F ':.*## ' '{printf "make %-10s %s\n", $$1, $$2}'

setup: ## install both environments (skipped when done)
	@python3 bootstrap.py

run: setup ## set up, load the knowledge base, train, start everything
	@$(PYTHON) -m processes run

chat: setup ## talk to the assistant in the terminal
	@$(PYTHON) -m bot.chat

test: setup ## the tests of both environments that need no trained model and no running system
	@$(PYTHON) -m pytest -m "not slow" tests
	@.venv-rasa/bin/python -m pytest tests/language

test-slow: setup ## tests with the trained model and the running system: Rasa's stories, journeys through everything
	@$(PYTHON) -m processes train
	@.venv-rasa/bin/python -m pytest tests/rasa
	@$(PYTHON) -m pytest -m slow tests

lint: setup ## style, types, import directions, content, files
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports
	@$(PYTHON) -m knowledge check

train: setup ## train Rasa's model if its data, config or domain changed
	@$(PYTHON) -m processes train

evaluate: setup ## ask all QUESTIONS (file or folder) through the running path; results to OUT
	@$(PYTHON) -m evaluation.evaluate $(QUESTIONS) $(OUT)

bench: setup ## latency, throughput and memory beside a fresh `rasa init` bot
	@$(PYTHON) -m evaluation.bench

calibrate: setup ## measure the search's weights and thresholds again
	@$(PYTHON) -m evaluation.calibrate

lock: setup ## renew both lock files from pyproject.toml
	@$(PYTHON) -m lock

# Every target does its own set-up. SWIFT_FLAGS goes to each debug build, FILTER picks tests by name:
#   make test FILTER=FrugalTensorTests
SWIFT_FLAGS ?=
FILTER ?=
DEMO_SECONDS ?= 55

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-slow conformance bench examples figures format lint docs clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

demo: setup ## fit the UCI digits in a minute, show leaderboard and report, predict three held-out digits
	swift build -c release --product frugal
	@tools/run-demo $(DEMO_SECONDS)

test: setup ## build and run the tests (FRUGAL_DATA=<folder> adds those on real data)
	@tools/run-tests "$(FILTER)" $(SWIFT_FLAGS)

test-slow: setup ## the same with the tests that take minutes; fits against the clock come last, alone on the machine
	@FRUGAL_SLOW=1 tools/run-tests "$(FILTER)" $(SWIFT_FLAGS)
	@[ -n "$(FILTER)" ] || FRUGAL_ALONE=1 tools/run-tests RealFitTests $(SWIFT_FLAGS)

examples: setup ## build and run every Examples/Mini*
	@tools/run-examples $(SWIFT_FLAGS)

conformance: setup ## spiking networks exchanged with snnTorch and Norse, spikes compared step for step
	@tools/run-conformance

bench: setup ## our speed beside PyTorch's, in turn on this machine
	@tools/run-benchmarks

setup: ## libtorch, system packages and the demo's pictures; nothing when they are there
	@tools/setup

format: ## rewrite the Swift sources in the house format
	swift format -i -r -p Package.swift Sources Tests Examples Benchmarks

figures: ## write the figures of README, docs/results.md and docs/speed.md from the committed records
	@python3 tools/make_figures.py

lint: ## format check, file sizes, figures that drifted from their records, words that may not be committed
	@tools/lint

docs: setup ## the DocC archives of every module that has a catalogue, in .build/docs
	@tools/make-docs

clean: ## remove what was built, not what was fetched
	rm -rf .build Benchmarks/.build .demo/digits.frugal .demo/digits.frugal.work

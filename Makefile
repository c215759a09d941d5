# The targets a contributor needs; each is a script or one cargo command. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test check bench dist fmt lint docs generate

# Words passed on to the program, for instance: make run ARGS="--listen 127.0.0.1:9000"
ARGS ?=

help: ## List the targets
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

run: ## Build (dev profile) and start the site on http://127.0.0.1:8080
	@tests/scripts/require.sh cargo cc
	@cargo build --bin galley
	@exec "$${CARGO_TARGET_DIR:-target}/debug/galley" serve $(ARGS)

test: ## Everything a change must pass
	@tests/scripts/test.sh

check: ## The fast part of `make test`: formatting, lints, the tidy rules
	@tests/scripts/test.sh fmt clippy tidy

bench: ## Measure the release build beside a bare handler (ARGS="--entries 1000")
	@tests/scripts/bench.sh $(ARGS)

dist: ## Build the binary that is shipped, at target/dist/galley
	@tests/scripts/require.sh cargo cc
	@cargo build --profile dist --bin galley
	@ls -l "$${CARGO_TARGET_DIR:-target}/dist/galley"

fmt: ## Format the Rust code
	@cargo fmt --all

lint: ## clippy with every warning denied
	@tests/scripts/test.sh fmt clippy

docs: ## Build the API documentation of the crates with every warning denied
	@tests/scripts/test.sh docs

generate: ## Rewrite the committed files that a command generates
	@tests/scripts/generate.sh write

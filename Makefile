# The commands of the house. `make` alone lists them.
SHELL := /bin/bash
GO ?= go
VERSION := $(shell git describe --always --dirty 2>/dev/null || echo development)
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

.PHONY: help run build generate dist test check bench chaos clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: build ## build all and serve a demonstration town on http://localhost:8080 (PORT, DATA)
	@e2e/install.sh postgres
	@bin/sportello serve --demo

build: dist ## build the program into bin/sportello
	$(GO) build -trimpath -ldflags "-s -w -X main.Version=$(VERSION)" -o bin/sportello ./cmd/sportello

dist: ## build the browser program and gather what it loads into assets/dist
	@e2e/install.sh node
	$(GO) run ./cmd/gen dist

generate: ## write again what is generated and committed: text table, style sheet, OpenAPI
	@e2e/install.sh node
	$(GO) run ./cmd/gen all

check: ## gofmt, vet, staticcheck, fences and unit tests: under two minutes, no browser
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); echo "these files are not gofmt-ed"; exit 1; }
	@e2e/install.sh check
	$(GO) vet ./...
	GOOS=js GOARCH=wasm $(GO) vet ./app/phone ./cmd/pwa
	$(GO) run $(STATICCHECK) ./...
	$(GO) test $$($(GO) list ./... | grep -vE '/(e2e|a11y/orca|cmd/pwa|app/phone)')

test: ## install what tests need, then prove everything: unit, database, browsers, accessibility, screen reader
	@e2e/install.sh all
	@$(MAKE) --no-print-directory build
	@SPORTELLO_BIN=$(CURDIR)/bin/sportello $(GO) run ./e2e/count

bench: ## print the budgets of the design and what was measured
	@e2e/install.sh all
	@$(MAKE) --no-print-directory build
	@SPORTELLO_BIN=$(CURDIR)/bin/sportello $(GO) run ./e2e/bench

chaos: ## the long run of the harness that kills everything: 2,000 submissions by protocol, 60 by browser, 10,000 payments
	@e2e/install.sh all
	@$(MAKE) --no-print-directory build
	CHAOS=full SPORTELLO_BIN=$(CURDIR)/bin/sportello $(GO) test ./e2e/chaos -count=1 -timeout 60m -v

clean: ## remove what was built (not the data of `make run`)
	rm -rf bin e2e/out assets/dist/*
	touch assets/dist/.keep

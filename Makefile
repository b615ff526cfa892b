# Détente. `make demo` answers the question on real events; `make test` runs everything.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := build

VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
GO_FLAGS := -buildvcs=false -ldflags "-X detente/internal/faces/cli.Version=$(VERSION)"
GOLANGCI := v2.15.0
LINTER := bin/golangci-lint-$(GOLANGCI)
BENCH ?= .
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome || true)

.PHONY: eval-coder build demo test test-go test-page bench lint page page-check clean need-go need-cc

need-go:
	@command -v go >/dev/null || { echo "Go is missing: install Go 1.26 or newer (https://go.dev/doc/install)"; exit 1; }
	@go list -m >/dev/null 2>&1 || { echo "Go 1.26 or newer is needed, found $$(go version): see https://go.dev/doc/install"; exit 1; }

# The embedded database is C++, linked through cgo: a C compiler and the C++ library.
need-cc: need-go
	@out=$$(mktemp); trap 'rm -f "$$out"' EXIT; \
	echo 'int main(void){return 0;}' | $$(go env CC) -x c -o "$$out" - -lstdc++ >/dev/null 2>&1 || \
	{ echo "A C compiler with the C++ library is missing: install g++ (Debian, Ubuntu: apt-get install g++; Fedora: dnf install gcc-c++; macOS: xcode-select --install)"; exit 1; }

# go build decides by itself whether there is anything to do.
build: need-cc
	@[ -x bin/detente ] || echo "First build: compiling takes a few minutes, later ones seconds."
	go build $(GO_FLAGS) -o bin/detente ./cmd/detente

demo: build
	./bin/detente demo

test: test-go test-page

test-go: need-cc
	go vet ./...
	go test -timeout 8m ./...

# The page: unit tests, then the browser against the real binary. On a machine without
# Node.js or Chromium they are skipped with a line; under CI=true that is a failure.
test-page: need-go
	@skip() { \
		echo "page tests skipped: $$1"; \
		if [ "$${CI:-}" = true ]; then echo "under CI=true they have to run"; exit 1; fi; \
		exit 0; \
	}; \
	[ -f web/package.json ] || { echo "page tests skipped: there is no web/package.json"; exit 0; }; \
	command -v node >/dev/null && command -v npm >/dev/null || skip "install Node.js 20.19 or newer with npm"; \
	[ -n "$(CHROMIUM)" ] || skip "install Chromium (Debian: apt-get install chromium)"; \
	$(MAKE) --no-print-directory build; \
	cd web; \
	[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-fund --no-audit; \
	npm run check --if-present; \
	npm test; \
	CHROMIUM="$(CHROMIUM)" DETENTE_BIN="$(CURDIR)/bin/detente" npm run test:page

# BENCH chooses by name, as in: make bench BENCH=Filter. The output is kept for benchstat.
bench: need-cc
	@out=$$(mktemp -t detente-bench.XXXXXX); \
	go test -run '^$$' -bench '$(BENCH)' -benchmem -timeout 60m ./... | tee "$$out"; \
	echo "kept in $$out"

# Figures of the text coder on the gold sets beside the repository; a set that is absent is skipped with a line.
eval-coder: need-go
	@go test -count=1 -v -run 'Eval|GoldDates' ./internal/hands/dictionary ./internal/thinking/incident ./internal/thinking/template ./internal/thinking/eventdate \
	| sed -n 's/^=== RUN  *\(Test[A-Za-z]*\)$$/\1/p; s/^ *[a-z_]*_test.go:[0-9]*: /  /p'

$(LINTER): | need-go
	@echo "Building golangci-lint $(GOLANGCI): a few minutes, once."
	GOBIN="$(CURDIR)/bin" go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI)
	@mv bin/golangci-lint $(LINTER)

lint: need-cc $(LINTER)
	@bad=$$(gofmt -l cmd internal situations); [ -z "$$bad" ] || { echo "not formatted (gofmt -w):"; echo "$$bad"; exit 1; }
	$(LINTER) run ./...

page:
	@command -v node >/dev/null && command -v npm >/dev/null || { echo "npm is missing: install Node.js 20.19 or newer with npm"; exit 1; }
	cd web && npm ci --no-fund --no-audit && npm run build

# The built page is committed, so that the binary builds without Node.js. It must be what
# the sources give.
page-check: page
	@changed=$$(git status --porcelain -- internal/faces/page/dist); \
	[ -z "$$changed" ] || { \
		echo "the built page differs from its sources: run make page and commit internal/faces/page/dist"; \
		echo "$$changed"; git --no-pager diff --stat -- internal/faces/page/dist; exit 1; }

clean:
	rm -rf bin web/node_modules web/test-results coverage.out

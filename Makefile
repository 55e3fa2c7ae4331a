# Orderhatch. `make run` builds and starts everything; `make test` passes every test.

VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo development)
LDFLAGS := -s -w -X github.com/orderhatch/orderhatch/internal/cli.version=$(VERSION)
export CGO_ENABLED ?= 0
# MessagePack, which nothing here speaks, would be 6 MB of the program.
export GOFLAGS ?= -tags=nomsgpack

CONSOLE_SOURCES := $(shell find console/src console/public console/index.html console/package.json console/package-lock.json api/openapi.json -type f 2>/dev/null)

.PHONY: run build services console test test-go test-race test-console test-browser lint vuln bench clean need-go need-node need-curl need-postgres need-chromium

## run: build everything and start it with a simulated restaurant
run: build
	bin/orderhatch standalone --demo --data data

## build: bin/orderhatch with every command, the console inside (no -trimpath, so that tests find its packages built)
build: need-go console
	go build -C standalone -ldflags '$(LDFLAGS)' -o ../bin/orderhatch ./cmd/orderhatch

## services: bin/orderhatch-services, the small build for api and worker processes
services: need-go console
	go build -trimpath -ldflags '$(LDFLAGS)' -o bin/orderhatch-services ./cmd/orderhatch

console: console/dist/index.html

console/node_modules/.package-lock.json: console/package-lock.json | need-node
	cd console && npm ci --no-audit --no-fund

console/dist/index.html: console/node_modules/.package-lock.json $(CONSOLE_SOURCES)
	cd console && npm run build

## test: every test there is; says what is missing and how to get it
test: need-go need-node need-curl need-postgres need-chromium build test-go test-race test-console test-browser lint

test-go: build
	ORDERHATCH_BIN=$(CURDIR)/bin/orderhatch go test -timeout 40m ./...
	go test -C standalone -timeout 20m ./...

## test-race: the packages where goroutines meet, under the race detector (-short: the long searches ran without it)
test-race:
	CGO_ENABLED=1 go test -race -short -timeout 20m ./api/... ./worker/... ./workflows/... ./activities/... ./internal/order/... ./internal/dispatch/... ./internal/pos/... ./internal/menu/... ./internal/callback/... ./internal/pager/... ./internal/autopause/... ./internal/rk7/...

test-console: console
	cd console && npm test

test-browser: build
	cd console && ORDERHATCH_BIN=$(CURDIR)/bin/orderhatch npm run e2e

## lint: vet, formatting, layering, determinism of workflows
lint: need-go
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { echo 'gofmt is needed:'; gofmt -l $$(git ls-files '*.go'); exit 1; }
	go vet ./...
	go vet -C standalone ./...
	go run go.temporal.io/sdk/contrib/tools/workflowcheck@v0.6.0 ./workflows/...

## vuln: known vulnerabilities of what we link
vuln: need-go
	go run golang.org/x/vuln/cmd/govulncheck@latest ./...

## bench: everything that is measured, 14 to 18 minutes on two cores, with reports and charts in bench/
bench: build need-postgres
	bin/orderhatch bench --length 10s --rates 2,5,10,20,40 --in-flight 16
	go run ./internal/testpg/throwaway bin/orderhatch bench --postgres '{}' --length 10s --rates 5,10,20 --in-flight 16 --only closed,limit,open --report bench/postgres

clean:
	rm -rf bin console/dist/assets console/dist/index.html

need-go:
	@command -v go >/dev/null || { echo 'Go 1.26 or newer is missing: https://go.dev/dl'; exit 1; }
need-node:
	@command -v npm >/dev/null || { echo 'Node.js 20 or newer with npm is missing: https://nodejs.org'; exit 1; }
need-curl:
	@command -v curl >/dev/null || { echo 'curl is missing (a test types a guide into a shell): apt-get install curl'; exit 1; }
need-postgres:
	@command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || test -n "$$ORDERHATCH_TEST_POSTGRES" || \
	{ echo 'PostgreSQL is missing (the tests start a throw-away one): apt-get install postgresql, or name a server in ORDERHATCH_TEST_POSTGRES'; exit 1; }
need-chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || test -n "$$ORDERHATCH_TEST_CHROMIUM" || \
	{ echo 'Chromium is missing (the browser tests drive it): apt-get install chromium, or name it in ORDERHATCH_TEST_CHROMIUM'; exit 1; }

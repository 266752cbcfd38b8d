# make demo: build and render the example. make test: run all tests. make lint: check the formatting.
# Each installs the Debian packages that are missing (with sudo only when not root).

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
PACKAGES := pkg-config libxml2-dev libsimdjson-dev libisal-dev libbz2-dev liblzma-dev libzstd-dev libssl-dev libre2-dev
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: demo test lint build packages swift clean

demo: build
	@.build/release/casebook report Examples/payments-prod -o Output/payments-prod
	@echo
	@echo "Open  $(CURDIR)/Output/payments-prod/report.html"

build: packages swift
	@swift build -c release --product casebook

test: packages swift
	@swift test

lint: swift
	@swift format lint --strict --recursive Package.swift Sources Tests

packages:
	@missing=(); \
	for package in $(PACKAGES); do \
	  [ "$$(dpkg-query -W -f='$${Status}' $$package 2>/dev/null || true)" = "install ok installed" ] || missing+=($$package); \
	done; \
	if [ $${#missing[@]} -gt 0 ]; then \
	  command -v apt-get >/dev/null || { echo "Install these first: $${missing[*]}" >&2; exit 1; }; \
	  echo "Installing $${missing[*]}"; \
	  $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq --no-install-recommends "$${missing[@]}"; \
	fi

swift:
	@command -v swift >/dev/null || { echo "Swift 6.2 or later is missing: https://www.swift.org/install/linux/" >&2; exit 1; }
	@version=$$(swift --version 2>/dev/null | grep -oE 'Swift version [0-9]+\.[0-9]+' | grep -oE '[0-9]+\.[0-9]+'); \
	[ "$$(printf '%s\n' 6.2 "$$version" | sort -V | head -n 1)" = 6.2 ] \
	  || { echo "Swift $$version is too old; 6.2 or later is needed: https://www.swift.org/install/linux/" >&2; exit 1; }

clean:
	@rm -rf .build .venv Output/*/

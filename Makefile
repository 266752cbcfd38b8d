# make demo: build and render the example. make test: run all tests. make lint: check the formatting.
# make fuzz: feed hostile bytes to every reader and C interface. make sanitize: the readers' tests under AddressSanitizer
# (make address) and ThreadSanitizer (make thread), and the whole program under valgrind (make leaks).
# Each installs the Debian packages that are missing (with sudo only when not root).

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
PACKAGES := pkg-config libxml2-dev libsimdjson-dev libisal-dev libbz2-dev liblzma-dev libzstd-dev libssl-dev libre2-dev
# How long each fuzz target runs, and how it is built: debug builds faster, release finds more.
FUZZ_SECONDS ?= 60
# 0: a random seed, so that each run tries something else.
FUZZ_SEED ?= 0
FUZZ_CONFIGURATION ?= release
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: demo test lint fuzz sanitize address thread leaks build packages swift clean

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

# gold cannot export the sanitizers' symbols, and says so for each.
QUIET := { grep -v 'Cannot export local symbol' || true; }

# The inputs that reached something new stay in .build-fuzz/corpus; what was found lies in .build-fuzz/found.
fuzz: packages swift
	@export CASEBOOK_FUZZ=1; swift build -c $(FUZZ_CONFIGURATION) --scratch-path .build-fuzz --product Fuzz \
	  --sanitize=fuzzer --sanitize=address -Xswiftc -sanitize=fuzzer,address 2>&1 | $(QUIET)
	@mkdir -p .build-fuzz/found .build-fuzz/log
	@program=.build-fuzz/$(FUZZ_CONFIGURATION)/Fuzz; \
	feed() { \
	  mkdir -p ".build-fuzz/corpus/$$1"; \
	  if SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=malloc_context_size=4 CASEBOOK_FUZZ_TARGET=$$1 "$$0" -max_total_time=$(FUZZ_SECONDS) -seed=$(FUZZ_SEED) -timeout=60 -max_len=4096 \
	    -artifact_prefix=".build-fuzz/found/$$1-" ".build-fuzz/corpus/$$1" > ".build-fuzz/log/$$1" 2>&1; \
	  then echo "$$1: $$(tail -n 1 ".build-fuzz/log/$$1")"; \
	  else echo "$$1: FOUND, see .build-fuzz/log/$$1 and .build-fuzz/found"; tail -n 40 ".build-fuzz/log/$$1"; exit 1; fi; \
	}; \
	export -f feed; \
	CASEBOOK_FUZZ_TARGET=list "$$program" | xargs -P "$$(nproc)" -I '{}' bash -c 'feed {}' "$$program"

sanitize: address thread leaks

SANITIZED := --disable-xctest --filter '^(CaseFolderTests|EvidenceTests)\.'

# Leaks are valgrind's part.
address: packages swift
	@export ASAN_OPTIONS=detect_leaks=0; swift test --scratch-path .build-asan --sanitize=address $(SANITIZED) 2>&1 | $(QUIET)

thread: packages swift
	@swift test --scratch-path .build-tsan --sanitize=thread $(SANITIZED) 2>&1 | $(QUIET)

# Without debug information, whose newest form valgrind cannot read.
leaks: packages swift
	@command -v valgrind >/dev/null || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq --no-install-recommends valgrind; }
	@swift build --product casebook
	@strip --strip-debug -o .build/casebook-stripped .build/debug/casebook
	@valgrind --quiet --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite --error-exitcode=1 \
	  --suppressions=Tests/valgrind.supp .build/casebook-stripped report Examples/payments-prod -o .build/leaks --quiet

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
	@rm -rf .build .build-* .venv Output/*/

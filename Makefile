# Gradient Playground: every job of the project, from a fresh clone. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory --no-builtin-rules

JOBS ?= $(shell nproc 2>/dev/null || echo 2)
PORT ?= 8000
HOST ?= 127.0.0.1
say = @printf '\n== %s\n'

NPM_CI = npm ci --no-progress --no-audit --no-fund --loglevel=error
PRESETS := dev release release-clang scalar avx2 asan-ubsan coverage fuzz wasm wasm-relaxed wasm-scalar
ENGINE := dist/engine
export CMAKE_BUILD_PARALLEL_LEVEL := $(JOBS)
export NINJA_STATUS := [%f/%t] 

.PHONY: all
all: site ## build everything that is served, into dist/ (the default)
	@printf 'dist/ is ready: %s\n' "$$(du -sh dist | cut -f1)"

# --- what the rest stands on ------------------------------------------------------------------------
.PHONY: system system-test toolchain
system:
	@wasm/toolchain/system.sh build
system-test:
	@wasm/toolchain/system.sh test
toolchain: system ## set up Emscripten, clang and the libraries in a cache outside the checkout
	@wasm/toolchain/setup.sh --quiet

# npm packages: installed again when the lock file is newer than what was installed from it
%/node_modules/.package-lock.json: %/package-lock.json %/package.json | system
	@printf '== npm packages of %s/\n' '$*'
	@cd '$*' && $(NPM_CI) && touch node_modules/.package-lock.json

# --- builds -----------------------------------------------------------------------------------------
# build-PRESET configures when that is due and compiles. One at a time per build folder.
build = mkdir -p build && exec 8>build/.$(1).lock && flock 8 && \
	{ [ -f build/$(1)/CMakeCache.txt ] || cmake --preset $(1) >build/$(1).configure.log 2>&1 || { cat build/$(1).configure.log; exit 1; }; } && \
	cmake --build --preset $(1) $(2)

.PHONY: $(PRESETS:%=build-%)
$(filter-out build-wasm%,$(PRESETS:%=build-%)): build-%: toolchain
	@printf '== build %s\n' '$*'
	@$(call build,$*)
$(filter build-wasm%,$(PRESETS:%=build-%)): build-%: toolchain wasm/node_modules/.package-lock.json
	@printf '== build %s\n' '$*'
	@$(call build,$*)
.PHONY: build-native
build-native: build-release

.PHONY: engine
engine: build-wasm build-wasm-relaxed build-wasm-scalar ## build the engine for the web into dist/engine/
	@for preset in wasm wasm-relaxed wasm-scalar; do cmake --install build/$$preset --prefix dist | { grep -v 'Up-to-date\|Install config' || true; }; done

.PHONY: clean
clean: ## remove what was built (the toolchain in the cache stays)
	rm -rf build dist site/node_modules tests/node_modules wasm/node_modules

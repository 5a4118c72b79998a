# Gradient Playground: every job of the project, from a fresh clone. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
ifeq ($(filter _tidy,$(MAKECMDGOALS)),)
.NOTPARALLEL: # each tool uses every core by itself; steps side by side would only mix their output
endif
MAKEFLAGS += --no-print-directory --no-builtin-rules

JOBS ?= $(shell nproc 2>/dev/null || sysctl -n hw.ncpu 2>/dev/null || echo 2)
PORT ?= 8000
HOST ?= 127.0.0.1
say = @printf '\n== %s\n'

NPM_CI = npm ci --no-progress --no-audit --no-fund --loglevel=error
PRESETS := dev release release-clang lint scalar avx2 asan-ubsan coverage fuzz wasm wasm-relaxed wasm-scalar
export CMAKE_BUILD_PARALLEL_LEVEL := $(JOBS)
export NINJA_STATUS := [%f/%t] 

# make PREFIX=/folder takes emcc from PATH and the libraries from that folder (of several: /one:/two). Debian's packages
# are for where neither is given.
ifeq ($(origin PREFIX),command line)
export CMAKE_PREFIX_PATH := $(PREFIX)
endif

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
	@wasm/toolchain/installed.sh || wasm/toolchain/setup.sh --quiet

# npm packages: installed again when the lock file is newer than what was installed from it
%/node_modules/.package-lock.json: %/package-lock.json %/package.json | system
	@printf '== npm packages of %s/\n' '$*'
	@cd '$*' && $(NPM_CI) && touch node_modules/.package-lock.json

# --- builds -----------------------------------------------------------------------------------------
# build-PRESET configures when that is due, and compiles. One at a time per build folder.
build = mkdir -p build && exec 8>build/.$(1).lock && { ! command -v flock >/dev/null || flock 8; } && \
	{ [ -f build/$(1)/build.ninja ] || cmake --preset $(1) >build/$(1).configure.log 2>&1 || { cat build/$(1).configure.log; exit 1; }; } && \
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

# The linked modules only: what the page needs. `make build-wasm` builds the tests under node as well.
ENGINE_VARIANTS := simd:wasm relaxed:wasm-relaxed scalar:wasm-scalar
.PHONY: engine
engine: toolchain wasm/node_modules/.package-lock.json ## build the engine for the web: dist/engine/
	@rm -rf build/web
	@for pair in $(ENGINE_VARIANTS); do variant=$${pair%%:*} preset=$${pair#*:}; \
	  printf '== engine for the web: %s\n' "$$variant"; \
	  $(MAKE) PRESET=$$preset TARGET=gradient-$$variant _target; \
	  cmake --install build/$$preset --prefix build/web --component web >/dev/null; \
	done
	@node wasm/publish.mjs build/web/engine dist/engine
.PHONY: _target
_target:
	@$(call build,$(PRESET),--target $(TARGET))

# The page: Vite empties nothing, so what an older build left is removed here, all but the engine.
.PHONY: site
site: engine site/node_modules/.package-lock.json
	@if [ ! -f dist/index.html ] || [ ! -f build/site.stamp ] || [ -n "$$(find site dist/engine -name node_modules -prune -o -newer build/site.stamp -type f -print | head -n 1)" ]; then \
	  printf '== site\n'; rm -f build/site.stamp; \
	  find dist -mindepth 1 -maxdepth 1 ! -name engine -exec rm -rf {} +; \
	  npm --prefix site run --silent build && touch build/site.stamp; fi

.PHONY: serve
serve: all ## build, then serve dist/ (PORT=8000, HOST=127.0.0.1)
	@node site/scripts/serve.mjs dist --port $(PORT) --host $(HOST)

# --- tests ------------------------------------------------------------------------------------------
TEST_PRESETS := release asan-ubsan wasm wasm-relaxed
.PHONY: test
test: system-test all $(TEST_PRESETS:%=build-%) tests/node_modules/.package-lock.json ## every test; SUITE='browsers' runs the suites named like that
	@printf '== tests\n'
	@node tests/run.mjs $(SUITE)

# The quick loop. The site's modules meet the engine of the last `make`: only `make test` builds it anew.
.PHONY: check
check: build-release tests/node_modules/.package-lock.json | dist/index.html ## the quick loop: the engine natively (gcc) and the site's modules
	@node tests/run.mjs gcc 'site modules'
dist/index.html:
	@$(MAKE) all

.PHONY: test-exhaustive
test-exhaustive: build-release build-wasm build-wasm-scalar ## the tests that take minutes: every float, long runs
	@node tests/run.mjs --exhaustive

.PHONY: coverage
coverage: build-coverage ## line coverage of engine/ by the native tests; at least COVERAGE_MIN (95) %
	@tests/coverage.sh $(COVERAGE_MIN)

.PHONY: mutants
mutants: all tests/node_modules/.package-lock.json ## how many small faults in the site's modules their tests notice; ARGS='--seed 2 --count 60'
	@node tests/mutation/run.mjs $(ARGS)

FUZZ_SECONDS ?= 60
.PHONY: fuzz
fuzz: build-fuzz ## run each fuzz target for FUZZ_SECONDS (60)
	@tests/fuzz.sh $(FUZZ_SECONDS)

# --- benchmarks -------------------------------------------------------------------------------------
# The driver asks native programs, and modules in node and in Chromium, in turn. ARGS='--quick --only W1' shortens it.
.PHONY: bench bench-peers _bench_build
_bench_build: engine
	@for preset in release avx2; do $(MAKE) PRESET=$$preset TARGET=engine_bench _target; done
	@for pair in $(ENGINE_VARIANTS); do $(MAKE) PRESET=$${pair#*:} TARGET=bench-kernels-$${pair%%:*} _target; done

bench: system-test _bench_build tests/node_modules/.package-lock.json ## time kernels and whole training steps, native and in wasm
	@node engine/bench/run.mjs $(ARGS)

bench-peers: system-test _bench_build tests/node_modules/.package-lock.json engine/bench/node_modules/.package-lock.json ## the same beside other libraries
	@for preset in release avx2; do \
	  if cmake --build --preset $$preset --target help | grep -q eigen_bench; then $(MAKE) PRESET=$$preset TARGET=eigen_bench _target; fi; done
	@node engine/bench/run.mjs --peers $(ARGS)

.PHONY: bench-page
bench-page: all tests/node_modules/.package-lock.json ## measure the page: first step, bytes, frames, what drawing costs
	@node site/bench/page.mjs $(ARGS)
	@node site/bench/compare.mjs $(ARGS)

.PHONY: lighthouse
lighthouse: system-test all ## Lighthouse's marks for the pages; fails where accessibility is below 100 (fetches it by npx)
	@node site/bench/lighthouse.mjs

# --- lint -------------------------------------------------------------------------------------------
our_files = $(wildcard $(shell git ls-files --cached --others --exclude-standard $(1) 2>/dev/null))
CXX_FILES := $(call our_files,'*.cpp' '*.hpp')
PRETTIER_FILES = $(call our_files,'*.js' '*.mjs' '*.ts' '*.css' '*.html' '*.json' '*.yml' '*.md')
ESLINT_FILES = $(call our_files,'*.js' '*.mjs')
CLANG_FORMAT := build/toolchain/bin/clang-format
NPM_BIN := tests/node_modules/.bin

.PHONY: lint
lint: lint-cxx lint-js ## clang-format, clang-tidy, prettier, eslint, tsc

.PHONY: lint-format lint-tidy lint-cxx lint-js
lint-cxx: lint-format lint-tidy
lint-format: toolchain
	@printf '== clang-format\n'
	@$(if $(CXX_FILES),$(CLANG_FORMAT) --dry-run -Werror $(CXX_FILES),:)

# clang-tidy, remembered for each file until it, any header or the settings change
TIDY_SOURCES = $(filter engine/src/%.cpp engine/bench/%.cpp tests/engine/%.cpp,$(CXX_FILES))
TIDY_WASM_SOURCES = $(filter wasm/%.cpp,$(CXX_FILES))
.PHONY: _tidy
# The command lines of the tests, which clang-tidy follows, name a precompiled header.
lint-tidy: toolchain wasm/node_modules/.package-lock.json
	@printf '== clang-tidy\n'
	@for preset in lint wasm; do $(MAKE) PRESET=$$preset _configure; done
	@$(MAKE) PRESET=lint TARGET=tests/CMakeFiles/engine_tests.dir/cmake_pch.hxx.pch _target >build/lint.pch.log 2>&1 || { cat build/lint.pch.log; exit 1; }
	@$(MAKE) -j$(JOBS) --keep-going --output-sync=target _tidy
.PHONY: _configure
_configure:
	@$(call build,$(PRESET),--target rebuild_cache) >build/$(PRESET).refresh.log 2>&1 || { cat build/$(PRESET).refresh.log; exit 1; }
_tidy: $(TIDY_SOURCES:%=build/tidy/%.ok) $(TIDY_WASM_SOURCES:%=build/tidy/%.ok)
build/tidy/%.ok: % $(filter %.hpp,$(CXX_FILES)) .clang-tidy tests/.clang-tidy
	@mkdir -p $(@D)
	@wasm/toolchain/tidy.sh $<
	@touch $@

lint-js: system tests/node_modules/.package-lock.json site/node_modules/.package-lock.json
	@printf '== prettier\n'
	@$(NPM_BIN)/prettier --check --log-level warn $(PRETTIER_FILES)
	@printf '== eslint\n'
	@$(NPM_BIN)/eslint --config tests/eslint.config.js --max-warnings 0 $(ESLINT_FILES)
	@printf '== tsc\n'
	@npm --prefix site run --silent typecheck
	@$(NPM_BIN)/tsc --project tests/tsconfig.json

.PHONY: format
format: toolchain tests/node_modules/.package-lock.json ## format every source in place
	@$(if $(CXX_FILES),$(CLANG_FORMAT) -i $(CXX_FILES),:)
	@$(NPM_BIN)/prettier --write --log-level warn $(PRETTIER_FILES)

# --- pictures -------------------------------------------------------------------------------------------
.PHONY: screenshots
screenshots: system-test all tests/node_modules/.package-lock.json ## photograph the page into build/screenshots/; what documents show, into docs/screenshots/ too
	@node site/scripts/screenshots.mjs $(ARGS)

# --- the rest ---------------------------------------------------------------------------------------
.PHONY: clean
clean: ## remove what was built (the toolchain in the cache stays)
	rm -rf build dist {site,tests,wasm,engine/bench}/node_modules

.PHONY: help
help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

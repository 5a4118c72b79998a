#!/usr/bin/env bash
# Runs every fuzz target, each from its corpus.   usage: tests/fuzz.sh [SECONDS_EACH]   (after `make build-fuzz`)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
seconds=${1:-60}
shopt -s nullglob
sources=(tests/fuzz/*_fuzz.cpp)
[ ${#sources[@]} -gt 0 ] || { echo 'tests/fuzz/ has no fuzz target yet (NAME_fuzz.cpp)' >&2; exit 1; }
export ASAN_SYMBOLIZER_PATH=$PWD/build/toolchain/bin/llvm-symbolizer UBSAN_OPTIONS=print_stacktrace=1
for source in "${sources[@]}"; do
  name=$(basename "$source" _fuzz.cpp)
  found=build/fuzz/corpora/$name # what fuzzing finds stays out of the repository
  mkdir -p "$found" build/fuzz/failures
  seeds=(); if [ -d "tests/corpora/$name" ]; then seeds=("tests/corpora/$name"); fi
  echo "== fuzz $name, $seconds s, ${#seeds[@]} folder(s) of seeds"
  "build/fuzz/tests/${name}_fuzz" -max_total_time="$seconds" -rss_limit_mb=2048 -timeout=10 -print_final_stats=1 \
    -artifact_prefix="build/fuzz/failures/$name-" "$found" "${seeds[@]}"
done
echo '== fuzz the readers of data files, 100,000 runs each'
node tests/fuzz/data/run.mjs --runs 100000

#!/usr/bin/env bash
# clang-tidy on one source, with the flags of the build that compiles it.   usage: wasm/toolchain/tidy.sh FILE
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

build=build/lint options=()
case $1 in
  wasm/* | engine/bench/*_wasm.cpp) # em++ adds these by itself; clang-tidy has to be told
    build=build/wasm
    options=(--extra-arg=--target=wasm32-unknown-emscripten --extra-arg=-D__EMSCRIPTEN__
      --extra-arg=--sysroot="$(cd build/toolchain/emscripten && pwd -P)/cache/sysroot"
      --extra-arg=-iwithsysroot/include/compat --extra-arg=-fno-modules) ;;
esac
if ! grep -qF "$PWD/$1\"" "$build/compile_commands.json"; then
  printf '   %s: no build here compiles it, left out\n' "$1"
  exit 0
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
started=$SECONDS
if build/toolchain/bin/clang-tidy --quiet -p "$build" "${options[@]}" "$1" >"$log" 2>&1; then
  printf '   %s (%d s)\n' "$1" $((SECONDS - started))
else
  grep -vE '^[0-9]+ warnings? (and [0-9]+ errors? )?generated|^Suppressed|^Use -header-filter' "$log" || true
  exit 1
fi

#!/usr/bin/env bash
# Makes build/toolchain of what is installed: emcc and, where there are some, clang's tools from PATH, and the libraries
# of the folders in CMAKE_PREFIX_PATH (`make PREFIX=/folder` sets it). Ends with 1, having changed nothing, where no folder
# is named, none has the libraries, or there is no emcc that is new enough: then setup.sh is the way.
#   usage: wasm/toolchain/installed.sh
set -euo pipefail

readonly EMSCRIPTEN=3.1.69 # the oldest that has everything that is used
[ -n "${CMAKE_PREFIX_PATH:-}" ] || exit 1
no() { printf '[toolchain] CMAKE_PREFIX_PATH is set, but %s: what is installed is not used\n' "$1" >&2; exit 1; }

found=
IFS=':;' read -r -a prefixes <<<"$CMAKE_PREFIX_PATH"
for prefix in "${prefixes[@]}"; do
  if [ -z "$found" ] && [ -d "$prefix/include/xtensor" ]; then found=$prefix; fi
done
[ -n "$found" ] || no "no include/xtensor is in $CMAKE_PREFIX_PATH"
command -v emcc >/dev/null 2>&1 || no 'no emcc is on PATH'
version=$(emcc -dumpversion 2>/dev/null | sed 's/[^0-9.].*//')
[ "$(printf '%s\n' "${version:-0}" "$EMSCRIPTEN" | sort -V | head -n 1)" = "$EMSCRIPTEN" ] ||
  no "emcc is ${version:-of no known version}, older than $EMSCRIPTEN"
root=$(em-config EMSCRIPTEN_ROOT 2>/dev/null) || no 'em-config, which says where emcc has its files, does not run'

dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/build/installed-toolchain
what="$version $root $CMAKE_PREFIX_PATH"
if [ "$(cat "$dir/what" 2>/dev/null)" != "$what" ]; then
  printf '[toolchain] emcc %s of %s, libraries of %s\n' "$version" "$root" "$found"
  rm -rf "$dir" "$dir/../toolchain"
  mkdir -p "$dir/bin"
  ln -s "$root" "$dir/emscripten"
  for tool in clang clang++ clang-format clang-tidy llvm-cov llvm-profdata llvm-symbolizer wasm-dis; do
    program=$(command -v "$tool-19" || command -v "$tool" || true)
    [ -z "$program" ] || ln -s "$program" "$dir/bin/$tool"
  done
  printf '%s\n' "$what" >"$dir/what"
fi
exec "$(dirname "${BASH_SOURCE[0]}")/link.sh" "$dir"

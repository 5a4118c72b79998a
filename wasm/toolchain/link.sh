#!/usr/bin/env bash
# Makes build/toolchain a link to a toolchain.   usage: wasm/toolchain/link.sh FOLDER
set -euo pipefail
build=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/build
mkdir -p "$build"
[ "$(readlink "$build/toolchain" 2>/dev/null)" != "$1" ] || exit 0
# A build tree remembers compilers and libraries by path: one made with another toolchain is configured anew.
rm -f "$build"/*/CMakeCache.txt "$build"/*/build.ninja
rm -f "$build/toolchain"
ln -s "$1" "$build/toolchain"

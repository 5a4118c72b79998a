#!/usr/bin/env bash
# Checks that the machine has the programs that this project does not bring itself, and installs what is
# missing with apt-get where it may (root, or sudo without a password). Otherwise it says what to install.
#   usage: wasm/toolchain/system.sh build|test|setup
#     test: also the three browsers; on systems other than Linux the tests look for those by themselves
#     setup: what setup.sh fetches and unpacks Debian's packages with
set -euo pipefail

say() { printf '[system] %s\n' "$*"; }
die() { printf '[system] ERROR: %s\n' "$1" >&2; shift; [ $# -eq 0 ] || printf '[system]   %s\n' "$@" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -1)" = "$2" ]; } # have, wanted

purpose=${1:-build}
missing=()
want() { # package, then any of these programs
  local package=$1; shift
  for program in "$@"; do if has "$program"; then return 0; fi; done
  missing+=("$package")
}
want cmake cmake
want ninja-build ninja
want g++ g++
want python3 python3
want git git
if [ ! -e /usr/include/zlib.h ] && ! has g++; then missing+=(libc6-dev); fi
if ! has node; then missing+=(nodejs); fi
if ! has npm; then missing+=(npm); fi
if [ "$purpose" = test ] && [ "$(uname -s)" = Linux ]; then
  want chromium chromium google-chrome chromium-browser
  want firefox-esr firefox-esr firefox
  want webkit2gtk-driver WebKitWebDriver
  want xvfb Xvfb # the display that WebKit draws on
  want parallel parallel # GNU parallel, which runs the parts of a comparison
fi
if [ "$purpose" = setup ]; then
  want dpkg dpkg-deb
  want xz-utils xz
  want util-linux flock
fi
if [ "$purpose" = setup ] && [ -e /etc/debian_version ] && [ -z "${GRADIENT_DEBIAN_KEYRING:-}" ] &&
  ! ls /usr/share/keyrings/debian-archive-keyring.* >/dev/null 2>&1; then missing+=(debian-archive-keyring); fi

if [ ${#missing[@]} -gt 0 ]; then
  command=(apt-get install -y --no-install-recommends "${missing[@]}")
  run=()
  if [ "$(id -u)" != 0 ]; then
    if has sudo && sudo -n true 2>/dev/null; then run=(sudo -n); else
      die "missing: ${missing[*]}" "install them and run the same command again:" "  sudo ${command[*]}"
    fi
  fi
  has apt-get || die "missing: ${missing[*]}" "there is no apt-get here: install them with this system's own package manager"
  say "installing ${missing[*]} (apt-get)"
  log=$(mktemp)
  apt_=("${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3)
  if ! { "${apt_[@]}" update && "${apt_[@]}" install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    die "apt-get could not install: ${missing[*]} (its log: $log)"
  fi
  rm -f "$log"
fi

version=$(cmake --version | awk 'NR == 1 { print $3 }')
at_least "$version" 3.22 || die "cmake $version is too old, 3.22 or newer is needed"
version=$(node --version); version=${version#v}
at_least "$version" 20.19 || die "node $version is too old, 20.19 or newer is needed" \
  "this distribution's own package may be older: install Node.js 20 or newer and put it on PATH"
echo 'auto f = [](auto x) requires requires { x + 1; } { return x; }; int main() { return f(0); }' |
  g++ -std=c++20 -fsyntax-only -x c++ - 2>/dev/null || die "$(g++ --version | head -1): this g++ cannot compile C++20" \
  "g++ 11 or newer is needed"

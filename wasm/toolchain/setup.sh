#!/usr/bin/env bash
# Puts the toolchain of this project into a cache outside the checkout, without root and without
# touching the system: Emscripten 3.1.69, clang 19 with its tools, xtensor, xsimd, nlohmann-json and
# the source of Catch2. Everything comes from one Debian suite, fetched and verified by the machine's
# own apt from the mirror that it already uses. Elsewhere see installed.sh.
#
#   usage: wasm/toolchain/setup.sh [--quiet]      (--quiet: print nothing when everything is already there)
#
#   GRADIENT_CACHE           where caches live   (default ${XDG_CACHE_HOME:-~/.cache}/gradient-playground)
#   GRADIENT_DEBIAN_MIRROR   the Debian mirror   (default: found in apt's configuration)
#   GRADIENT_DEBIAN_KEYRING  keys to verify with (default: Debian's archive keyring)
#
# It can be interrupted and run again: finished downloads and finished steps are kept.
# build/toolchain in the checkout is a link to the result; CMakePresets.json and the Makefile use that.
set -euo pipefail

readonly LAYOUT=2          # raise it when what this script lays down changes shape
readonly SUITE=trixie      # Debian 13: the suite that every package below is taken from
readonly EMSCRIPTEN=3.1.69 # upstream versions; Debian's own revisions may differ
readonly LLVM=19
readonly XTENSOR=0.25
readonly XSIMD=13.2
readonly CATCH2=3.7.1

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
say() { printf '[toolchain] %s\n' "$*"; }
die() { printf '[toolchain] ERROR: %s\n' "$1" >&2; shift; printf '[toolchain]   %s\n' "$@" >&2; exit 1; }

CACHE=${GRADIENT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/gradient-playground}
DIR=$CACHE/emscripten-$EMSCRIPTEN-clang-$LLVM-xtensor-$XTENSOR-xsimd-$XSIMD-catch2-$CATCH2-$(uname -m)-r$LAYOUT
finish() { "$HERE/link.sh" "$DIR"; say "$1: $DIR"; exit 0; }
if [ -f "$DIR/.complete" ]; then
  [ "${1:-}" != --quiet ] || exec "$HERE/link.sh" "$DIR"
  finish ready
fi

# --- what this machine has -------------------------------------------------------------------------
command -v apt-get >/dev/null 2>&1 || die 'there is no apt-get here: this script takes compilers and libraries from Debian' \
  "install emcc $EMSCRIPTEN or later, xtl, xtensor $XTENSOR or later and xsimd 13 or 14, and name the folder of the libraries:" \
  '  make PREFIX=/folder      (Homebrew: PREFIX=$(brew --prefix), conda: PREFIX=$CONDA_PREFIX)'
case $(uname -m) in
  x86_64) ARCH=amd64 TRIPLET=x86_64-linux-gnu LOADER=ld-linux-x86-64.so.2 ;;
  aarch64) ARCH=arm64 TRIPLET=aarch64-linux-gnu LOADER=ld-linux-aarch64.so.1 ;;
  *) die "no packages are known for $(uname -m)" "supported: x86_64, aarch64" ;;
esac
"$HERE/system.sh" setup
case $CACHE in *[[:space:]]*) die "the cache folder must not have a space in its name: $CACHE" \
  "set GRADIENT_CACHE to another folder" ;; esac
mkdir -p "$DIR" 2>/dev/null || die "cannot write to the cache folder $CACHE" \
  "set GRADIENT_CACHE to a folder that you may write to"

# One run at a time: a second one waits and then finds the work done.
exec 9>"$CACHE/.lock"
if ! flock -n 9; then
  say "another run is at work in $CACHE, waiting for it"
  flock 9
fi
[ ! -f "$DIR/.complete" ] || finish ready

free_mb=$(df -Pm "$DIR" | awk 'NR == 2 { print $4 }')
[ "$free_mb" -ge 2500 ] || die "only $free_mb MB are free at $DIR, 2500 MB are needed while unpacking" \
  "free some space, or set GRADIENT_CACHE to a folder on another disk"
mkdir -p "$DIR/steps" "$DIR/debs"
step_done() { [ -f "$DIR/steps/$1" ]; }
finish_step() { : >"$DIR/steps/$1"; }
say "setting up in $DIR"
SECONDS=0

# --- the mirror: the one in the machine's own apt configuration ------------------------------------
find_mirror() {
  # apt itself reads both source formats (one-line and deb822), so ask it first; the files are read
  # directly only where this apt is too old to answer. Security and backport archives are other trees.
  {
    apt-get indextargets --no-release-info --format '$(REPO_URI)' 2>/dev/null || true
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null |
      sed -nE -e 's/^[[:space:]]*deb[[:space:]]+(\[[^]]*\][[:space:]]+)?([^[:space:]]+).*/\2/p' \
        -e 's/^[[:space:]]*URIs:[[:space:]]*//p' | tr ' ' '\n'
  } | grep -E '/debian/?$' | awk '!seen[$0]++' | head -1
}
MIRROR=${GRADIENT_DEBIAN_MIRROR:-$(find_mirror || true)}
[ -n "$MIRROR" ] || die "no Debian mirror found in this machine's apt sources" \
  "the packages come from Debian's '$SUITE' suite; set GRADIENT_DEBIAN_MIRROR to the address of a Debian mirror" \
  "(the part before /dists)"
KEYRING=${GRADIENT_DEBIAN_KEYRING:-$(ls /usr/share/keyrings/debian-archive-keyring.{gpg,pgp} 2>/dev/null | head -1 || true)}
[ -r "$KEYRING" ] || die "no keyring to verify Debian's packages with" \
  "apt-get install debian-archive-keyring, or set GRADIENT_DEBIAN_KEYRING to a keyring file"

# --- a private apt: its own sources, lists, cache and an empty dpkg status -------------------------
APT=$DIR/apt
mkdir -p "$APT"/lists/partial "$APT"/cache/archives/partial "$APT"/empty.d
: >"$APT/status"
printf '%s [signed-by='"$KEYRING"'] '"$MIRROR"' '"$SUITE"' main\n' deb deb-src >"$APT/sources.list"
cat >"$APT/apt.conf" <<CONF
Dir::Etc::sourcelist "$APT/sources.list";
Dir::Etc::sourceparts "$APT/empty.d";
Dir::Etc::preferences "$APT/none";
Dir::Etc::preferencesparts "$APT/empty.d";
Dir::State "$APT";
Dir::State::lists "$APT/lists";
Dir::State::status "$APT/status";
Dir::Cache "$APT/cache";
Dir::Cache::pkgcache "pkgcache.bin";
Dir::Cache::srcpkgcache "srcpkgcache.bin";
APT::Architecture "$ARCH";
APT::Architectures { "$ARCH"; };
APT::Sandbox::User "";
APT::Get::AllowUnauthenticated "false";
Acquire::AllowInsecureRepositories "false";
Acquire::Languages "none";
Acquire::Retries "3";
Acquire::PDiffs "false";
Debug::NoLocking "true";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
CONF
private_apt() { local tool=$1; shift; "$tool" -c "$APT/apt.conf" "$@"; }

say "reading the package lists of $SUITE"
# apt only warns when it keeps an older index or none
if ! private_apt apt-get -qq update >"$DIR/apt.log" 2>&1 || grep -qE '^(W|E): ' "$DIR/apt.log"; then
  grep -E '^(W|E): ' "$DIR/apt.log" >&2 || tail -n 5 "$DIR/apt.log" >&2
  die "apt could not fetch, or not verify, the package lists of '$SUITE' from $MIRROR (its words are above)" \
    "when it could not connect: check the network; GRADIENT_DEBIAN_MIRROR names another mirror" \
    "when a key is missing: update debian-archive-keyring; GRADIENT_DEBIAN_KEYRING names another keyring"
fi

# --- what to fetch ---------------------------------------------------------------------------------
HEADERS=(libxtensor-dev xtl-dev libxsimd-dev nlohmann-json3-dev)
# clang, its tools, Emscripten and the libraries that they need: they run with the suite's own libc beside them
PROGRAMS=(patchelf clang-19 clang-format-19 clang-tidy-19 clang-tools-19 libclang-cpp19 libclang-common-19-dev
  libclang-rt-19-dev lld-19 llvm-19 libllvm19 libz3-4 libxml2 libicu76 libedit2 libbsd0 libmd0
  libtinfo6 zlib1g libzstd1 liblzma5 libffi8 libgmp10 libc6 libstdc++6 libgcc-s1 emscripten binaryen node-acorn)

expect_version() { # package, upstream version that is wanted
  local have
  have=$(private_apt apt-cache policy "$1" | awk '$1 == "Candidate:" { print $2 }')
  case ${have#*:} in
    "$2" | "$2"[-+.~]*) ;;
    *) die "the mirror offers $1 ${have:-(nothing)}, this project is built with $2" \
      "the versions are pinned at the top of wasm/toolchain/setup.sh" ;;
  esac
}
expect_version emscripten "$EMSCRIPTEN"
expect_version clang-19 "$LLVM"
expect_version libxtensor-dev "$XTENSOR"
expect_version libxsimd-dev "$XSIMD"

# --- fetch: apt verifies each file; one that is there already is kept when its checksum is right ----
fetch() {
  local uri file size sum list total=0 debs=() source=
  list=$(private_apt apt-get -qq download --print-uris "${HEADERS[@]}" "${PROGRAMS[@]}"
    private_apt apt-get -qq source --download-only --print-uris catch2 | grep -F '.orig.tar.')
  while read -r uri file size sum; do
    if echo "${sum#SHA256:}  $DIR/debs/$file" | sha256sum --check --status 2>/dev/null; then continue; fi
    rm -f "$DIR/debs/$file"
    total=$((total + size))
    case $file in *.orig.tar.*) source=catch2 ;; *) debs+=("${file%%_*}") ;; esac
  done <<<"$list"
  say "downloading $((total / 1000000)) MB"
  (
    cd "$DIR/debs"
    { [ -z "$source" ] || private_apt apt-get -q source --download-only "$source"; } &&
      { [ ${#debs[@]} -eq 0 ] || private_apt apt-get -q download "${debs[@]}"; }
  ) 2>&1 | tee -a "$DIR/apt.log" | sed -unE 's/^Get:[0-9]+ .* ([^ ]+ [^ ]+ [^ ]+) \[(.*)\]$/[toolchain]   \1, \2/p; /^E(rr)?:/p' ||
    die "a download failed (the lines above, and $DIR/apt.log, say which)" "run the same command again: finished files are kept"
}
if ! step_done fetch; then fetch; finish_step fetch; fi

one_deb() { # package -> its file
  local found=("$DIR/debs/$1"_*.deb)
  [ -f "${found[0]}" ] || { rm -f "$DIR/steps/fetch"; die "the package $1 is not among the downloads" "run the same command again"; }
  printf '%s\n' "${found[0]}"
}
unpack() { # package, folder, tar options
  local deb; deb=$(one_deb "$1"); shift
  dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$@"
}

# --- the libraries, and the source of Catch2: one prefix for every build ----------------------------
if ! step_done headers; then
  say "unpacking the libraries"
  rm -rf "$DIR/deps" "$DIR/deps.part"; mkdir -p "$DIR/deps.part"
  for p in "${HEADERS[@]}"; do unpack "$p" "$DIR/deps.part" --exclude=./usr/share/doc; done
  archive=("$DIR"/debs/catch2_"$CATCH2".orig.tar.*)
  [ -f "${archive[0]}" ] || die "the mirror offers $(cd "$DIR/debs" && ls catch2_*), this project is tested with Catch2 $CATCH2" \
    "the versions are pinned at the top of wasm/toolchain/setup.sh"
  mkdir -p "$DIR/deps.part/usr/src/catch2"
  tar -xf "${archive[0]}" -C "$DIR/deps.part/usr/src/catch2" --strip-components=1 --wildcards '*/extras/catch_amalgamated.*' '*/LICENSE.txt'
  mv "$DIR/deps.part/usr" "$DIR/deps"; rm -rf "$DIR/deps.part"
  finish_step headers
fi
# --- clang, its tools and Emscripten ---------------------------------------------------------------
TREE=$DIR/tree/usr LIB=$DIR/tree/usr/lib/$TRIPLET
if ! step_done programs; then
  say "unpacking clang and Emscripten"
  rm -rf "$DIR/tree"; mkdir -p "$DIR/tree"
  syslib=./usr/share/emscripten/cache/sysroot/lib/wasm32-emscripten
  for p in "${PROGRAMS[@]}"; do
    unpack "$p" "$DIR/tree" --exclude=./usr/share/doc --exclude=./usr/share/man --exclude=./usr/share/locale \
      --exclude="./usr/lib/$TRIPLET/gconv" --exclude=./usr/share/emscripten/test --exclude=./usr/share/emscripten/docs \
      --exclude="$syslib/lto" --exclude="$syslib/lto-pic" --exclude="$syslib/pic"
  done
  # The programs of a newer suite run with that suite's libc beside them: their own ELF interpreter and an
  # RPATH. A RUNPATH in one of the libraries would hide the program's RPATH, so it is taken out.
  say "pointing the programs at their own libraries"
  patch_elf() { "$LIB/$LOADER" --library-path "$LIB" "$TREE/bin/patchelf" "$@"; }
  is_elf() { [ -f "$1" ] && [ ! -L "$1" ] && [ "$(head -c 4 "$1" | tail -c 3 | tr -d '\0')" = ELF ]; }
  for f in "$LIB"/libLLVM.so.* "$LIB"/libclang-cpp.so.* "$LIB"/libbinaryen.so; do
    if is_elf "$f"; then patch_elf --remove-rpath "$f"; fi
  done
  for f in "$TREE/lib/llvm-$LLVM/bin"/* "$TREE"/bin/wasm*; do
    if is_elf "$f"; then patch_elf --set-interpreter "$LIB/$LOADER" --force-rpath --set-rpath "$LIB" "$f"; fi
  done
  finish_step programs
fi
if ! step_done links; then
  rm -rf "$DIR/bin"; mkdir -p "$DIR/bin"
  for tool in clang clang++ clang-format clang-tidy clang-apply-replacements llvm-cov llvm-profdata llvm-symbolizer llvm-ar llvm-ranlib lld ld.lld; do
    [ -e "$TREE/lib/llvm-$LLVM/bin/$tool" ] || die "$tool is not among the unpacked packages"
    ln -sfn "$TREE/lib/llvm-$LLVM/bin/$tool" "$DIR/bin/$tool"
  done
  ln -sfn "$TREE/bin/wasm-dis" "$DIR/bin/wasm-dis"
  ln -sfn "$TREE/share/emscripten" "$DIR/emscripten"
  ln -sfn ../nodejs "$DIR/emscripten/node_modules" # acorn: an ES module import does not look at NODE_PATH
  cat >"$DIR/emscripten/.emscripten" <<CONF
LLVM_ROOT = '$TREE/bin'
BINARYEN_ROOT = '$TREE'
NODE_JS = '$(command -v node)'
LLVM_ADD_VERSION = '$LLVM'
CLANG_ADD_VERSION = '$LLVM'
FROZEN_CACHE = True
CONF
  finish_step links
fi

[ -n "${GRADIENT_KEEP_DOWNLOADS:-}" ] || rm -rf "$DIR/debs" "$DIR/apt" "$DIR/apt.log"
: >"$DIR/.complete"
finish "ready after $SECONDS s, $(du -sm "$DIR" | cut -f1) MB"

#!/usr/bin/env bash
# Installs the system packages that fjord needs to build and test, where they are missing.
# Usage: Scripts/install.sh [--tests]
set -euo pipefail

say() { printf '%s\n' "install: $*"; }
fail() { printf '%s\n' "install: error: $*" >&2; exit 1; }

command -v swift >/dev/null 2>&1 || fail "swift was not found; install Swift 6.2 or later from swift.org"

# The tools must be able to read the package's manifest: `// swift-tools-version: 6.2`.
version=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+\.[0-9]+).*/\1/p' | head -n 1)
case "$version" in
  "") fail "\`swift --version\` says no version; Swift 6.2 or later is needed" ;;
  [0-5].* | 6.[01]) fail "Swift $version was found; Swift 6.2 or later is needed (swift.org)" ;;
esac

wants_tests=0
[ "${1:-}" = "--tests" ] && wants_tests=1

if command -v apt-get >/dev/null 2>&1; then
  # libxml2 is loaded when XML comes, and not linked.
  packages=(ca-certificates git libedit-dev libpcre2-dev libsqlite3-dev libxml2 tzdata zlib1g-dev)
  [ "$wants_tests" = 1 ] && packages+=(sqlite3 curl)
  missing=()
  for package in "${packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
  if [ "${#missing[@]}" -eq 0 ]; then
    say "all system packages are there: ${packages[*]}"
    exit 0
  fi
  say "installing ${missing[*]}"
  as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || fail "these packages are missing and sudo is not there: ${missing[*]}"
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq "${missing[@]}" >/dev/null
  say "done"
elif command -v brew >/dev/null 2>&1; then
  # Untested: macOS has libedit and SQLite of its own; Homebrew's are newer.
  say "installing libedit, pcre2 and sqlite with Homebrew (untested)"
  brew install libedit pcre2 sqlite
else
  fail "neither apt-get nor brew was found; install libedit, PCRE2 and SQLite with their headers by hand"
fi

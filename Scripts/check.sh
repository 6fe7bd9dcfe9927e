#!/usr/bin/env bash
# The one gate: format lint, build without warnings and with explicit imports, tests.
# One line a step; the log of a failed step in full.
set -euo pipefail
cd "$(dirname "$0")/.."

[ "${1:-}" = "--long" ] && export FJORD_LONG_TESTS=1
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

step() {
  local name=$1
  shift
  local began=$SECONDS
  printf 'check: %s ... ' "$name"
  if "$@" >"$logs/log" 2>&1; then
    printf 'ok (%d s)\n' "$((SECONDS - began))"
  else
    printf 'FAILED (%d s)\n' "$((SECONDS - began))"
    cat "$logs/log"
    exit 1
  fi
}

step "format lint" swift format lint --strict --recursive --parallel \
  Package.swift Sources Plugins Tests
step "build" swift build --build-tests --explicit-target-dependency-import-check error
step "release build" Scripts/build.sh
FJORD_RELEASE=$(Scripts/build.sh 2>/dev/null | tail -n 1)
export FJORD_RELEASE

printf 'check: tests ... '
began=$SECONDS
if swift test --skip-build --parallel >"$logs/tests" 2>&1; then
  printf 'ok (%d s)\n' "$((SECONDS - began))"
  tail -n 1 "$logs/tests"
else
  printf 'FAILED (%d s)\n' "$((SECONDS - began))"
  grep -vE '^(◇|✔|\[[0-9]+/[0-9]+\])' "$logs/tests" || true
  exit 1
fi

# The answers of its peers, on small data; what the times say there is not looked at.
step "answers of peers" env "FJORD_BINARY=$FJORD_RELEASE" Scripts/bench.sh small

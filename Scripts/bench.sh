#!/usr/bin/env bash
# Measures fjord beside its peers: DuckDB, Miller, jq, sqlite3, curl.
#
# Usage: Scripts/bench.sh [small|medium|large] [PATTERN] [--memory SIZE] [--runs N]
#
#   small    seconds; for the answers, not for the times (the default)
#   medium   1 GB of NDJSON, 1 GB of CSV, a million keys
#   large    four gigabytes each and ten million keys, with both held to --memory (512MB)
#   PATTERN  only the rows whose names match it, as an extended regular expression
#
# `bench/rows.sh` has the work and the goals. Data, peers and results stay in $FJORD_BENCH_CACHE, by
# default ~/.cache/fjord-bench. FJORD_BINARY measures another program than the release build.
#
# For each row both give their answer once, which fails the script where they differ; then they run
# by turns, so that a busy moment of the machine meets both. A ratio is fjord's median by the peer's, of
# whole processes; cpu is the same of the least processor time, which a busy machine blurs less.
set -euo pipefail
cd "$(dirname "$0")/.."
project=$PWD
export LC_ALL=C

source Scripts/bench/setup.sh
source Scripts/bench/measure.sh

size=small pattern=. memory=512MB runs=
while [ $# -gt 0 ]; do
  case "$1" in
    small | medium | large) size=$1 ;;
    --memory) memory=${2:?--memory needs a size}; shift ;;
    --runs) runs=${2:?--runs needs a number}; shift ;;
    -*) fail "expected small, medium, large, --memory, --runs or a pattern, found $1" ;;
    *) pattern=$1 ;;
  esac
  shift
done

install_peers
build_fjord
make_data "$size"
open_results
source Scripts/bench/rows.sh
run_row
close_results

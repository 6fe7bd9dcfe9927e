#!/usr/bin/env bash
# Builds the release binary and prints its path on the last line.
# The standard library is linked in, so that fjord starts fast and runs without Swift.
set -euo pipefail
cd "$(dirname "$0")/.."
flags=(-c release --product fjord)
[ "$(uname -s)" = Linux ] && flags+=(--static-swift-stdlib)
swift build "${flags[@]}" >&2
echo "$(swift build "${flags[@]}" --show-bin-path)/fjord"

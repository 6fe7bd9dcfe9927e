#!/usr/bin/env bash
# Writes the reference: a page for each operator, function, aggregate, source and statement, from their
# declarations.
set -euo pipefail
cd "$(dirname "$0")/.."
swift build --product fjord >&2
"$(swift build --show-bin-path)/fjord" reference Sources/fjord/Documentation.docc/Reference

#!/usr/bin/env bash
# Installs what is missing, then runs every check: format, build, tests. Fails at the first fault.
# Usage: Scripts/test.sh [--long]    --long also runs all of the heavy runs in place of a tenth
set -euo pipefail
cd "$(dirname "$0")/.."
Scripts/install.sh --tests
exec Scripts/check.sh "$@"

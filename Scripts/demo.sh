#!/usr/bin/env bash
# Installs what is missing, builds fjord, and runs the main job on the sandbox:
# local copies of the APIs, so that no network, key or account is needed.
set -euo pipefail
cd "$(dirname "$0")/.."

echo "== 1 of 3: system packages"
Scripts/install.sh
echo "== 2 of 3: build (the first takes some minutes)"
fjord=$(Scripts/build.sh | tail -n 1)
store=$(mktemp -d)
trap 'rm -rf "$store"' EXIT
echo "== 3 of 3: the main job on the sandbox"
run() {
  printf '\n$ fjord --sandbox -c '"'%s'"'\n' "$1"
  "$fjord" --sandbox --store "$store/demo.sqlite" --format table -c "$1"
}
run 'nav.feed | where municipal=="BERGEN" | take 50 | save'
run 'store.nav_feed | select title, businessName, sistEndret | take 10'
run 'nav.feed | latest | count by municipal | sort by count desc | take 10'
printf '\nfjord is built: %s\nTry: %s --sandbox\n' "$fjord" "$fjord"

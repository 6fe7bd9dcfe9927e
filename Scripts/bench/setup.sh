# What a run of bench.sh needs before its first row: folders, peers, the program, the data.

duckdb_version=1.5.6
cache=${FJORD_BENCH_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/fjord-bench}

say() { printf 'bench: %s\n' "$*" >&2; }
fail() { printf 'bench: error: %s\n' "$*" >&2; exit 1; }

# Peers come from the system's packages, DuckDB from PyPI: its wheel holds the program itself, which
# is started without the Python script around it, as that takes longer than a small query.
install_peers() {
  mkdir -p "$cache"
  local missing=() command
  for command in hyperfine mlr jq sqlite3 curl awk /usr/bin/time; do
    command -v "$command" >/dev/null 2>&1 || missing+=("$command")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    command -v apt-get >/dev/null 2>&1 || fail "these are missing: ${missing[*]}"
    say "installing ${missing[*]}"
    local as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    ${as_root[@]+"${as_root[@]}"} apt-get update -qq
    DEBIAN_FRONTEND=noninteractive ${as_root[@]+"${as_root[@]}"} apt-get install -y -qq \
      hyperfine miller jq sqlite3 curl mawk time >/dev/null
  fi
  local folder=$cache/duckdb-$duckdb_version
  duckdb=$folder/duckdb_cli/duckdb
  if [ ! -x "$duckdb" ]; then
    say "installing DuckDB $duckdb_version"
    command -v python3 >/dev/null 2>&1 || fail "python3 was not found; it installs DuckDB"
    python3 -m pip install -q --no-deps --target "$folder" "duckdb-cli==$duckdb_version" \
      2>"$cache/pip.log" || { cat "$cache/pip.log" >&2; fail "DuckDB could not be installed"; }
    [ -x "$duckdb" ] || fail "the package of DuckDB has no program at $duckdb"
  fi
}

build_fjord() {
  fjord=${FJORD_BINARY:-}
  [ -n "$fjord" ] || fjord=$(Scripts/build.sh 2>/dev/null | tail -n 1)
  [ -x "$fjord" ] || fail "fjord was not built; see Scripts/build.sh"
}

# The data of a size, made once: $data holds it, $work what a run leaves. Rows run in $work, where the
# data is linked, so that commands name files alone.
make_data() {
  local ndjson csv maker
  case "$1" in
    small) ndjson=20000 csv=20000 keys=10000 numbers=100000 ads=200 ;;
    medium) ndjson=2000000 csv=3100000 keys=1000000 numbers=10000000 ads=200000 ;;
    large) ndjson=8000000 csv=12400000 keys=10000000 numbers=100000000 ads=20000 ;;
  esac
  data=$cache/data-$1
  maker=$project/Scripts/bench/ads.awk
  # Data of another maker would be other data.
  cmp -s "$maker" "$data/ads.awk" || rm -rf "$data"
  mkdir -p "$data"
  cp "$maker" "$data/ads.awk"
  make_file ads.ndjson ndjson "$ndjson"
  make_file ads.csv csv "$csv"
  make_file keys.csv keys "$keys"
  make_file bonus.csv bonus "$keys"
  if [ ! -s "$data/ads.ndjson.gz" ]; then
    gzip -1 -c "$data/ads.ndjson" >"$data/gz.part"
    mv "$data/gz.part" "$data/ads.ndjson.gz"
  fi
  work=$(mktemp -d "$cache/work.XXXXXX")
  ln -s "$data"/* "$work/"
  # Nothing of the person who runs this: no settings, no store, no token.
  export XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/share HOME=$work
  trap clean_up EXIT
}

make_file() {
  local path=$data/$1
  [ ! -s "$path" ] || return 0
  say "making $path, $3 rows"
  awk -v form="$2" -v rows="$3" -v seed=7 -f "$maker" >"$path.part"
  mv "$path.part" "$path"
}

# A local copy of NAV's feed, for rows that ask one; $standin is its address. The walk of curl, all
# pages one behind the other on one connection, is left in feed.curl.
start_standin() {
  [ -z "${standin_process:-}" ] || return 0
  "$fjord" standin nav --ads "$ads" >"$work/standin.log" 2>&1 &
  standin_process=$!
  local wait
  for wait in $(seq 100); do
    standin=$(sed -n 's/^\(http:[^ ]*\)$/\1/p' "$work/standin.log")
    [ -n "$standin" ] && break
    sleep 0.1
  done
  [ -n "$standin" ] || fail "the stand-in did not start: $(cat "$work/standin.log")"
  export FJORD_NAV_URL=$standin
  list_pages
}

list_pages() {
  local token path=/api/v1/feed known=0
  token=$(curl -s "$standin/api/publicToken" | tail -n 1)
  printf 'silent\nheader = "Authorization: Bearer %s"\n' "$token" >"$work/feed.curl"
  while [ -n "$path" ]; do
    printf 'url = "%s"\noutput = "/dev/null"\n' "$standin$path" >>"$work/feed.curl"
    curl -s -H "Authorization: Bearer $token" "$standin$path" >"$work/page.json"
    # A page begins with the line that the page before it ends with.
    jq -r --argjson known "$known" '.items[$known:][]._feed_entry.municipal' "$work/page.json" \
      >>"$work/feed.places"
    known=1
    path=$(jq -r '.next_url // empty' "$work/page.json")
  done
}

clean_up() {
  [ -z "${standin_process:-}" ] || kill "$standin_process" 2>/dev/null || true
  rm -rf "$work"
}

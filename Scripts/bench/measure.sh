# A row of the table: `row` begins one and the words behind it fill it in; the next `row`, or the end,
# runs it.
#
#   row NAME GOAL     what is measured, and the ratio that it should not pass
#   ours PIPELINE     fjord's work                 ours_command COMMAND ...  another command of its
#   duck SQL          DuckDB's work                peer COMMAND ...          another peer's
#   prepare A B       commands before each run of fjord's, and of the peer's
#   answers A B       shell commands whose outputs are compared in place of the two outputs
#   megabytes N       the memory that fjord should not pass
#   sizes S ...       only at these sizes

row() {
  run_row
  row_name=$1 row_goal=$2
  row_ours='' row_peer='' row_peer_name='' row_megabytes='' row_sizes='small medium large'
  row_prepare=() row_answers=()
}

quoted() {
  local word
  for word in "$@"; do printf "'%s' " "${word//\'/\'\\\'\'}"; done
}

ours() { row_ours=$(quoted "$fjord" --quiet "${ours_limit[@]}" --format csv -c "$1"); }
ours_command() { row_ours=$(quoted "$fjord" --quiet "$@"); }
duck() {
  row_peer_name=duckdb
  row_peer=$(quoted "$duckdb" -csv -c "$duck_limit$1")
}
peer() { row_peer_name=$1 row_peer=$(quoted "$@"); }
prepare() { row_prepare=(--prepare "$1" --prepare "$2"); }
answers() { row_answers=("$1" "$2"); }
megabytes() { row_megabytes=$1; }
sizes() { row_sizes=$*; }

open_results() {
  ours_limit=() duck_limit=
  if [ "$size" = large ]; then
    ours_limit=(--memory "$memory")
    duck_limit="set memory_limit='$memory'; set temp_directory='spill'; "
  fi
  mkdir -p "$cache/results"
  results=$cache/results/$size.tsv
  [ -f "$results" ] && cp "$results" "$work/before.tsv" || : >"$work/before.tsv"
  : >"$work/now.tsv"
  say "data in $data, results in $results"
  printf '%-40s %-8s %9s %9s %6s %5s %-7s %5s %6s %6s %7s\n' row peer fjord peer ratio goal '' \
    cpu 'MB' 'peer' before
}

# Keeps the last figures of every row, so that a run of some rows does not forget the others; the log
# has all.
close_results() {
  [ -s "$work/now.tsv" ] || fail "no row of size $size is named like $pattern"
  awk -F '\t' '!seen[$1]++' "$work/now.tsv" "$work/before.tsv" >"$results"
  local commit
  commit=$(git rev-parse --short HEAD 2>/dev/null || echo none)
  awk -v when="$(date -u +%Y-%m-%dT%H:%MZ)" -v what="$commit" \
    '{ print when "\t" what "\t" $0 }' "$work/now.tsv" >>"$cache/results/$size.log.tsv"
  say "results written to $results"
}

run_row() {
  local name=${row_name:-}
  row_name=
  [ -n "$name" ] && [[ $name =~ $pattern ]] && [[ " $row_sizes " == *" $size "* ]] || return 0
  cd "$work"
  compare_answers "$name"
  take_turns
  report "$name"
  cd "$project"
}

# Runs one command in full; its output in $1.out, seconds and kilobytes at its peak in $1.cost.
run_once() {
  local prepare=${3:-}
  [ -z "$prepare" ] || eval "$prepare"
  eval "/usr/bin/time -o $1.cost -f '%e %M' $2" >"$1.out" 2>"$1.err" ||
    { cat "$1.err" >&2; fail "$1 failed: $2"; }
}

compare_answers() {
  run_once ours "$row_ours" "${row_prepare[1]:-}"
  [ -n "$row_peer" ] || return 0
  run_once peer "$row_peer" "${row_prepare[3]:-}"
  eval "${row_answers[0]:-cat ours.out}" | normal >ours.normal
  eval "${row_answers[1]:-cat peer.out}" | normal >peer.normal
  [ -s ours.normal ] && cmp -s ours.normal peer.normal && return 0
  diff ours.normal peer.normal | head -n 20 >&2
  fail "the answers of fjord and $row_peer_name differ: $1"
}

# Ways of writing a table that do not matter: quotes, line ends, digits past the twelfth, which the
# order of a sum decides.
normal() {
  tr -d '"\r' | awk -F , -v OFS=, '{
    for (place = 1; place <= NF; place++)
      if ($place ~ /^-?[0-9]+\.[0-9]+(e[+-]?[0-9]+)?$/) $place = sprintf("%.12g", $place)
    print
  }'
}

# Rounds of one run each, for half a minute or so; the times in times.tsv.
take_turns() {
  local count=$runs
  [ -n "$count" ] || count=$(awk -v size="$size" '{ total += $1 } END {
    count = int((size == "small" ? 0.3 : 30) / (total + 0.001))
    print (count < 2 ? 2 : count > 15 ? 15 : count)
  }' ours.cost ${row_peer:+peer.cost})
  : >times.tsv
  local round
  for ((round = 0; round < count; round++)); do
    hyperfine -N --style none --runs 1 --export-json round.json \
      ${row_prepare[@]+"${row_prepare[@]}"} "$row_ours" ${row_peer:+"$row_peer"} \
      >/dev/null 2>hyperfine.err || { cat hyperfine.err >&2; fail "a run failed"; }
    jq -r '[.results[] | .times[0], .user + .system] | @tsv' round.json >>times.tsv
  done
}

report() {
  local before ours_peak peer_peak=0
  before=$(awk -F '\t' -v name="$1" '$1 == name { print $5 }' before.tsv)
  ours_peak=$(awk 'END { print int($2 / 1024 + 0.5) }' ours.cost)
  [ -z "$row_peer" ] || peer_peak=$(awk 'END { print int($2 / 1024 + 0.5) }' peer.cost)
  awk -F '\t' -v OFS='\t' -v name="$1" -v peer="${row_peer_name:--}" -v goal="$row_goal" \
    -v limit="$row_megabytes" -v peak="$ours_peak" -v other="$peer_peak" '
    function median(list, count,    a, b, kept) {
      for (a = 2; a <= count; a++)
        for (b = a; b > 1 && list[b - 1] > list[b]; b--) {
          kept = list[b]; list[b] = list[b - 1]; list[b - 1] = kept
        }
      return (list[int((count + 1) / 2)] + list[int((count + 2) / 2)]) / 2
    }
    {
      ours[NR] = $1; theirs[NR] = $3
      if (NR == 1 || $2 < least) least = $2
      if (NR == 1 || $4 < other_least) other_least = $4
    }
    END {
      a = median(ours, NR)
      b = peer == "-" ? 0 : median(theirs, NR)
      ratio = b ? sprintf("%.3f", a / b) : "-"
      cpu = other_least > 0 ? sprintf("%.3f", least / other_least) : "-"
      good = (goal == "-" || ratio + 0 <= goal + 0) && (limit == "" || peak <= limit + 0)
      print name, peer, sprintf("%.4f", a), sprintf("%.4f", b), ratio, goal, \
        good ? "ok" : "missed", cpu, peak, other, limit == "" ? "-" : limit
    }' times.tsv >row.tsv
  cat row.tsv >>now.tsv
  awk -F '\t' -v before="${before:--}" '{
    printf "%-40s %-8s %7.3f s %7.3f s %6s %5s %-7s %5.2f %6d %6d %7s\n", $1, $2, $3, $4, $5,
      $6 == "-" ? $11 "MB" : $6, $7, $8, $9, $10, before
  }' row.tsv
}

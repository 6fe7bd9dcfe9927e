# The work that is measured, each row with its goal: see measure.sh for the words.
# Only work with one answer stands here: orders are total, and sums are compared to twelve digits.

stages='where positions > 5 | summarize ads = count(), pay = avg(salary)'
last='sort by ads desc, municipal | take 10'
selection='count(*) as ads, avg(salary) as pay'
order='where positions > 5 group by municipal order by ads desc, municipal limit 10'

# ---- reading: where, summarize, sort, take ------------------------------------------------------

row 'ndjson, types found' 0.25
ours "open 'ads.ndjson' | $stages by municipal = location.municipal | $last"
duck "select location.municipal as municipal, $selection from 'ads.ndjson' $order"

row 'ndjson, types given' 0.5
ours "open 'ads.ndjson' | $stages by municipal = location.municipal | $last"
duck "select location.municipal as municipal, $selection from read_json('ads.ndjson',
  format = 'newline_delimited', columns = {positions: 'BIGINT', salary: 'DOUBLE',
  location: 'STRUCT(municipal VARCHAR)'}) $order"

row 'ndjson, miller' 0.2
ours "open 'ads.ndjson' | $stages by municipal = location.municipal | $last"
peer mlr --ijsonl --ocsv filter '$positions > 5' \
  then put '$municipal = $location["municipal"]' \
  then stats1 -a count,mean -f salary -g municipal then rename salary_count,ads,salary_mean,pay \
  then sort -nr ads -f municipal then head -n 10 ads.ndjson
sizes small medium

row 'ndjson, jq' 0.05
ours "open 'ads.ndjson' | $stages by municipal = location.municipal | $last"
peer jq -nr 'reduce (inputs | select(.positions > 5)) as $ad ({};
    .[$ad.location.municipal] |= [(.[0] // 0) + 1, (.[1] // 0) + $ad.salary])
  | to_entries | sort_by(-.value[0], .key) | ["municipal", "ads", "pay"],
    (.[:10][] | [.key, .value[0], .value[1] / .value[0]]) | @csv' ads.ndjson
sizes small medium

row 'csv, types found' 0.5
ours "open 'ads.csv' | $stages by municipal | $last"
duck "select municipal, $selection from 'ads.csv' $order"

row 'csv, types given' 0.5
ours "open 'ads.csv' | $stages by municipal | $last"
duck "select municipal, $selection from read_csv('ads.csv', header = true, columns = {
  id: 'BIGINT', uuid: 'VARCHAR', title: 'VARCHAR', published: 'VARCHAR', positions: 'BIGINT',
  salary: 'DOUBLE', fulltime: 'BOOLEAN', employer: 'VARCHAR', orgnr: 'BIGINT',
  municipal: 'VARCHAR', county: 'VARCHAR', description: 'VARCHAR'}) $order"

row 'csv, miller' 0.2
ours "open 'ads.csv' | $stages by municipal | $last"
peer mlr --icsv --ocsv filter '$positions > 5' then stats1 -a count,mean -f salary -g municipal \
  then rename salary_count,ads,salary_mean,pay then sort -nr ads -f municipal then head -n 10 ads.csv
sizes small medium

# ---- many groups, order, joins, windows ---------------------------------------------------------

row 'summarize by a million texts' 1.0
ours "open 'keys.csv' | summarize n = count(), s = sum(positions) by uuid
  | summarize groups = count(), total = sum(s), last = max(uuid)"
duck "select count(*) as groups, sum(s) as total, max(uuid) as last
  from (select uuid, count(*) as n, sum(positions) as s from 'keys.csv' group by uuid)"

row 'summarize by a million numbers' 1.0
ours "open 'keys.csv' | summarize s = sum(positions) by id | top 5 by id"
duck "select id, sum(positions) as s from 'keys.csv' group by id order by id desc limit 5"

row 'sort of a million texts' 1.0
ours "open 'keys.csv' | sort by uuid | skip $((keys / 2)) | take 5"
duck "from 'keys.csv' select * replace (strftime(published, '%Y-%m-%dT%H:%M:%SZ') as published)
  order by uuid limit 5 offset $((keys / 2))"

row 'join of a million with a million' 1.0
ours "open 'keys.csv' | join (open 'bonus.csv') on id
  | summarize n = count(), total = sum(positions * bonus), last = max(level)"
duck "select count(*) as n, sum(positions * bonus) as total, max(level) as last
  from 'keys.csv' join 'bonus.csv' using (id)"

row 'top 100 of ten million' 1.0
ours "range 1 to $numbers | derive key = value * 7919 % 100000007 | top 100 by key"
duck "select value, value * 7919 % 100000007 as key from range(1, $numbers + 1) as t(value)
  order by key desc limit 100"

row 'derive rank per' 1.0
ours "open 'keys.csv' | derive place = rank() per municipal by salary desc
  | summarize total = sum(place)"
duck "select sum(place)::bigint as total from (select rank() over
  (partition by municipal order by salary desc) as place from 'keys.csv')"

row 'derive running sum per' 1.0
ours "open 'keys.csv' | derive so_far = running_sum(positions) per employer by id
  | summarize total = sum(so_far)"
duck "select sum(so_far)::bigint as total from (select sum(positions) over
  (partition by employer order by id rows unbounded preceding) as so_far from 'keys.csv')"

# ---- writing ------------------------------------------------------------------------------------

# A file's rows as two numbers, read by DuckDB from either's file.
digest() {
  quoted "$duckdb" -csv -c "select count(*) as n, sum(hash(id, uuid, municipal,
    published::timestamp, positions, salary, employer)::hugeint) as h from '$1'"
}

row 'a million rows to csv' 0.7
ours "open 'keys.csv' | save 'ours.csv'"
duck "copy (from 'keys.csv') to 'peer.csv'"
answers "$(digest ours.csv)" "$(digest peer.csv)"

row 'a million rows to ndjson' 0.7
ours "open 'keys.csv' | save 'ours.ndjson'"
duck "copy (from 'keys.csv') to 'peer.ndjson' (format json)"
answers "$(digest ours.ndjson)" "$(digest peer.ndjson)"

# ---- start, memory ------------------------------------------------------------------------------

row 'start' 0.35
ours 'range 1 to 1'
duck 'select 1 as value'

row 'memory: csv to csv' -
ours "open 'ads.csv' | where positions > 5 | save 'streamed.csv'"
megabytes 100

row 'memory: ndjson to ndjson' -
ours "open 'ads.ndjson' | where positions > 5 | save 'streamed.ndjson'"
megabytes 100

row 'memory: ndjson.gz, counted' -
ours "open 'ads.ndjson.gz' | where positions > 5 | count"
megabytes 100

# ---- the service and the store ------------------------------------------------------------------

if [[ 'feed over loopback' =~ $pattern && $size != large ]]; then start_standin; fi

row 'feed over loopback' 1.3
ours 'nav.feed --start first | where municipal == "BERGEN" | count'
peer curl --compressed -K feed.curl
answers 'tail -n 1 ours.out' 'grep -cx BERGEN feed.places'
sizes small medium

import='.import --csv --skip 1 keys.csv keys'
declaration='create table if not exists keys (id integer, uuid text primary key on conflict replace,
  municipal text, published text, positions integer, salary real, employer text);'
in_store() { quoted sqlite3 "$1" 'select count(*), sum(id), sum(positions), max(uuid) from keys'; }

# Both keep SQLite's own cache size, two megabytes.
row 'save a million by key, new' 1.0
ours_command --store ours.sqlite -c "open 'keys.csv' | save keys by uuid"
peer sqlite3 peer.sqlite "$declaration" "$import"
prepare 'rm -f ours.sqlite ours.sqlite-wal ours.sqlite-shm' 'rm -f peer.sqlite'
answers "$(in_store ours.sqlite)" "$(in_store peer.sqlite)"
sizes small medium

row 'save a million by key, again' 1.0
ours_command --store ours.sqlite -c "open 'keys.csv' | save keys by uuid"
peer sqlite3 peer.sqlite "$declaration" "$import"
answers "$(in_store ours.sqlite)" "$(in_store peer.sqlite)"
sizes small medium

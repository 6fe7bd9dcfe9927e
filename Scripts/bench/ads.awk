# Writes job ads that nobody placed: awk -v form=ndjson|csv|keys|bonus -v rows=N -v seed=7 -f ads.awk
#
#   ndjson  an object a line: nested objects, lists, escaped quotes, line ends, æøå
#   csv     the same ads in one flat table: doubled quotes, delimiters within fields
#   keys    narrow rows, ids 0 to N-1 in order, a text for each that no other row has
#   bonus   the same ids in another order, for a join
#
# The generator of numbers is that of Park and Miller ("Random number generators: good ones are hard
# to find", 1988), whose products are exact in a double: every awk makes the same bytes.

function draw(limit) {
  state = (state * 16807) % 2147483647
  return int(state / 2147483647 * limit)
}

function uuid() {
  return sprintf("%08x-%04x-4%03x-a%03x-%06x%06x", draw(2147483646) * 2, draw(65536), draw(4096),
    draw(4096), draw(16777216), draw(16777216))
}

function instant() {
  return sprintf("2026-%02d-%02dT%02d:%02d:%02dZ", draw(12) + 1, draw(28) + 1, draw(24), draw(60),
    draw(60))
}

# Sentences: some with quotes, of which `quote` is the written form, and line ends written `line`.
function text(quote, line,    words, count, step) {
  words = ""
  count = 2 + draw(5)
  for (step = 0; step < count; step++) words = words sentences[draw(sentenceCount)] line
  return draw(4) ? words : words "Se etter " quote "søk her" quote "."
}

BEGIN {
  state = seed ? seed : 7
  for (step = 0; step < 10; step++) draw(2)
  titleCount = split("Sykepleier|Kokk til natt|Lærer, vikar|Systemutvikler|Rørlegger|Sjåfør klasse CE" \
    "|Renholder|Bakemester|Fagarbeider på ås og øy|Helsefagarbeider|Barnehagelærer|Dataanalytiker", titles, "|")
  ends = split("vik|nes|berg|dal|sund|fjord|øy|ås|heim|lund|strand|haug|stad|våg|eid|mo|set|tun", endings, "|")
  starts = split("Blå|Nord|Sør|Øst|Vest|Stor|Lille|Ytre|Indre|Skog|Stein|Elve|Fjell|Sand|Lang|Kveld" \
    "|Morgen|Sol|Måne|Vind", beginnings, "|")
  sentenceCount = split("Vi søker en dyktig medarbeider til vår avdeling. |Stillingen er fast, i hel stilling. " \
    "|Du liker å arbeide selvstendig; språk er norsk på høyt nivå. |Arbeidet går på dag, kveld og helg. " \
    "|Vi gir gode ordninger, et godt lag og rom for å lære. |Tiltredelse etter avtale. " \
    "|Søknaden sendes på nettet, med attester lagt ved. ", sentences, "|")
  for (step = 1; step <= sentenceCount; step++) sentences[step - 1] = sentences[step]
  if (form == "csv") print "id,uuid,title,published,positions,salary,fulltime,employer,orgnr,municipal,county,description"
  if (form == "keys") print "id,uuid,municipal,published,positions,salary,employer"
  if (form == "bonus") print "id,bonus,level"
  for (id = 0; id < rows; id++) {
    if (form == "bonus") {
      # 7,919 has no factor in common with the round numbers of rows in use: all ids, once each.
      printf "%d,%d,\"%s\"\n", (id * 7919) % rows, draw(100000), titles[draw(titleCount) + 1]
      continue
    }
    municipal = beginnings[draw(starts) + 1] endings[draw(ends) + 1]
    county = "Fylke " (1 + length(municipal) % 11)
    employer = beginnings[draw(starts) + 1] endings[draw(ends) + 1] " " draw(40) " AS"
    positions = 1 + draw(20)
    salary = 300000 + draw(60000000) / 100
    if (form == "keys") {
      printf "%d,%s,%s,%s,%d,%.2f,%s\n", id, uuid(), municipal, instant(), positions, salary, employer
      continue
    }
    title = titles[draw(titleCount) + 1]
    fulltime = draw(5) ? "true" : "false"
    orgnr = 800000000 + draw(199999999)
    if (form == "csv")
      printf "%d,%s,\"%s\",%s,%d,%.2f,%s,%s,%d,%s,%s,\"%s\"\n", id, uuid(), title, instant(), positions,
        salary, fulltime, employer, orgnr, municipal, county, text("\"\"", "")
    else
      printf "{\"id\":%d,\"uuid\":\"%s\",\"title\":\"%s\",\"published\":\"%s\",\"positions\":%d," \
        "\"salary\":%.2f,\"fulltime\":%s,\"employer\":{\"name\":\"%s\",\"orgnr\":\"%d\"},\"location\":" \
        "{\"municipal\":\"%s\",\"county\":\"%s\"},\"tags\":[%s],\"description\":\"%s\"}\n", id, uuid(), title,
        instant(), positions, salary, fulltime, employer, orgnr, municipal, county,
        (draw(3) ? "\"fast\",\"dag\"" : ""), text("\\\"", "\\n")
  }
}

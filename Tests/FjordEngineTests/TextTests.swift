import FjordTestSupport
import Testing

@Suite struct TextTests {
  @Test("interpolation puts values into text, and null where one is null")
  func interpolation() async throws {
    try await expectRows([
      (
        "[{n: \"Ola\", x: null}] | select s = \"Hei ${n}!\", t = \"Hei ${x}\", u = \"a${1 + 1}b\"",
        "s,t,u Hei Ola!,,a2b"
      ),
      ("[{d: 2024-06-01, f: 2.5}] | select s = \"${d}: ${f}\"", "s 2024-06-01: 2.5"),
      ("let who = \"Kari\"; [1] | select s = \"Hei ${$who}\"", "s Hei Kari"),
    ])
  }

  @Test("equality is exact, and contains, starts with and ends with ignore letter case")
  func searching() async throws {
    let places = "[{p: \"Ålesund\"}, {p: \"ålesund\"}, {p: \"Alesund\"}, {p: null}]"
    try await expectRows([
      ("\(places) | where p == \"ålesund\"", "p ålesund"),
      ("\(places) | where p contains \"ÅLES\"", "p Ålesund ålesund"),
      ("\(places) | where p starts with \"å\"", "p Ålesund ålesund"),
      ("\(places) | where p not ends with \"SUND\"", "p"),
      ("\(places) | where p contains \"\" | count", "count 3"),
      ("[{a: \"Oslo\", b: \"SL\"}] | where a contains b | count", "count 1"),
    ])
  }

  @Test("functions of text")
  func functions() async throws {
    try await expectRows([
      (
        "[{a: \" Ås \"}, {a: null}] | select u = upper(a), l = lower(a), t = trim(a), n = length(a)",
        "u,l,t,n  ÅS , ås ,Ås,4 ,,,"
      )
    ])
  }

  @Test("choices give the first that holds, and one type")
  func choices() async throws {
    try await expectRows([
      (
        "[{n: 0}, {n: 3}, {n: 9}, {n: null}] | select c = case(n == 0, \"none\", n < 5, \"few\", \"many\")",
        "c none few many many"
      ),
      ("[{n: 1}, {n: null}] | select c = if(n > 0, 1, 2.5)", "c 1.0 2.5"),
    ])
  }
}

import FjordTestSupport
import Testing

@Suite struct DefinitionTests {
  @Test("a definition stands for its stages, with its arguments put in")
  func use() async throws {
    try await expectRows([
      (
        "def live m = where municipal == $m | select uuid; nav.feed | live \"BERGEN\"", "uuid a b c"
      ),
      ("def f = take 2; range 1 to 3 | f", "value 1 2"),
      (
        "def between2 a b = where value > $a and value < $b; range 1 to 9 | between2 3, 6",
        "value 4 5"
      ),
      (
        "def by c = sort by $c desc; range 1 to 3 | by value".replacing("by c", with: "down c")
          .replacing("| by", with: "| down"), "value 3 2 1"
      ),
    ])
  }

  @Test("a definition may begin with a source, also one that it is given")
  func sources() async throws {
    try await expectRows([
      ("def src = range 1 to 3; src | count", "count 3"),
      ("def src = range 1 to 3; let t = src; $t | count", "count 3"),
      ("def firsts t = $t | take 1; let k = range 5 to 7; firsts $k", "value 5"),
    ])
  }

  @Test("definitions in a definition, and their parameters, do not meet")
  func nested() async throws {
    try await expectRows([
      (
        "def big n = where value > $n; def two n = big 2 | take $n; range 1 to 9 | two 3",
        "value 3 4 5"
      ),
      (
        "let n = 7; def big = where value > $n; def f n = big | take $n; range 1 to 9 | f 1",
        "value 8"
      ),
    ])
  }

  @Test("what a definition names is settled where it stands")
  func lexical() async throws {
    try await expectRows([
      ("let n = 1; def f = take $n; let n = 2; range 1 to 5 | f", "value 1"),
      ("def f = take 1; def g = f; def f = take 2; range 1 to 5 | g", "value 1"),
      ("def take2 = take 2; def count = count | take2; range 1 to 5 | count", "count 5"),
    ])
  }

  @Test("definitions that multiply are stopped before they fill the memory")
  func multiplied() async {
    var script = "def a = where value > 0 | where value > 0"
    for (place, name) in ["b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"].enumerated() {
      let before = place == 0 ? "a" : String(UnicodeScalar(UInt8(97 + place)))
      script += "; def \(name) = \(before) | \(before)"
    }
    let told = await SessionFixture().message(script)
    #expect(told.hasPrefix("error[bind.definition]: "))
  }

  @Test("a fault in a definition is told once, however often it is used")
  func faultOnce() async {
    let told = await SessionFixture().checkMessage(
      "def f n = where valu > $n; [1] | f 1; [2] | f 2")
    #expect(told.ranges(of: "unknown column `valu`").count == 1)
  }
}

import FjordTestSupport
import Testing

/// Tables among a stage's arguments.
@Suite struct TableArgumentTests {
  @Test("a table is a variable, a source's name, a list, or a pipeline in parentheses")
  func forms() async throws {
    try await expectRows([
      ("let t = range 2 to 3; range 1 to 1 | union $t", "value 1 2 3"),
      ("let t = range 2 to 3; range 1 to 1 | union ($t | take 1)", "value 1 2"),
      ("range 1 to 1 | union (range 2 to 3 | skip 1)", "value 1 3"),
      ("[1] | union [2], ([3])", "value 1 2 3"),
      ("range 1 to 1 | show; range 2 to 2 | union $last", "value 2 1"),
      ("range 1 to 1 | union (range 2 to 2 | union (range 3 to 3 | union [4]))", "value 1 2 3 4"),
      ("[1] | save s; [2] | union store.s", "value 2 1"),
    ])
  }

  @Test("definitions stand for tables, and take them")
  func definitions() async throws {
    try await expectRows([
      ("def two = range 2 to 3; range 1 to 1 | union two, (two | take 1)", "value 1 2 3 2"),
      ("def with2 t = union $t; [1] | with2 [2]", "value 1 2"),
      ("def with2 t = union $t; [1] | with2 (range 2 to 9 | take 2)", "value 1 2 3"),
      ("def with2 t = union $t; let x = [{value: 5}]; [1] | with2 $x", "value 1 5"),
      ("def with2 t = union $t; def two = range 2 to 3; [1] | with2 two", "value 1 2 3"),
      ("def firsts t n = $t | take $n; firsts (range 4 to 9), 2", "value 4 5"),
      (
        "def big n = where value > $n; def f t n = join ($t | big $n) on value; "
          + "range 1 to 5 | f (range 3 to 9), 4", "value 5"
      ),
      ("def two = range 2 to 2; def f = union two; def two = range 9 to 9; [1] | f", "value 1 2"),
      ("let n = 2; range 1 to 1 | union (range 5 to 9 | take $n)", "value 1 5 6"),
    ])
  }

  @Test("what a save remembers has variables' values and definitions put in, also in tables")
  func text() async throws {
    let tables = TablesInMemory()
    try await SessionFixture(tables: tables).run(
      """
      def two n = range 2 to 3 | take $n
      let n = 1
      range 1 to 1 | union (two $n), (range 5 to 6 | where value > $n) | save t
      """)
    #expect(
      tables.plans.last?.pipeline
        == "range 1 to 1 | union (range 2 to 3 | take 1), (range 5 to 6 | where value > 1)")
  }

  @Test("faults inside a table have their place there, beside those of other stages")
  func faults() async {
    let message = await SessionFixture().checkMessage(
      "range 1 to 2 | union (range 1 to 2 | where nope > 1), ([1] | tak 1) | tke 1")
    #expect(
      message == """
        error[bind.unknown-column]: unknown column `nope`
          range 1 to 2 | union (range 1 to 2 | where nope > 1), ([1] | tak 1) | tke 1
                                                     ~~~~
          why: the columns here are value

        error[bind.unknown-operator]: unknown operator `tak`
          range 1 to 2 | union (range 1 to 2 | where nope > 1), ([1] | tak 1) | tke 1
                                                                       ~~~
          fix: `take` might be meant

        error[bind.unknown-operator]: unknown operator `tke`
          range 1 to 2 | union (range 1 to 2 | where nope > 1), ([1] | tak 1) | tke 1
                                                                                ~~~
          fix: `take` or `tee` might be meant
        """)
  }

  @Test("what a faulty statement would have left behind is not missed twice")
  func afterFault() async {
    let message = await SessionFixture().checkMessage(
      "let t = nope; def f = where; range 1 to 2 | union $t; range 1 to 2 | union (range 1 to 2 | f)"
    )
    #expect(!message.contains("unknown-variable"), "\(message)")
  }

  @Test("tables within tables do not grow past bounds")
  func growth() async {
    var script = "def d0 = range 1 to 1\n"
    for level in 1...40 { script += "def d\(level) = d\(level - 1) | union d\(level - 1)\n" }
    let message = await SessionFixture().checkMessage(script + "d40")
    #expect(message.contains("grows to more stages"), "\(message)")
  }
}

/// `in` with a table.
@Suite struct TableMembershipTests {
  @Test("a long table is looked up like a short one", arguments: [900, 3_000])
  func longTable(_ count: Int) async throws {
    try await expectRows([
      (
        "let t = range 1 to \(count); [1, 5, \(count), \(count + 1), null] | where value in $t",
        "value 1 5 \(count)"
      ),
      (
        "let t = range 1 to \(count); [1, 0, null] | derive a = value in $t, b = value not in $t",
        "value,a,b 1,true,false 0,false,true ,,"
      ),
      (
        "let t = range 1 to \(count) | derive value = if(value > 5, value, null); "
          + "[6, 1, null] | derive a = value in $t", "value,a 6,true 1, ,"
      ),
      (
        "let t = range 1 to \(count) | select s = string(value); "
          + "[\"7\", \"x\"] | where value in $t", "value 7"
      ),
      ("let t = range 1 to \(count); [2.0, 2.5] | where value in $t", "value 2.0"),
      (
        "let t = range 1 to \(count) | derive value = value * 0.5; [1, 9] | where value in $t",
        "value 1 9"
      ),
    ])
    let message = await SessionFixture().message(
      "let t = range 1 to \(count); [\"a\"] | where value in $t")
    #expect(message.contains("error[bind.type]"), "\(message)")
  }
}

import FjordTestSupport
import Testing

@Suite struct NestedValueTests {
  private let ads = "[{e: {name: \"A\", l: [1, 2]}}, {e: null}]"

  @Test("a path steps into records and lists, and a missing step gives null")
  func paths() async throws {
    try await expectRows([
      (
        "\(ads) | select e.name, e.l[0], x = e.l[-1], y = e.l[5], z = e.l[-3]",
        "e_name,e_l_0,x,y,z A,1,2,, ,,,,"
      ),
      ("[{l: [{c: \"x\"}, {c: \"y\"}]}, {l: []}] | select l[0].c, n = length(l)", "l_0_c,n x,2 ,0"),
      ("[{l: [5, 6], i: 1}] | select l[i]", "l_i 6"),
    ])
  }

  @Test("records of a literal table give the union of their columns, null taking any type")
  func literalTables() async throws {
    try await expectRows([
      ("[{a: 1}, {a: 2, b: \"x\"}, {c: null}]", "a,b,c 1,, 2,x, ,,"),
      (
        "[{c: {d: null}}, {c: {d: 5, e: [null]}}, {c: {e: [1.5]}}] | select c.d, c.e[0]",
        "c_d,c_e_0 , 5, ,1.5"
      ),
      ("[]", "value"),
      ("[[1, 2], [3]] | select value[0]", "value_0 1 3"),
      ("[null, 2]", "value  2"),
      ("[{t: now()}] | count", "count 1"),
    ])
  }

  @Test("a literal with nothing in it fits the lists and records beside it")
  func emptyLiterals() async throws {
    let rows = "[{l: [1], r: {a: 1, b: [2]}}, {l: null, r: null}]"
    try await expectRows([
      (
        "\(rows) | select a = length(l ?? []), b = coalesce(l, []), c = if(l is null, [], l)",
        "a,b,c 1,[1],[1] 0,[],[]"
      ),
      ("\(rows) | select c = case(l is null, [], true, l, null), e = l == []", "c,e [1],false [],"),
      ("\(rows) | select r = r ?? {b: []} | select r.a, r.b", "r_a,r_b 1,[2] ,[]"),
    ])
    await expectMessages([
      (
        "[{r: {a: 1}}] | select r ?? {c: 1}",
        """
        error[bind.type]: `??` can't take record{a: int} and record{c: int}
          [{r: {a: 1}}] | select r ?? {c: 1}
                                 ~~~~~~~~~~~
        """
      )
    ])
  }

  @Test("lists and records made in a stage hold values of their row")
  func made() async throws {
    try await expectRows([
      (
        "[{a: 1, b: 2}] | select l = [a, b, 3], r = {x: a, y: \"z\"}",
        "l,r \"[1,2,3]\",\"{\"\"x\"\":1,\"\"y\"\":\"\"z\"\"}\""
      ),
      ("[{a: 1, b: 2}] | derive r = {x: a} | select r.x", "r_x 1"),
      ("[{a: 1, b: 2}] | select l = [{x: a}, {x: null}]", "l \"[{\"\"x\"\":1},{\"\"x\"\":null}]\""),
    ])
  }
}

import FjordTable
import FjordTestSupport
import Testing

/// What stages do to what is known of a column.
@Suite struct ColumnMeaningTests {
  private func schema(_ stages: String) async throws -> Schema {
    try await SessionFixture(sources: [Statistics.source, AdLog.source()]).bound(stages).output
  }

  @Test("a column keeps its unit and meaning where it is only moved or renamed")
  func kept() async throws {
    let moved = try await schema("figures | select p = persons | rename q = p | derive r = q")
    #expect(moved.fields.map(\.unit) == ["persons", "persons"])
    #expect(try await schema("figures | summarize m = max(persons)").fields[0].unit == "persons")
    #expect(try await schema("figures | select p = persons + 1").fields[0].unit == nil)
  }

  @Test(
    "not additive stays with a column through arithmetic, functions, lists and aggregates but counts"
  )
  func notAdditive() async throws {
    for text in [
      "select x = share", "select x = share * 2", "select x = persons + share", "select x = -share",
      "select x = round(share)", "select x = share ?? 0.0",
      "select x = if(persons > 1, share, 0.0)",
      "select x = [share]", "rename x = share | select x", "derive x = share | select x",
      "summarize x = first(share)", "distinct share | rename x = share",
      "sort by share | select x = share", "summarize x = list(share)",
      "summarize x = list(share) | unnest x",
      "summarize x = list(share) | select x = map(x, y => y)",
      "summarize x = median(share)", "summarize x = list(share) | select x = max(x)",
    ] {
      let field = try await schema("figures | " + text).fields[0]
      #expect(field.semantics.notAdditiveReason != nil, "\(text)")
    }
    for text in [
      "select x = additive(share)", "select x = share > 1", "summarize x = count(share)",
      "summarize x = distinct(share)", "summarize x = list(persons)",
    ] {
      let field = try await schema("figures | " + text).fields[0]
      #expect(field.semantics.notAdditiveReason == nil, "\(text)")
    }
  }

  @Test("additive lets a sum be taken")
  func additive() async throws {
    try await expectRows([
      ("figures | summarize s = sum(additive(share))", "s 2.5"),
      ("figures | summarize n = count(share), m = min(share)", "n,m 1,2.5"),
    ])
  }

  @Test("the type of an aggregate that picks is that of its argument as it is computed")
  func pickedTypes() async throws {
    let output = try await schema(
      "figures | summarize a = min(share / 2), b = max(persons / 2), c = last(persons)")
    #expect(output.fields.map(\.type) == [.float, .float, .int])
    #expect(output.fields.allSatisfy { $0.isNullable })
    let counts = try await schema("figures | summarize count(), n = distinct(persons) by period")
    #expect(counts.fields.map(\.isNullable) == [false, false, false])
  }

  @Test("null alone is a column of text, so that it can be shown and saved")
  func nulls() async throws {
    let output = try await schema("range 1 to 1 | select a = null, b = null ?? 1, c = [null]")
    #expect(output.fields.map(\.type) == [.string, .int, .list(.string)])
  }

  @Test("the key follows its column through renames and is missed where its values are gone")
  func keys() async throws {
    for (text, columns, missing) in [
      ("rename id = uuid", ["id"], []), ("select title, id = uuid", ["id"], []),
      ("select title", [], ["uuid"]), ("drop uuid", [], ["uuid"]),
      ("derive uuid = lower(uuid)", [], ["uuid"]), ("derive uuid = uuid", ["uuid"], []),
      ("rename id = uuid | drop id | derive uuid = 1", [], ["id"]),
    ] {
      let key = try await schema("nav.feed | " + text).key
      #expect(key?.columns == columns, "\(text)")
      #expect(key?.missing == missing, "\(text)")
    }
    for text in ["sort by title", "distinct", "count", "latest by title", "distinct by uuid"] {
      #expect(try await schema("nav.feed | " + text).key == nil, "\(text)")
    }
  }
}

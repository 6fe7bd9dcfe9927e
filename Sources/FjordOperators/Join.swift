import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Puts the columns of another table beside rows that have the same key.
///
/// Shape: n rows, and m of the other table → a row a match: rows in their order, the matches of each
/// in the other table's order; the columns that come in, then those of the other table. Nulls: a null
/// key matches nothing. Complexity: linear in rows in, rows of the other table and rows out; memory
/// linear in the other table.
package struct Join: Transform {
  package static let declaration = OperatorDeclaration(
    name: "join", namesElsewhere: ["merge", "lookup", "inner_join", "left_join"],
    summary: "Put the columns of another table beside rows that have the same key.",
    discussion: """
      The table is `$x`, a source's name, or a pipeline in parentheses, which is where a source's \
      options stand. `on k` names a key column of both tables, which then comes once; `on a = b` says \
      that `a` here equals `b` there, and both come. Keys may be expressions: `on lower(a)` is one of \
      both tables, `on a = lower(b)` one of the other. Ints and floats mix as keys, and so do dates \
      and timestamps; null matches nothing.

      Without an option only rows with a match come, once for each match. `--left` also keeps rows \
      without one, with nulls; `--full` adds, last, the other table's rows that nothing matched; \
      `--semi` keeps the rows that have a match, each once and as they are, and `--anti` those that \
      have none. A column of the other table whose name is taken gets `right_` before it, and again \
      until the name is free. When rows are lost or doubled, a line beside the data says so.
      """,
    items: ItemsDeclaration(.table, "the other table"),
    clauses: [ClauseDeclaration(.on, ItemsDeclaration(.keys, "the keys"))],
    options: [
      OptionDeclaration("left", nil, "keep rows without a match"),
      OptionDeclaration("full", nil, "keep rows of both tables without a match"),
      OptionDeclaration("semi", nil, "keep the rows that have a match, without its columns"),
      OptionDeclaration("anti", nil, "keep the rows that have no match"),
    ],
    examples: [
      Example(
        "let names = [{id: 1, name: \"Oslo\"}]; [{id: 1}, {id: 2}] | join $names on id",
        gives: "id,name\n1,Oslo\n"),
      Example(
        "[{place: 2, n: 5}, {place: 1, n: 3}] | join [{id: 1, n: 8}] on place = id --left",
        gives: "place,n,id,right_n\n2,5,,\n1,3,1,8\n"),
      Example(
        "range 1 to 3 | join (range 2 to 4) on value --full", gives: "value\n1\n2\n3\n4\n"),
      Example("range 1 to 3 | join (range 2 to 4) on value --anti", gives: "value\n1\n"),
    ])

  private let work: JoinWork

  package init(binding call: BoundCall) throws(Diagnostics) {
    let kinds = JoinKind.allCases.filter { call.flag($0.rawValue) }
    guard kinds.count <= 1 else {
      throw Diagnostics(
        Diagnostic(
          code: "bind.options",
          "only one of --left, --full, --semi and --anti can be given", at: call.span,
          status: .check))
    }
    guard let other = call.items.first?.table else {
      preconditionFailure("`join` is bound with a table")
    }
    work = JoinWork(
      kind: kinds.first ?? .inner, input: call.input, other: other,
      keys: (call.clauses[.on] ?? []).compactMap { item in
        guard case .keys(let here, let there) = item.content else { return nil }
        return (item.name, here, there)
      })
  }

  private init(_ work: JoinWork) { self.work = work }

  package var output: Schema { work.layout.output }

  package var readColumns: Set<String>? {
    Set(work.hereKeys.flatMap(\.readColumns).map { work.input.fields[$0].name })
  }

  package var tablePlans: [Plan] { [work.plan] }

  package func narrowed(to columns: Set<String>) -> any Transform {
    Join(work.narrowed(to: columns))
  }

  package func run(over flow: RowFlow, in context: RunContext) -> (any Cursor)? {
    JoinCursor(flow, work, context)
  }
}

import FjordPlugin
import FjordTable

extension FunctionDeclaration {
  /// Functions of whole texts.
  package static let text: [FunctionDeclaration] = [
    onText(
      "lower", "Text in small letters.", "Letters of all scripts, by Unicode's full mappings.",
      gives: ("lower(\"ÅLESUND\")", "ålesund")
    ) { $0.inCase(.lower) },
    onText(
      "upper", "Text in capital letters.",
      "Letters of all scripts, by Unicode's full mappings: `ß` becomes `SS`, and `i` is `I` also in Turkish text.",
      gives: ("upper(\"ålesund\")", "ÅLESUND")
    ) { $0.inCase(.upper) },
    onText(
      "trim", "Text without white space at its ends.", "", gives: ("trim(\"  Oslo \")", "Oslo")
    ) {
      $0.trimmed()
    },
    FunctionDeclaration(
      "length", ["length(text)", "length(list)"],
      "How many characters a text or elements a list has.",
      "Characters are Unicode code points, as in DuckDB; an accent written by itself is one.",
      examples: [
        Example("[{x: \"blåbær\"}] | select n = length(x)", gives: "n\n6\n"),
        Example("[{x: [1, null, 3]}, {x: []}] | select n = length(x)", gives: "n\n3\n0\n"),
      ]
    ) { types in
      guard types.count == 1 else { return nil }
      if case .list(let element)?? = types.first {
        return Overload([.list(element)], .int) { columns, _, _ in columns[0].lengths() }
      }
      guard types[0].fits(.string) else { return nil }
      return Overload([.string], .int) { columns, _, _ in columns[0].lengths() }
    },
  ]

  private static func onText(
    _ name: String, _ summary: String, _ discussion: String, gives: (String, String),
    _ transform: @escaping @Sendable (Column) -> Column
  ) -> FunctionDeclaration {
    FunctionDeclaration(
      name, ["\(name)(text)"], summary, discussion,
      examples: [Example("[{x: \(gives.0)}]", gives: "x\n\(gives.1)\n")]
    ) { types in
      guard types.count == 1, types[0].fits(.string) else { return nil }
      return Overload([.string], .string) { columns, _, _ in transform(columns[0]) }
    }
  }
}

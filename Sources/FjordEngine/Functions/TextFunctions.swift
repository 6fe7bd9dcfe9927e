import FjordPlugin
import FjordTable

extension FunctionDeclaration {
  /// Functions of text.
  package static let text: [FunctionDeclaration] = [
    onText("lower", "Text in lower case.", gives: ("lower(\"ÅLESUND\")", "ålesund")) {
      $0.lowercased()
    },
    onText("upper", "Text in upper case.", gives: ("upper(\"ålesund\")", "ÅLESUND")) {
      $0.uppercased()
    },
    onText("trim", "Text without white space at its ends.", gives: ("trim(\"  Oslo \")", "Oslo")) {
      var rest = Substring($0)
      while let first = rest.first, first.isWhitespace { rest.removeFirst() }
      while let last = rest.last, last.isWhitespace { rest.removeLast() }
      return String(rest)
    },
    FunctionDeclaration(
      "length", ["length(text)", "length(list)"],
      "How many characters a text or elements a list has.",
      examples: [Example("[{x: \"blåbær\"}] | select n = length(x)", gives: "n\n6\n")]
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
    _ name: String, _ summary: String, gives: (String, String),
    _ transform: @escaping @Sendable (String) -> String
  ) -> FunctionDeclaration {
    FunctionDeclaration(
      name, ["\(name)(text)"], summary,
      examples: [Example("[{x: \(gives.0)}]", gives: "x\n\(gives.1)\n")]
    ) { types in
      guard types.count == 1, types[0].fits(.string) else { return nil }
      return Overload([.string], .string) { columns, _, _ in columns[0].mapText(transform) }
    }
  }
}

import FjordDiagnostic
import FjordPlugin

extension SourceDeclaration {
  /// `stdin`: the rows that come through a pipe.
  package static func stdin(_ standardInput: StandardInput) -> SourceDeclaration {
    stdin(standardInput, sizes: .init())
  }

  static func stdin(_ standardInput: StandardInput, sizes: TextChunks.Sizes) -> SourceDeclaration {
    SourceDeclaration(
      name: "stdin", summary: "The rows that come through standard input, as from a pipe.",
      discussion: """
        The same options as `open`. Without `--format` the first character tells: `{` and `[` begin \
        JSON, everything else CSV. What comes through a pipe comes once: `let rows = stdin` keeps it.
        """,
      options: FileOptions.declarations, columns: [],
      examples: [Example("stdin --format csv --types {id: int} | take 5")],
      open: { arguments, _ in
        try standardInput.check(at: nil)
        let options = try FileOptions(arguments)
        try options.checkBadRows(apartFrom: standardInput.identity)
        return try FileReading(
          input: standardInput.input, options: options, sizes: sizes, span: nil
        ).source(nil)
      })
  }
}

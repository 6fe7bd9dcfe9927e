import FjordPlugin
import FjordTable

extension FunctionDeclaration {
  /// Functions that choose between values.
  package static let choice: [FunctionDeclaration] = [
    .choosing(
      "if", ["if(condition, then, else)"],
      "The second value where the condition is true, else the third.",
      examples: [
        Example(
          "[{n: 1}, {n: 5}] | select size = if(n > 2, \"many\", \"few\")",
          gives: "size\nfew\nmany\n")
      ]
    ) { types in
      guard types.count == 3, types[0].fits(.bool),
        let type = LooseType.common(of: [types[1], types[2]])?.settled
      else { return nil }
      return Overload([.bool, type, type], type, form: .choice)
    },
    .choosing(
      "case", ["case(c1, a, c2, b, ..., else)"],
      "The value behind the first condition that is true, else the last value.",
      examples: [
        Example(
          "[{n: 0}, {n: 7}] | select size = case(n == 0, \"none\", n < 5, \"few\", \"many\")",
          gives: "size\nnone\nmany\n")
      ]
    ) { types in
      guard types.count >= 3, types.count % 2 == 1 else { return nil }
      let conditions = stride(from: 0, to: types.count - 1, by: 2)
      let values = types.indices.filter { $0 % 2 == 1 || $0 == types.count - 1 }
      guard conditions.allSatisfy({ types[$0].fits(.bool) }),
        let type = LooseType.common(of: values.map { types[$0] })?.settled
      else { return nil }
      let parameters = types.indices.map { values.contains($0) ? type : .bool }
      return Overload(parameters, type, form: .choice)
    },
    .choosing(
      "coalesce", ["coalesce(a, b, ...)"], "The first value that is not null.",
      examples: [
        Example("[{a: null, b: 2}] | select x = coalesce(int(a), b)", gives: "x\n2\n")
      ]
    ) { types in
      guard let type = LooseType.common(of: types)?.settled else { return nil }
      return Overload(types.map { _ in type }, type, form: .coalescing)
    },
    FunctionDeclaration(
      "additive", ["additive(x)"],
      "The value itself, insisting that it may be added up although its source says it may not.",
      makesAdditive: true,
      examples: [
        Example("[{x: 1}, {x: 2}] | summarize n = sum(additive(x))", gives: "n\n3\n")
      ]
    ) { types in
      guard types.count == 1, let type = types[0] else { return nil }
      return Overload([type], type) { columns, _, _ in columns[0] }
    },
  ]

  /// All functions of the core.
  package static let core =
    text + textParts + number + mathematics + time + calendar + conversion
    + choice + list
}

import FjordPlugin
import FjordTable

extension FunctionDeclaration {
  /// Functions of lists that take a lambda.
  package static let list: [FunctionDeclaration] = [
    FunctionDeclaration(
      "map", ["map(list, x => E)"], "A list of what an expression gives for each element.",
      "The expression sees the element under the name before `=>`, and the columns of the row.",
      lambda: .map,
      examples: [
        Example("[{l: [1, 2, 3]}] | select m = map(l, x => x * 10)", gives: "m\n\"[10,20,30]\"\n"),
        Example(
          "[{l: [{city: \"Oslo\"}, {city: \"Bodø\"}]}] | select c = join(map(l, x => x.city), \" \")",
          gives: "c\nOslo Bodø\n"),
      ], overload: { _ in nil }),
    FunctionDeclaration(
      "filter", ["filter(list, x => E)"], "The elements of a list for which a condition is true.",
      "A condition that is unknown drops the element, as in `where`.", lambda: .filter,
      examples: [
        Example("[{l: [1, 5, null], n: 2}] | select m = filter(l, x => x > n)", gives: "m\n[5]\n")
      ], overload: { _ in nil }),
    deciding(
      "any", .any, "Whether a condition is true for at least one element of a list.",
      "False for an empty list; unknown where it is true for none and unknown for one.",
      [("any([1, 5], x => x > 4)", "true"), ("any([false, true])", "true")]),
    deciding(
      "all", .all, "Whether a condition is true for every element of a list.",
      "True for an empty list; unknown where it is false for none and unknown for one.",
      [("all([1, 5], x => x > 4)", "false"), ("all([true, true])", "true")]),
  ]

  private static func deciding(
    _ name: String, _ form: LambdaForm, _ summary: String, _ discussion: String,
    _ gives: [(String, String)]
  ) -> FunctionDeclaration {
    FunctionDeclaration(
      name, ["\(name)(list, x => E)", "\(name)(list)"], summary, discussion, lambda: form,
      examples: gives.map { Example("[{x: \($0.0)}]", gives: "x\n\($0.1)\n") }
    ) { types in
      guard types.count == 1, types[0] == .list(.bool) else { return nil }
      return Overload([.list(.bool)], .bool) { columns, _, _ in
        let runs = columns[0].listRuns()
        return form == .any ? runs.anyTrue(runs.child) : runs.allTrue(runs.child)
      }
    }
  }
}

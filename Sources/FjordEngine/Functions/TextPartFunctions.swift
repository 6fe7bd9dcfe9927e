import FjordPattern
import FjordPlugin
import FjordTable

extension FunctionDeclaration {
  /// Functions that take texts apart and put them together.
  package static let textParts: [FunctionDeclaration] = [
    substring, pad, replace, split, join, extract,
  ]

  private static let substring = FunctionDeclaration(
    "substring", ["substring(text, start)", "substring(text, start, length)"],
    "The characters of a text from a place on, so many or all.",
    """
    Places count from 0, as in lists, and negative ones from the end: `substring(x, -2)` is the last \
    two. What lies outside the text is left out, so that the result may be empty.
    """,
    examples: [
      Example("[{x: substring(\"0301 Oslo\", 0, 4)}]", gives: "x\n0301\n"),
      Example("[{x: substring(\"blåbær\", -3)}]", gives: "x\nbær\n"),
    ]
  ) { types in
    guard types.count == 2 || types.count == 3, types[0].fits(.string),
      types.dropFirst().allSatisfy({ $0.fits(.int) })
    else { return nil }
    return Overload([.string, .int, .int].prefix(types.count).map { $0 }, .string) {
      columns, _, _ in
      columns[0].substrings(from: columns[1], lengths: columns.count > 2 ? columns[2] : nil)
    }
  }

  private static let pad = FunctionDeclaration(
    "pad", ["pad(text, width)", "pad(text, width, filling)"],
    "A text or int filled up to a number of characters, in front.",
    """
    A negative width fills up behind. The filling is a space unless given; a longer text stays as it \
    is. More than a million characters and an empty filling give null and are counted.
    """,
    examples: [
      Example("[{code: 301}] | select x = pad(code, 4, \"0\")", gives: "x\n0301\n"),
      Example("[{x: pad(\"ab\", -4, \".\")}]", gives: "x\nab..\n"),
    ]
  ) { types in
    guard types.count == 2 || types.count == 3, types[0].fits(.string) || types[0] == .int,
      types[1].fits(.int), types.count == 2 || types[2].fits(.string)
    else { return nil }
    let first: DataType = types[0] == .int ? .int : .string
    return Overload([first, .int, .string].prefix(types.count).map { $0 }, .string) {
      columns, count, context in
      let space = Column.repeating(.string(" "), type: .string, count: count)
      let (column, faults) = columns[0].texts()
        .padded(to: columns[1], with: columns.count > 2 ? columns[2] : space)
      try context.countFaults(faults, "a text too long or nothing to fill up with")
      return column
    }
  }

  private static let replace = FunctionDeclaration(
    "replace", ["replace(text, old, new)", "replace(text, /pattern/, new)"],
    "A text with every occurrence of another, or every match of a pattern, replaced.",
    """
    Letter case counts, but with the flag `i` of a pattern. Behind a pattern `$1` in the new text is \
    what its first group matched, `$0` the whole match, `$$` a dollar sign.
    """,
    examples: [
      Example("[{x: replace(\"a-b-c\", \"-\", \"/\")}]", gives: "x\na/b/c\n"),
      Example(
        #"[{x: replace("2024-06-01", /(\d+)-(\d+)-(\d+)/, "$3.$2.$1")}]"#, gives: "x\n01.06.2024\n"),
    ],
    resolve: { arguments in
      guard arguments.count == 3, arguments[0].fits(.string), arguments[2].fits(.string) else {
        return .mismatch
      }
      if case .pattern(let pattern) = arguments[1] {
        return .overload(
          Overload([.string, .string], .string) { columns, _, _ in
            try columns[0].replaced(by: pattern, with: columns[1])
          })
      }
      guard arguments[1].fits(.string) else { return .mismatch }
      return .overload(
        Overload([.string, .string, .string], .string) { columns, _, _ in
          columns[0].replaced(columns[1], with: columns[2])
        })
    })

  private static let split = FunctionDeclaration(
    "split", ["split(text, separator)", "split(text, /pattern/)"],
    "The parts of a text between separators, as a list.",
    "An empty separator gives the characters. A text without a separator is a list of itself.",
    examples: [
      Example(
        "[{x: split(\"a,b,c\", \",\")}] | select n = length(x), x[-1]", gives: "n,x_1\n3,c\n"),
      Example("[{x: split(\"a, b;c\", /[,;] */)}] | select y = x[1]", gives: "y\nb\n"),
    ],
    resolve: { arguments in
      guard arguments.count == 2, arguments[0].fits(.string) else { return .mismatch }
      if case .pattern(let pattern) = arguments[1] {
        return .overload(
          Overload([.string], .list(.string)) { columns, _, _ in
            try columns[0].split(by: pattern)
          })
      }
      guard arguments[1].fits(.string) else { return .mismatch }
      return .overload(
        Overload([.string, .string], .list(.string)) { columns, _, _ in
          columns[0].split(at: columns[1])
        })
    })

  private static let join = FunctionDeclaration(
    "join", ["join(list, separator)"], "The elements of a list as one text.",
    "Elements that are null are left out; those that are no texts are written as `string` does.",
    examples: [
      Example("[{x: join([\"a\", null, \"b\"], \", \")}]", gives: "x\n\"a, b\"\n"),
      Example("[{x: join([1, 2, 3], \"-\")}]", gives: "x\n1-2-3\n"),
    ]
  ) { types in
    guard types.count == 2, case .list(let element)? = types[0], types[1].fits(.string) else {
      return nil
    }
    return Overload([.list(element), .string], .string) { columns, _, context in
      let runs = columns[0].listRuns()
      let texts = runs.replacing(child: runs.child.texts(in: context.run.clock.zone))
      return texts.joined(by: columns[1])
    }
  }

  private static let extract = FunctionDeclaration(
    "extract", ["extract(text, /pattern/)", "extract(text, /pattern/, group)"],
    "What a pattern, or one of its groups, matches in a text first; null where nothing does.",
    "A group is named by its number, 1 for the first, or by its name: `/(?<year>\\d{4})/`.",
    examples: [
      Example(#"[{x: "Stilling 80 %"}] | select y = int(extract(x, /\d+/))"#, gives: "y\n80\n"),
      Example(
        #"[{x: "0301 Oslo"}] | select y = extract(x, /(?<code>\d+) (\w+)/, 2), z = extract(x, /(?<code>\d+)/, "code")"#,
        gives: "y,z\nOslo,0301\n"),
    ],
    resolve: { arguments in
      guard arguments.count == 2 || arguments.count == 3, arguments[0].fits(.string) else {
        return .mismatch
      }
      let pattern: Pattern
      switch arguments[1] {
      case .pattern(let literal): pattern = literal
      case .value(_, .string(let text)?):
        do {
          pattern = try Pattern(text)
        } catch {
          return .refused(place: 1, expected: "a pattern", found: "`\(text)`, which can't be read")
        }
      case .value(.string?, nil):
        return .refused(
          place: 1, expected: "a pattern known before the run", found: "string",
          fix: "a pattern is written between slashes: `/[0-9]+/`")
      default: return .mismatch
      }
      guard let group = group(arguments.count == 3 ? arguments[2] : nil, of: pattern) else {
        return refusedGroup(arguments[2], of: pattern)
      }
      // Constants are there as columns too, and are not looked at.
      let parameters = arguments.compactMap { argument -> DataType? in
        if case .value(let type, _) = argument { type ?? .string } else { nil }
      }
      return .overload(
        Overload(parameters, .string) { columns, _, _ in
          try columns[0].extracted(by: pattern, group: group)
        })
    })

  private static func group(_ argument: CallArgument?, of pattern: Pattern) -> Int? {
    switch argument {
    case nil: 0
    case .value(_, .int(let number))?:
      number >= 0 && number <= Int64(pattern.groupCount) ? Int(number) : nil
    case .value(_, .string(let name))?: pattern.group(named: name)
    default: nil
    }
  }

  private static func refusedGroup(_ argument: CallArgument, of pattern: Pattern) -> CallResolution
  {
    let found: String
    switch argument {
    case .value(_, .int(let number)?): found = "\(number)"
    case .value(_, .string(let name)?): found = "`\(name)`"
    case .value(.int?, nil), .value(.string?, nil): found = "one that differs from row to row"
    default: return .mismatch
    }
    let count = pattern.groupCount
    return .refused(
      place: 2,
      expected: count == 0
        ? "no group: the pattern has none"
        : "a group of the pattern, 1 to \(count) or its name",
      found: found, fix: count == 0 ? "parentheses make a group: `/([0-9]+) %/`" : nil)
  }
}

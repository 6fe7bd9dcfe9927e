import FjordTable
import FjordTestSupport

/// An expression as text, with the plainest function from a row that gives the same, and in SQL.
struct GeneratedExpression {
  let text: String
  let sql: String
  let type: DataType
  let value: ([Value]) -> Value

  init(text: String, sql: String, type: DataType, _ value: @escaping ([Value]) -> Value) {
    self.text = text
    self.sql = sql
    self.type = type
    self.value = value
  }
}

/// Makes expressions that bind over some columns.
struct ExpressionGenerator {
  let fields: [(name: String, type: DataType)]
  var random: SeededGenerator

  static let types: [DataType] = [.bool, .int, .float, .string, .date]

  /// A value of a type out of a few, null one time in five.
  static func value(_ type: DataType, _ random: inout SeededGenerator) -> Value {
    random.oneIn(5) ? .null : present(type, &random)
  }

  private static func present(_ type: DataType, _ random: inout SeededGenerator) -> Value {
    switch type {
    case .bool: .bool(random.oneIn(2))
    case .int: .int(Int64(random.below(9)) - 4)
    case .float: .float(Double(random.below(17) - 8) / 4)
    case .date: .date(19_700 + Int64(random.below(5)))
    default: .string(random.pick(["", "a", "A", "ab", "b", "Bø", "ø", "z z"]))
    }
  }

  /// An expression of a type.
  mutating func expression(_ type: DataType, depth: Int = 2) -> GeneratedExpression {
    if depth == 0 || random.oneIn(3) { return leaf(type) }
    switch type {
    case .bool: return condition(depth: depth)
    case .int: return integer(depth: depth)
    case .float: return float(depth: depth)
    case .string: return text(depth: depth)
    default: return choice(type, depth: depth)
    }
  }

  /// A condition.
  mutating func condition(depth: Int = 2) -> GeneratedExpression {
    switch random.below(depth > 0 ? 8 : 4) {
    case 0: return membership()
    case 1: return nullTest()
    case 2: return search()
    case 3: return comparison(depth: 0)
    case 4: return comparison(depth: depth - 1)
    case 5:
      let inner = expression(.bool, depth: depth - 1)
      return GeneratedExpression(
        text: "not (\(inner.text))", sql: "NOT (\(inner.sql))", type: .bool
      ) { row in
        inner.value(row).naiveTruth.map { .bool(!$0) } ?? .null
      }
    default: return connective(depth: depth - 1)
    }
  }

  private mutating func leaf(_ type: DataType) -> GeneratedExpression {
    let places = fields.indices.filter { fields[$0].type == type }
    if !places.isEmpty, !random.oneIn(6) {
      let place = random.pick(places)
      let name = fields[place].name
      return GeneratedExpression(text: name, sql: name, type: type) { $0[place] }
    }
    let value = Self.present(type, &random)
    return GeneratedExpression(text: Self.literal(value), sql: SQLText.literal(value), type: type) {
      _ in
      value
    }
  }

  private static func literal(_ value: Value) -> String {
    switch value {
    case .bool(let bit): return bit ? "true" : "false"
    case .int(let number): return number < 0 ? "(\(number))" : "\(number)"
    case .float(let number): return number < 0 ? "(\(number))" : "\(number)"
    case .string(let text): return "\"\(text)\""
    case .date(let days):
      let day = CivilTime(days: days)
      return "\(day.year)-\(two(day.month))-\(two(day.day))"
    default: return "null"
    }
  }

  private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private mutating func comparison(depth: Int) -> GeneratedExpression {
    let type = random.pick(Self.types)
    let a = expression(type, depth: depth)
    let b = type == .int && random.oneIn(3) ? leaf(.float) : expression(type, depth: depth)
    let word = random.pick(["==", "!=", "<", "<=", ">", ">="])
    return GeneratedExpression(
      text: "(\(a.text)) \(word) (\(b.text))", sql: "(\(a.sql)) \(word) (\(b.sql))", type: .bool
    ) { row in
      guard let order = a.value(row).naiveOrder(b.value(row)) else { return .null }
      switch word {
      case "==": return .bool(order == 0)
      case "!=": return .bool(order != 0)
      case "<": return .bool(order < 0)
      case "<=": return .bool(order <= 0)
      case ">": return .bool(order > 0)
      default: return .bool(order >= 0)
      }
    }
  }

  private mutating func membership() -> GeneratedExpression {
    let type = random.pick([DataType.int, .string])
    let tested = leaf(type)
    var members: [Value] = []
    let count = random.oneIn(4) ? 40 : random.below(12)
    for _ in 0..<count { members.append(Self.present(type, &random)) }
    if random.oneIn(4) { members.append(.null) }
    let list = members.map(Self.literal).joined(separator: ", ")
    let sqlList = members.map(SQLText.literal).joined(separator: ", ")
    return GeneratedExpression(
      text: "(\(tested.text)) in [\(list)]", sql: "(\(tested.sql)) IN (\(sqlList))", type: .bool
    ) { row in
      let value = tested.value(row)
      if members.isEmpty { return .bool(false) }
      if value.isNull { return .null }
      if members.contains(value) { return .bool(true) }
      return members.contains(.null) ? .null : .bool(false)
    }
  }

  private mutating func nullTest() -> GeneratedExpression {
    let tested = leaf(random.pick(Self.types))
    let isNegated = random.oneIn(2)
    let test = "is \(isNegated ? "not " : "")null"
    return GeneratedExpression(
      text: "(\(tested.text)) \(test)", sql: "(\(tested.sql)) \(test)", type: .bool
    ) {
      .bool(tested.value($0).isNull != isNegated)
    }
  }

  private mutating func search() -> GeneratedExpression {
    let (a, b) = (leaf(.string), leaf(.string))
    let word = random.pick(["contains", "starts with", "ends with"])
    return GeneratedExpression(
      text: "(\(a.text)) \(word) (\(b.text))", sql: SQLText.search(a.sql, word, b.sql), type: .bool
    ) { row in
      guard let text = a.value(row).naiveText?.lowercased(),
        let part = b.value(row).naiveText?.lowercased()
      else { return .null }
      switch word {
      case "starts with": return .bool(text.hasPrefix(part))
      case "ends with": return .bool(text.hasSuffix(part))
      default: return .bool(part.isEmpty || text.contains(part))
      }
    }
  }

  private mutating func connective(depth: Int) -> GeneratedExpression {
    let (a, b) = (expression(.bool, depth: depth), expression(.bool, depth: depth))
    let isAnd = random.oneIn(2)
    let word = isAnd ? "and" : "or"
    return GeneratedExpression(
      text: "(\(a.text)) \(word) (\(b.text))", sql: "(\(a.sql)) \(word) (\(b.sql))", type: .bool
    ) { row in
      let (x, y) = (a.value(row).naiveTruth, b.value(row).naiveTruth)
      if x == !isAnd || y == !isAnd { return .bool(!isAnd) }
      return x == nil || y == nil ? .null : .bool(isAnd)
    }
  }

  private mutating func integer(depth: Int) -> GeneratedExpression {
    if random.oneIn(4) { return choice(.int, depth: depth) }
    if random.oneIn(4) {
      let inner = expression(.string, depth: depth - 1)
      return GeneratedExpression(
        text: "length(\(inner.text))", sql: "length(\(inner.sql))", type: .int
      ) { row in
        inner.value(row).naiveText.map { .int(Int64($0.count)) } ?? .null
      }
    }
    let (a, b) = (expression(.int, depth: depth - 1), expression(.int, depth: depth - 1))
    let word = random.pick(["+", "-", "*", "%"])
    return GeneratedExpression(
      text: "(\(a.text)) \(word) (\(b.text))", sql: "(\(a.sql)) \(word) (\(b.sql))", type: .int
    ) { row in
      guard let x = a.value(row).naiveInt, let y = b.value(row).naiveInt else { return .null }
      switch word {
      case "+": return .int(x + y)
      case "-": return .int(x - y)
      case "*": return .int(x * y)
      default: return y == 0 ? .null : .int(x % y)
      }
    }
  }

  private mutating func float(depth: Int) -> GeneratedExpression {
    if random.oneIn(4) { return choice(.float, depth: depth) }
    let (a, b) = (expression(.int, depth: depth - 1), expression(.float, depth: depth - 1))
    let word = random.pick(["+", "-", "*", "/"])
    return GeneratedExpression(
      text: "(\(a.text)) \(word) (\(b.text))", sql: "(\(a.sql)) \(word) (\(b.sql))", type: .float
    ) { row in
      guard let x = a.value(row).naiveNumber, let y = b.value(row).naiveNumber else { return .null }
      switch word {
      case "+": return .float(x + y)
      case "-": return .float(x - y)
      case "*": return .float(x * y)
      default: return y == 0 ? .null : .float(x / y)
      }
    }
  }

  private mutating func text(depth: Int) -> GeneratedExpression {
    if random.oneIn(3) { return choice(.string, depth: depth) }
    let (a, b) = (expression(.string, depth: depth - 1), leaf(.int))
    if random.oneIn(2) {
      return GeneratedExpression(
        text: "lower(\(a.text))", sql: "lower(\(a.sql))", type: .string
      ) { row in
        a.value(row).naiveText.map { .string($0.lowercased()) } ?? .null
      }
    }
    return GeneratedExpression(
      text: "\"${\(a.text)}-${\(b.text)}\"", sql: "(\(a.sql)) || '-' || (\(b.sql))", type: .string
    ) { row in
      guard let x = a.value(row).naiveText, let y = b.value(row).naiveInt else { return .null }
      return .string("\(x)-\(y)")
    }
  }

  private mutating func choice(_ type: DataType, depth: Int) -> GeneratedExpression {
    let (a, b) = (expression(type, depth: depth - 1), expression(type, depth: depth - 1))
    if random.oneIn(2) {
      return GeneratedExpression(
        text: "(\(a.text)) ?? (\(b.text))", sql: "coalesce(\(a.sql), \(b.sql))", type: type
      ) { row in
        let value = a.value(row)
        return value.isNull ? b.value(row) : value
      }
    }
    let test = condition(depth: depth - 1)
    return GeneratedExpression(
      text: "if(\(test.text), \(a.text), \(b.text))",
      sql: "CASE WHEN \(test.sql) THEN \(a.sql) ELSE \(b.sql) END", type: type
    ) { row in
      test.value(row).naiveTruth == true ? a.value(row) : b.value(row)
    }
  }
}

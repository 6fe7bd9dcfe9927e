import FjordDiagnostic
import FjordLanguage
import FjordTable

/// A script's parameter: its type, its default, and the reading of its value from a command line.
package struct ScriptParameter: Sendable {
  /// The name, as `--name` gives it.
  package let name: String
  /// The type: the one written, or the default's, or string.
  package let type: DataType
  /// The default; nil where a value must be given.
  package let fallback: Value?
  /// What it is for.
  package let summary: String
  private let span: Span

  /// Reads a `param` statement; a type that is none and a default of another type are faults.
  package init(_ statement: ParameterStatement) throws(Diagnostics) {
    name = statement.name.text
    summary = statement.summary ?? ""
    span = statement.name.span
    let given = try Self.constant(statement.fallback)
    fallback = given
    guard let written = statement.type else {
      type = given?.type ?? .string
      return
    }
    let simple: [String: DataType] = [
      "bool": .bool, "int": .int, "float": .float, "string": .string, "date": .date,
      "timestamp": .timestamp, "duration": .duration,
    ]
    guard let type = simple[written.text] else {
      let known = simple.keys.sorted().joined(separator: ", ")
      throw Diagnostics(
        BindFault.itemForm("param", expected: "a type (\(known))").diagnostic(at: written.span))
    }
    self.type = type
    if let found = given?.type, found != type, !(found == .int && type == .float) {
      let place = statement.fallback?.span ?? written.span
      throw Diagnostics(
        BindFault.expectedType("the default", expected: "\(type)", found: "\(found)")
          .diagnostic(at: place))
    }
  }

  /// The variable that the parameter becomes; a missing value is a fault.
  package func variable(given: Value?) throws(Diagnostics) -> Variable {
    guard let value = given ?? fallback else {
      throw Diagnostics(
        Diagnostic(
          code: "usage.missing-parameter", "the parameter `\(name)` needs a value", at: span,
          fix: "give it: `--\(name) VALUE`", status: .usage))
    }
    return .value(value, type)
  }

  private static func constant(_ expression: Expression?) throws(Diagnostics) -> Value? {
    guard let expression else { return nil }
    switch expression.kind {
    case .literal(.localTimestamp):
      throw Diagnostics(
        BindFault.itemForm("param", expected: "an instant with its offset, as 2024-06-01T10:30:00Z")
          .diagnostic(at: expression.span))
    case .literal(let literal): return literal.value
    case .unary(.minus, let operand):
      switch try constant(operand) {
      case .int(let number)?: return .int(0 &- number)
      case .float(let number)?: return .float(-number)
      case .duration(let length)?:
        return .duration(
          CalendarDuration(months: 0 &- length.months, microseconds: 0 &- length.microseconds))
      default: break
      }
    default: break
    }
    throw Diagnostics(
      BindFault.itemForm("param", expected: "a literal as the default")
        .diagnostic(at: expression.span))
  }
}

extension Literal {
  /// The literal as a value; nil for a regex and for a time without zone.
  var value: Value? {
    switch self {
    case .null: .null
    case .bool(let bit): .bool(bit)
    case .int(let number): .int(number)
    case .float(let number): .float(number)
    case .string(let text): .string(text)
    case .date(let days): .date(days)
    case .timestamp(let instant): .timestamp(instant)
    case .duration(let months, let microseconds):
      .duration(CalendarDuration(months: months, microseconds: microseconds))
    case .localTimestamp, .regex: nil
    }
  }
}

extension ScriptParameter {
  /// Some value of the parameter's type, to check a script without being given one.
  package var sample: Value {
    switch type {
    case .bool: .bool(false)
    case .int: .int(1)
    case .float: .float(1)
    case .date: .date(0)
    case .timestamp: .timestamp(0)
    case .duration: .duration(CalendarDuration(microseconds: 0))
    default: .string("")
    }
  }
}

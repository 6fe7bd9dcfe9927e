import FjordPattern
import FjordTable

/// An argument of a call as a function's declaration sees it when the call is bound.
package enum CallArgument: Sendable {
  /// A value: its type (nil: null) and, where it is known before the run, itself.
  case value(DataType?, constant: Value?)
  /// A bare word where the declaration takes one: `month` in `truncate(t, month)`.
  case word(String)
  /// A regular expression.
  case pattern(Pattern)

  /// The type of a value; nil for null and for what is no value.
  package var type: DataType? {
    if case .value(let type, _) = self { type } else { nil }
  }

  /// The same, as far as a literal says it; nil for what is no value.
  var looseType: LooseType? {
    if case .value(let type, let constant) = self { LooseType(constant, bound: type) } else { nil }
  }

  /// Whether a value of this type can be given where `type` is wanted.
  package func fits(_ type: DataType) -> Bool {
    if case .value(let own, _) = self { own.fits(type) } else { false }
  }

  /// The text that the argument is, where that is known before the run.
  package var text: String? {
    if case .value(_, .string(let text)?) = self { text } else { nil }
  }

  /// How messages name it.
  var typeText: String {
    switch self {
    case .value(let type, _): type.map { "\($0)" } ?? "null"
    case .word(let word): word
    case .pattern: "regex"
    }
  }
}

/// What a declaration makes of the arguments of a call.
package enum CallResolution: Sendable {
  /// The way to call the function with them.
  case overload(FunctionDeclaration.Overload)
  /// There is none; the message lists the signatures.
  case mismatch
  /// An argument, by its place, is of the right type and still can't be taken.
  case refused(place: Int, expected: String, found: String, fix: String? = nil)
}

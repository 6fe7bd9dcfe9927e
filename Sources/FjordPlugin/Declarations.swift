import FjordTable

/// What an argument of a source or operator must be.
public enum ArgumentKind: Sendable, Hashable {
  /// A whole number within bounds.
  case int(ClosedRange<Int64>)
  /// Any number.
  case number
  /// Text.
  case string
  /// True or false.
  case bool
  /// A calendar day.
  case date
  /// A length of time.
  case duration
  /// A date, a timestamp, or a length of time back from now.
  case instant
  /// One of some words; with `others` also any other text.
  case word([String], others: Bool)
  /// A record of literals.
  case record
  /// A record of types by column, as `{a: int}`; a type that is no word stands in quotes.
  case columnTypes
  /// Any literal.
  case any
}

/// A positional argument of a source, as declared.
public struct ParameterDeclaration: Sendable {
  /// What it is called in help.
  public let name: String
  /// What it must be.
  public let kind: ArgumentKind
  /// What it is for, in one line.
  public let summary: String
  /// Whether it may be left out.
  public let isOptional: Bool

  /// Creates a declaration.
  public init(_ name: String, _ kind: ArgumentKind, _ summary: String, isOptional: Bool = false) {
    self.name = name
    self.kind = kind
    self.summary = summary
    self.isOptional = isOptional
  }
}

/// An option of a source or operator, as declared.
public struct OptionDeclaration: Sendable {
  /// The name without its dashes.
  public let name: String
  /// What its value must be; nil for a flag, which takes none.
  public let kind: ArgumentKind?
  /// What it is for, in one line.
  public let summary: String
  /// What holds where it is not given, in words.
  public let fallback: String?

  /// Creates a declaration.
  public init(
    _ name: String, _ kind: ArgumentKind?, _ summary: String, fallback: String? = nil
  ) {
    self.name = name
    self.kind = kind
    self.summary = summary
    self.fallback = fallback
  }
}

/// A pipeline that shows a use, executed by the tests and printed in the reference.
public struct Example: Sendable {
  /// The pipeline.
  public let pipeline: String
  /// The rows it gives, as CSV with a header; nil where only its running is promised.
  public let gives: String?
  /// What it shows, in one line; may be empty.
  public let summary: String

  /// Creates an example.
  public init(_ pipeline: String, gives: String? = nil, _ summary: String = "") {
    self.pipeline = pipeline
    self.gives = gives
    self.summary = summary
  }
}

/// Under what terms a source's data may be used and how often it may be asked.
public struct Terms: Sendable {
  /// Where the terms stand.
  public let url: String
  /// The licence or what the terms allow, in one line.
  public let licence: String
  /// What users of the data must do, a line each.
  public let duties: [String]
  /// When the service answers nobody; nil where it always answers.
  public let closed: ClosedHours?
  /// How often it may be asked, in one line; nil where nothing is said.
  public let rate: String?

  /// What follows the licence, a line each: duties, closed hours, rate.
  package var lines: [String] {
    duties + [closed?.text, rate].compactMap(\.self)
  }

  /// Creates terms.
  public init(
    url: String, licence: String, duties: [String] = [], closed: ClosedHours? = nil,
    rate: String? = nil
  ) {
    self.url = url
    self.licence = licence
    self.duties = duties
    self.closed = closed
    self.rate = rate
  }
}

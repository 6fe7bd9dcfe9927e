import FjordDiagnostic
import FjordPlugin
import FjordTable

/// A parameter of a search, as the service names it, and what its value must be.
struct SearchParameter: Sendable {
  /// What a value must be, and how it is sent.
  enum Kind: Sendable {
    /// A whole number, or its digits.
    case number
    /// A text as it is.
    case text
    /// The beginning of an organisation's number.
    case organisation
    /// An instant, sent to the minute in Swedish local time.
    case time
  }

  let name: String
  let kind: Kind
  let summary: String

  init(_ name: String, _ kind: Kind, _ summary: String) {
    self.name = name
    self.kind = kind
    self.summary = summary
  }

  var option: OptionDeclaration {
    switch kind {
    case .number, .organisation, .time: OptionDeclaration(name, .any, summary)
    case .text: OptionDeclaration(name, .string, summary)
    }
  }

  /// All that choose ads, in the order of the service's description; the last but one is not in it.
  static let all = [
    SearchParameter("lanid", .number, "the county, as in `platsannons.lan2`"),
    SearchParameter("kommunid", .number, "the municipality, as in `platsannons.kommuner`"),
    SearchParameter("yrkesid", .number, "the occupation, as in `platsannons.yrken`"),
    SearchParameter(
      "nyckelord", .text, "words to find, all of them; `OR` between two for either"),
    SearchParameter("landid", .number, "the country, as in `platsannons.land`"),
    SearchParameter("omradeid", .number, "the world area, as in `platsannons.omrade`"),
    SearchParameter("yrkesgruppid", .number, "the group, as in `platsannons.yrkesgrupper`"),
    SearchParameter("yrkesomradeid", .number, "the field, as in `platsannons.yrkesomraden`"),
    SearchParameter(
      "anstallningstyp", .number, "1 ordinary employment, 2 summer or holiday job, 3 abroad"),
    SearchParameter(
      "varaktighetid", .number, "how long it lasts, as in `varaktighetId`; not in the description"),
    SearchParameter(
      "sokdatum", .time,
      "published since: a day, `\"2018-09-19 20:00\"`, or a length of time back, as 7d"),
    SearchParameter(
      "organisationsnummer", .organisation,
      "employers by the beginning of their number; never finds sole traders"),
  ]

  /// The value as it is sent.
  ///
  /// Errors: `platsannons.empty`, `platsannons.number`, `platsannons.time`,
  /// `platsannons.organisation`.
  func sent(_ argument: SourceArguments.Argument, _ clock: SessionClock) throws(Diagnostic)
    -> String
  {
    switch kind {
    case .number: return try Self.number(name, argument)
    case .text:
      guard case .string(let text) = argument.value, text.contains(where: { !$0.isWhitespace })
      else { throw PlatsannonsFault.empty(name).diagnostic(at: argument.span) }
      return text
    case .time:
      guard let instant = SwedishTime.instant(argument.value, clock) else {
        throw PlatsannonsFault.time.diagnostic(at: argument.span)
      }
      return SwedishTime.minute(instant)
    case .organisation:
      let text = argument.value.text ?? ""
      let digits = text.filter { $0 != "-" }
      guard !digits.isEmpty, Self.isDigits(digits) else {
        let fault: PlatsannonsFault = text.isEmpty ? .empty(name) : .organisation(text)
        throw fault.diagnostic(at: argument.span)
      }
      return digits
    }
  }

  /// A whole number without the zeros that official codes begin with and the service's ids do not.
  ///
  /// Errors: `platsannons.empty`, `platsannons.number`.
  static func number(
    _ name: String, _ argument: SourceArguments.Argument
  ) throws(Diagnostic) -> String {
    if argument.value == .null || argument.value == .string("") {
      throw PlatsannonsFault.empty(name).diagnostic(at: argument.span)
    }
    guard let text = argument.value.text, isDigits(text), text.utf8.count <= 9 else {
      let found = argument.value.text ?? argument.value.type.map { "\($0)" } ?? "null"
      throw PlatsannonsFault.number(name, found).diagnostic(at: argument.span)
    }
    let digits = text.drop { $0 == "0" }
    return digits.isEmpty ? "0" : String(digits)
  }

  private static func isDigits(_ text: String) -> Bool {
    text.utf8.allSatisfy { (48...57).contains($0) }
  }
}

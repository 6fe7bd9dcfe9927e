import FjordDiagnostic
import FjordPlugin
import FjordTable

/// What the arguments of a search say, as it is sent.
struct SearchQuery: Sendable {
  /// Parts of the query in the order of the parameters.
  private(set) var items: [(String, String)] = []
  /// Header fields.
  private(set) var headers: [(String, String)] = []
  /// The codes among them, which the service does not check.
  private(set) var codes: [String] = []
  /// The places near which ads are looked for.
  private(set) var positions: [String] = []
  /// Ads to pass over.
  let offset: Int
  /// Ads a request.
  let pageSize: Int

  /// Reads arguments.
  ///
  /// Errors: `jobtech.code`, `jobtech.value`, `jobtech.time`, `jobtech.position`.
  init(_ arguments: SourceArguments, _ clock: SessionClock) throws(Diagnostic) {
    offset = arguments.int("offset") ?? 0
    pageSize = arguments.int("limit") ?? SearchWalk.longestPage
    for parameter in SearchParameter.all {
      guard let argument = arguments.options[parameter.name] else { continue }
      do throws(JobTechFault) {
        try add(parameter, argument.value, clock)
      } catch {
        throw error.diagnostic(at: argument.span)
      }
    }
  }

  /// What to warn of where no ad matches: the service checks neither codes nor places.
  var warnings: [Diagnostic] {
    var faults: [JobTechFault] = []
    if !codes.isEmpty { faults.append(.nothingForCodes(codes)) }
    if !positions.isEmpty { faults.append(.nothingNear(positions)) }
    return faults.map { fault in
      var warning = fault.diagnostic
      warning.severity = .warning
      return warning
    }
  }

  private mutating func add(
    _ parameter: SearchParameter, _ value: Value, _ clock: SessionClock
  ) throws(JobTechFault) {
    let name = parameter.name
    switch parameter.kind {
    case .header:
      if case .string(let word) = value { headers.append((name, word)) }
    case .time:
      guard let instant = SwedishTime.instant(value, clock), SwedishTime.isSayable(instant) else {
        throw .time(name)
      }
      items.append((name, SwedishTime.local(instant)))
    case .words(let words):
      for word in try OptionTexts.parted(value, name) {
        guard words.contains(word) else { throw .word(name, word, known: words) }
        items.append((name, word))
      }
    case .codes(let digits):
      for code in try OptionTexts.parted(value, name) {
        try ConceptCode.check(code, of: name, digits: digits)
        codes.append(code)
        items.append((name, code))
      }
    case .texts:
      for text in try OptionTexts.whole(value, name) {
        if name == "position" {
          guard Self.isPosition(text) else { throw .position(text) }
          positions.append(text)
        }
        items.append((name, text))
      }
    case .number(let bounds):
      guard let (number, text) = Self.number(value), bounds.contains(number) else {
        throw .number(name, bounds)
      }
      items.append((name, text))
    case .text, .word, .bool: items.append((name, try OptionTexts.scalar(value, name)))
    }
  }

  private static func number(_ value: Value) -> (Double, String)? {
    switch value {
    case .int(let number): (Double(number), "\(number)")
    case .float(let number): (number, "\(number)")
    default: nil
    }
  }

  /// `59.33,18.06`: first the latitude.
  private static func isPosition(_ text: String) -> Bool {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let latitude = Double(parts[0]), let longitude = Double(parts[1])
    else { return false }
    return abs(latitude) <= 90 && abs(longitude) <= 180
  }
}

/// The texts that the value of an option stands for.
enum OptionTexts {
  /// Parts between commas, or the texts of a list.
  static func parted(_ value: Value, _ name: String) throws(JobTechFault) -> [String] {
    guard case .string(let text) = value else { return try whole(value, name) }
    let parts = text.split(separator: ",").map { $0.trimmingPrefix { $0 == " " } }
      .map(String.init)
    guard !parts.isEmpty else { throw .noText(name, "\"\"") }
    return parts
  }

  /// The text as it is, or the texts of a list.
  static func whole(_ value: Value, _ name: String) throws(JobTechFault) -> [String] {
    switch value {
    case .string(let text) where !text.isEmpty: return [text]
    case .list(let values) where !values.isEmpty:
      var texts: [String] = []
      for value in values { texts.append(try scalar(value, name)) }
      return texts
    default: return [try scalar(value, name)]
    }
  }

  /// One value as it is sent.
  static func scalar(_ value: Value, _ name: String) throws(JobTechFault) -> String {
    switch value {
    case .string(let text) where !text.isEmpty: return text
    case .bool(let isTrue): return isTrue ? "true" : "false"
    case .int(let number): return "\(number)"
    case .string: throw .noText(name, "\"\"")
    default: throw .noText(name, value.type.map { "\($0)" } ?? "null")
    }
  }
}

/// Ids of concepts and codes, which the services take and do not check.
enum ConceptCode {
  /// Whether a text has the form of a concept's id, `AvNB_uwa_6n6`.
  static func isConcept(_ text: some StringProtocol) -> Bool {
    let parts = text.split(separator: "_", omittingEmptySubsequences: false)
    return parts.map(\.utf8.count) == [4, 3, 3]
      && parts.allSatisfy { $0.utf8.allSatisfy(isAlphanumeric) }
  }

  /// Refuses what can't be meant: an unknown code gets no error, only no ads.
  ///
  /// Errors: `jobtech.code`.
  static func check(_ text: String, of name: String, digits: Int?) throws(JobTechFault) {
    let code = text.hasPrefix("-") ? text.dropFirst() : text[...]
    if isConcept(code) { return }
    let isNumber = !code.isEmpty && code.utf8.allSatisfy { (48...57).contains($0) }
    guard isNumber else { throw .code(name, text, digits: digits) }
    if let digits, code.utf8.count != digits { throw .code(name, text, digits: digits) }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122: true
    default: false
    }
  }
}

/// What a server says about its refusal, in one short line.
enum ServerText {
  private static let readBytes = 16 << 10
  private static let shownCharacters = 200

  /// The beginning of a body as text: tags taken out of HTML, blanks joined, secrets and e-mail addresses hidden.
  ///
  /// Nil where there is nothing to read.
  static func excerpt(_ answer: HTTPAnswer, hiding ledger: SecretLedger) -> String? {
    let bytes = answer.body.prefix(readBytes)
    guard !bytes.contains(0) else { return nil }
    let type = answer.headers["Content-Type"]?.lowercased() ?? ""
    var text = decoded(bytes, isCut: answer.body.count > readBytes)
    // Secrets go first: a cut or a dropped tag could leave a part that is not known again.
    text = EmailAddresses.replaced(in: ledger.redacted(text)) { _ in "…@…" }
    if type.contains("html") || text.trimmingBlanks().hasPrefix("<!") { text = withoutTags(text) }
    let words = text.split(whereSeparator: \.isWhitespace)
    guard !words.isEmpty else { return nil }
    let line = words.joined(separator: " ")
    return line.count > shownCharacters ? line.prefix(shownCharacters) + "…" : line
  }

  /// The bytes as UTF-8, or as ISO 8859-1 where they are not.
  private static func decoded(_ bytes: ArraySlice<UInt8>, isCut: Bool) -> String {
    var whole = bytes
    if isCut {
      while let last = whole.last, last & 0xC0 == 0x80 { whole.removeLast() }
      if let last = whole.last, last >= 0xC0 { whole.removeLast() }
    }
    if let text = String(validating: whole, as: UTF8.self) { return text }
    var text = ""
    text.unicodeScalars.append(contentsOf: bytes.map { Unicode.Scalar($0) })
    return text
  }

  private static func withoutTags(_ text: String) -> String {
    var result = ""
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "<") {
      result += rest[..<open] + " "
      let tag = rest[open...].dropFirst()
      rest = tag.firstIndex(of: ">").map { tag[$0...].dropFirst() } ?? ""
      for name in ["style", "script"] where tag.lowercased().hasPrefix(name) {
        let end = rest.firstRange(of: "</\(name)")?.lowerBound ?? rest.endIndex
        rest = rest[end...]
      }
    }
    return result + rest
  }
}

import FjordDiagnostic

/// What is wrong with a body that is not JSON.
struct JSONFault: Error, Hashable {
  /// The kinds of fault.
  enum Kind: Hashable {
    case expected(String)
    case unfinishedString
    case controlInString
    case badEscape
    case loneSurrogate
    case badNumber
    case badUTF8
    case tooDeep(limit: Int)
    case trailing
  }

  let kind: Kind
  /// The byte where it was found.
  let place: Int

  init(_ kind: Kind, at place: Int) {
    self.kind = kind
    self.place = place
  }
}

extension JSONFault {
  /// The fault as a person reads it: line, column, and the text around.
  ///
  /// Lines and columns count from 1, columns in bytes.
  func diagnostic(in body: JSONBytes) -> Diagnostic {
    let place = min(place, body.count)
    var line = 1
    var start = 0
    for at in 0..<place where body[at] == UInt8(ascii: "\n") {
      line += 1
      start = at + 1
    }
    let (excerpt, span) = excerpt(in: body, around: place)
    return Diagnostic(
      code: "format.json-broken",
      "the JSON breaks off at line \(line), column \(place - start + 1): \(expectation(body, place))",
      at: span, in: SourceText(name: "line \(line)", text: excerpt), reason: reason(body),
      status: .source)
  }

  /// What was expected and found.
  func expectation(_ body: JSONBytes, _ place: Int) -> String {
    switch kind {
    case .expected(let what): "expected \(what), found \(found(body, place))"
    case .unfinishedString: "expected the closing quote of a string, found the end"
    case .controlInString: "expected an escape, found a control character in a string"
    case .badEscape: "expected an escape such as `\\n` or `\\u00e5`, found \(found(body, place))"
    case .loneSurrogate: "expected two surrogate escapes that make one character, found one"
    case .badNumber: "expected a number such as `-1.5e3`, found \(found(body, place))"
    case .badUTF8: "expected UTF-8, found the byte \(hex(body[place]))"
    case .tooDeep(let limit): "expected at most \(limit) lists and objects inside each other"
    case .trailing: "expected the end, found \(found(body, place))"
    }
  }

  private func reason(_ body: JSONBytes) -> String? {
    var first = 0
    while body[first] == 32 || (9...13).contains(body[first]) { first += 1 }
    if body.count == 0 { return "the body is empty" }
    if body[first] == UInt8(ascii: "<") { return "the body looks like HTML or XML" }
    return place >= body.count ? "the body ends early, after \(body.count) bytes" : nil
  }

  private func found(_ body: JSONBytes, _ place: Int) -> String {
    guard place < body.count else { return "the end" }
    let byte = body[place]
    if byte >= 0x80 { return "a character that is not ASCII" }
    return byte < 0x20 || byte == 0x7F
      ? "the control character \(hex(byte))" : "`\(Character(Unicode.Scalar(byte)))`"
  }

  private func hex(_ byte: UInt8) -> String {
    "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }

  /// At most 60 bytes before the fault and 20 behind it, of one line; with the fault's span in it.
  private func excerpt(in body: JSONBytes, around place: Int) -> (text: String, span: Span) {
    func isCharacterStart(_ at: Int) -> Bool { body[at] & 0xC0 != 0x80 }
    var low = place
    while low > 0, place - low < 60, body[low - 1] != UInt8(ascii: "\n") { low -= 1 }
    while low < place, !isCharacterStart(low) { low += 1 }
    var high = place
    while high < body.count, high - place < 20, body[high] != UInt8(ascii: "\n") { high += 1 }
    while high < body.count, high > place + 1, !isCharacterStart(high) { high -= 1 }
    let before = String(decoding: body.slice(low..<place), as: UTF8.self).escapingControls()
    let behind = String(decoding: body.slice(place..<high), as: UTF8.self)
    let marked = behind.prefix(1).description.escapingControls()
    let rest = String(behind.dropFirst()).escapingControls()
    let start = before.utf8.count
    return (before + marked + rest, Span(start, start + marked.utf8.count))
  }
}

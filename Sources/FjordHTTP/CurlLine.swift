/// A request as a `curl` command that can be pasted, with `"$VARIABLE"` where a secret stands.
struct CurlLine {
  let text: String

  init(_ request: HTTPRequest, hiding ledger: SecretLedger) {
    var words = ["curl -sS --compressed"]
    for field in request.headersAsSent.fields where !Self.isCurlsOwn(field.name) {
      let line = field.value.isEmpty ? field.name + ";" : "\(field.name): \(field.value)"
      words.append("-H " + Self.quoted(ledger.pieces(of: line)))
    }
    // A secret in the query is left to curl to encode, as the variable holds it plain.
    var address = request.addressAsSent
    for item in address.queryItems {
      guard let value = item.value else { continue }
      let pieces = ledger.pieces(of: PercentEncoding.value(item.name) + "=" + value)
      guard pieces.contains(where: \.isVariable) else { continue }
      address = address.removing(item.name)
      if !words.contains("-G") { words.append("-G") }
      words.append("--data-urlencode " + Self.quoted(pieces))
    }
    words.append(Self.quoted(ledger.pieces(of: address.text)))
    text = words.joined(separator: " ")
  }

  /// Fields that `--compressed` and curl itself send.
  private static func isCurlsOwn(_ name: String) -> Bool {
    HTTPHeaderList.same(name, "Accept-Encoding") || HTTPHeaderList.same(name, "User-Agent")
  }

  /// One word of a POSIX shell: variables are put in, all else stands for itself.
  static func quoted(_ pieces: [SecretLedger.Piece]) -> String {
    let texts = pieces.map(\.literal)
    guard pieces.contains(where: \.isVariable) else { return single(texts.joined()) }
    let isPlain = texts.allSatisfy { text in
      text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !"\"\\$`!".unicodeScalars.contains($0) }
    }
    let parts = pieces.map { piece in
      switch piece {
      case .variable(let name): isPlain ? "${\(name)}" : "\"$\(name)\""
      case .text(let text): isPlain ? text : single(text)
      }
    }
    guard isPlain else { return parts.joined() }
    guard case .variable(let last)? = pieces.last else {
      return "\"" + parts.joined() + "\""
    }
    return "\"" + parts.dropLast().joined() + "$\(last)\""
  }

  private static func single(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}

extension SecretLedger.Piece {
  var isVariable: Bool {
    if case .variable = self { true } else { false }
  }

  var literal: String {
    if case .text(let text) = self { text } else { "" }
  }
}

import Foundation

/// A line of a recording: one request as a source made it, with all that became of it.
///
/// Tries again and redirects are in `exchanges`; what the source got is an answer or a fault. No part
/// holds a secret.
struct TapeEntry: Sendable, Equatable, Codable {
  /// What is asked, whoever asks: without secret and the program's own header fields.
  struct Question: Sendable, Hashable, Codable {
    let service: String
    let url: String
    let headers: [String]
  }

  /// What came back, the body as text or, where it is none, as base64.
  struct Answer: Sendable, Equatable, Codable {
    var status: Int
    var url: String
    var headers: [String]
    var text: String?
    var base64: String?
    /// How many seconds the answer had been kept, where it was not asked for.
    var age: Int64?
  }

  /// The line's number, from 1 in the order of the ends.
  var number: Int
  let question: Question
  let exchanges: [HTTPExchange]
  /// How many fresh tokens were fetched on the way; each is a line of its own.
  let renewals: Int
  /// What came; nil where nothing did.
  var answer: Answer?
  /// Why nothing came; nil too where a fresh token could not be had.
  let fault: HTTPFault?

  /// The line, with its end.
  func line() throws -> [UInt8] { Array(try JSONEncoder.lines.encode(self)) + [0x0A] }
}

extension TapeEntry.Question {
  /// What a request asks.
  init(_ request: HTTPRequest, hiding ledger: SecretLedger) {
    service = request.service
    url = ledger.redacted(request.address.text)
    headers = request.headers.fields.filter { !Self.isProgramsOwn($0.name) }
      .map { ledger.redacted("\($0.name): \($0.value)") }
  }

  /// Fields that a later version may send otherwise and that change no answer.
  private static func isProgramsOwn(_ name: String) -> Bool {
    ["User-Agent", "Accept-Encoding"].contains { HTTPHeaderList.same($0, name) }
  }
}

extension TapeEntry.Answer {
  /// Takes an answer without its secrets; `held` is one that the reader needs a substitute of.
  init(_ answer: HTTPAnswer, held: Secret?, hiding ledger: SecretLedger) {
    status = answer.status
    url = answer.url
    // Cookies are never sent back, and may be secrets.
    headers = answer.headers.fields.filter { !HTTPHeaderList.same($0.name, "Set-Cookie") }
      .map { ledger.redacted("\($0.name): \($0.value)") }
    var body = answer.body
    if let held { body = body.replacing(held.exposedValue.utf8, with: held.substitute.utf8) }
    body = ledger.redacted(body)
    text = String(validating: body, as: UTF8.self)
    base64 = text == nil ? Data(body).base64EncodedString() : nil
    age = answer.age
  }

  /// The answer as a source gets it.
  var restored: HTTPAnswer? {
    let fields = headers.map { line -> (String, String) in
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(parts[0]), parts.count > 1 ? String(parts[1]).trimmingBlanks() : "")
    }
    let body =
      text.map { Array($0.utf8) } ?? base64.flatMap { Data(base64Encoded: $0).map(Array.init) }
    guard let body else { return nil }
    var answer = HTTPAnswer(
      status: status, headers: HTTPHeaderList(fields), body: body, url: url)
    answer.age = age
    return answer
  }
}

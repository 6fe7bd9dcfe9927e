import Foundation

/// An answer as it lies in the cache: a line that tells what it answers, then the body.
struct KeptAnswer: Sendable {
  /// The line.
  struct Head: Sendable, Codable {
    var format = 1
    let question: TapeEntry.Question
    let program: String
    let url: String
    var headers: [String]
    /// When it came or was last found unchanged, in seconds since 1970.
    var time: Int64
  }

  var head: Head
  let body: [UInt8]

  init(_ answer: HTTPAnswer, to question: TapeEntry.Question, program: String, at time: Int64) {
    head = Head(
      question: question, program: program, url: answer.url,
      headers: answer.headers.fields.map { "\($0.name): \($0.value)" }, time: time)
    body = answer.body
  }

  /// Reads a file; nil where it is none that is known here.
  init?(_ file: Data) {
    guard let end = file.firstIndex(of: 0x0A),
      let head = try? JSONDecoder().decode(Head.self, from: file[..<end]), head.format == 1
    else { return nil }
    self.head = head
    body = Array(file[(end + 1)...])
  }

  /// The file.
  var bytes: Data? {
    guard let line = try? JSONEncoder.lines.encode(head) else { return nil }
    return line + [0x0A] + body
  }

  var headers: HTTPHeaderList {
    HTTPHeaderList(
      head.headers.map { line in
        let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts[0]), parts.count > 1 ? String(parts[1]).trimmingBlanks() : "")
      })
  }

  /// Takes over what a 304 says anew.
  mutating func renew(with headers: HTTPHeaderList, at time: Int64) {
    let fresh = headers.fields.filter { !HTTPHeaderList.same($0.name, "Content-Length") }
    let kept = self.headers.fields.filter { field in
      !fresh.contains { HTTPHeaderList.same($0.name, field.name) }
    }
    head.headers = (kept + fresh).map { "\($0.name): \($0.value)" }
    head.time = time
  }
}

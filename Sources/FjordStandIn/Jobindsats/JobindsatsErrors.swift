import Hummingbird

/// A request of version 3 that is refused, with the service's words.
struct JobindsatsRefusal: Error, Equatable {
  var cause: String
}

/// The bodies of errors.
///
/// Recorded are those of status 422 in version 3. The others have its shape; those of version 2
/// are a line of text.
enum JobindsatsErrors {
  static let json = "application/json; charset=utf-8"

  /// What is answered in the hour in which the service is closed.
  static let closed = page(503, "Service Unavailable")

  /// What a proxy answers when the service takes too long.
  static let timeout = page(504, "Gateway Time-out")

  /// An error of version 3.
  static func three(_ status: Int, _ cause: String, id: String) -> StandInAnswer {
    let body = JobindsatsJSON.object([
      ("code", .number("\(status)")), ("cause", .text(cause)), ("request_id", .text(id)),
    ])
    return StandInAnswer(status, type: json, body: body.bytes)
  }

  /// An error of version 2.
  static func two(_ status: Int, _ text: String) -> StandInAnswer {
    StandInAnswer(status, type: "text/plain; charset=utf-8", body: Array(text.utf8))
  }

  private static func page(_ status: Int, _ title: String) -> StandInAnswer {
    let text =
      "<html><head><title>\(status) \(title)</title></head><body><h1>\(title)</h1></body></html>"
    return StandInAnswer(status, type: "text/html", body: Array(text.utf8))
  }
}

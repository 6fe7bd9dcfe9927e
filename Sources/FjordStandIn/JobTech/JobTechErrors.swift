/// The bodies of errors, after the services' framework.
enum JobTechErrors {
  static let json = "application/json"

  static let noAd = StandInAnswer(404, type: json, body: message("Ad not found"))

  static let noPath = StandInAnswer(
    404, type: json,
    body: message(
      "The requested URL was not found on the server. If you entered the URL manually please check "
        + "your spelling and try again."))

  static let tooOften = StandInAnswer(
    429, type: json, headers: [.retryAfter: "60"], body: message("Too many requests"))

  /// A parameter that is refused.
  static func malformed(_ name: String, _ why: String) -> StandInAnswer {
    var body = JSONBytes()
    body.raw("{\"errors\":{")
    body.string(name)
    body.raw(":")
    body.string(why)
    body.raw("},\"message\":\"Input payload validation failed\"}")
    return StandInAnswer(400, type: json, body: body.bytes)
  }

  private static func message(_ text: String) -> [UInt8] {
    var body = JSONBytes()
    body.raw("{\"message\":")
    body.string(text)
    body.raw("}")
    return body.bytes
  }
}

import Hummingbird

/// The bodies of NAV's errors, byte for byte.
enum NAVErrors {
  static let json = "application/json"

  static let nothing = StandInAnswer(404, type: json)

  static let noPublicToken = StandInAnswer(
    404, type: json, body: Array("Public token is not currently available".utf8))

  static let pageSize = StandInAnswer(
    400, type: "text/plain", body: Array("pageSize must be less than or equal to 10000".utf8))

  static func unauthorised(_ request: StandInRequest) -> StandInAnswer {
    answer(401, "Unauthorized", "unauthorizedresponse", request)
  }

  static func server(_ request: StandInRequest) -> StandInAnswer {
    answer(500, "Server Error", "internalservererrorresponse", request)
  }

  static func noEndpoint(_ request: StandInRequest) -> StandInAnswer {
    answer(404, "Endpoint \(request.method) \(request.path) not found", "endpointnotfound", request)
  }

  /// The framework's error in JSON, indented by four spaces, or its bare title for clients that say
  /// they want HTML.
  private static func answer(
    _ status: Int, _ title: String, _ type: String, _ request: StandInRequest
  ) -> StandInAnswer {
    if request.headers[.accept]?.contains("text/html") == true {
      return StandInAnswer(status, type: "text/html", body: Array(title.utf8))
    }
    var body = JSONBytes()
    body.raw("{\n    \"title\": ")
    body.string(title)
    body.raw(",\n    \"status\": ")
    body.text("\(status)")
    body.raw(",\n    \"type\": ")
    body.string("https://javalin.io/documentation#" + type)
    body.raw(",\n    \"details\": {}\n}")
    return StandInAnswer(status, type: json, body: body.bytes)
  }
}

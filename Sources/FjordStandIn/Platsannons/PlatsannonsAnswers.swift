import Hummingbird

/// A request that is refused, in the words of the service.
struct PlatsannonsRefusal: Error, Sendable {
  var status: Int
  var text: String

  /// 400 for a value.
  static func value(_ value: String) -> PlatsannonsRefusal {
    PlatsannonsRefusal(status: 400, text: "Felaktig inparameter: \(value)")
  }

  /// 400 for characters that names and keywords may not have.
  static func characters(_ text: String) -> PlatsannonsRefusal {
    PlatsannonsRefusal(
      status: 400, text: "Felaktigt värde i: \(text) Enbart alfanumeriska tecken är tillåtna")
  }
}

/// Answers to one request, in the format it asks for and with the headers of the generation.
struct PlatsannonsAnswers: Sendable {
  let generation: PlatsannonsGeneration
  /// Whether errors are HTML whatever is asked for.
  let errorsAreHTML: Bool
  private let accepted: [PlatsannonsFormat?]

  init(
    to request: StandInRequest, generation: PlatsannonsGeneration, errorsAreHTML: Bool
  ) {
    self.generation = generation
    self.errorsAreHTML = errorsAreHTML
    accepted = PlatsannonsFormat.accepted(request.headers[.accept])
  }

  /// Whether an image is among what is asked for.
  var takesImage: Bool { accepted.contains { $0 == nil || $0 == .image } }

  /// Whether a text would do, and nothing better than it was asked for.
  var takesText: Bool { accepted.contains { $0 != .image } }

  /// Whether text is what is asked for before anything else, or anything at all.
  var prefersText: Bool { accepted.first.map { $0 == nil || $0 == .text } ?? false }

  /// The format of data; nil where none that is asked for can be served.
  var format: PlatsannonsFormat? {
    for format in accepted where format != .text && format != .image {
      return format ?? (generation == .first ? .json : .xml)
    }
    return nil
  }

  /// Data, in the format that is asked for.
  func data(_ value: PlatsannonsValue) -> StandInAnswer {
    guard let format else { return error(.init(status: 406, text: Self.notAcceptable)) }
    return answer(200, Self.type(format, generation), Self.body(value, format))
  }

  /// A text.
  func text(_ text: String) -> StandInAnswer {
    answer(200, "text/plain; charset=UTF-8", Array(text.utf8))
  }

  /// An image.
  func image(_ bytes: [UInt8], type: String) -> StandInAnswer { answer(200, type, bytes) }

  /// A status and nothing else.
  func bare(_ status: Int) -> StandInAnswer {
    var answer = answer(status, "", [])
    answer.headers[.contentType] = nil
    return answer
  }

  /// An error: an object for those who asked for JSON or XML, or for what can't be; else HTML that
  /// says it is JSON.
  func error(_ refusal: PlatsannonsRefusal) -> StandInAnswer {
    let (status, title) = (refusal.status, Self.title(refusal.status))
    if generation == .second {
      let format = format ?? .json
      let value = PlatsannonsValue.object([("message", .text(refusal.text))])
      return answer(status, Self.type(format, .second), Self.body(value, format))
    }
    let isExplicit = accepted.first { $0 != .text && $0 != .image }.map { $0 != nil } ?? true
    guard isExplicit, !errorsAreHTML else {
      let text = PlatsannonsValue.escaped(refusal.text)
      let page =
        "<html><head></head><body> <h1>Error</h1>Beskrivning: \(text)<br />"
        + "Statuskod: \(title)<br />Titel: \(title)<br /></body></html>"
      return answer(status, Self.type(.json, .first), Array(page.utf8))
    }
    let format = format ?? .json
    let value = PlatsannonsValue.object([
      (
        "error",
        .object([
          ("statuskod", .text("\(status)")), ("titel", .text(title)),
          ("beskrivning", .text(refusal.text)),
        ])
      )
    ])
    return answer(status, Self.type(format, .first), Self.body(value, format))
  }

  static let notAcceptable = "Begärd representation kan inte levereras"

  /// The title of a status.
  static func title(_ status: Int) -> String {
    switch status {
    case 400: "Bad Request"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 406: "Not Acceptable"
    case 503: "Service Unavailable"
    default: "Internal Server Error"
    }
  }

  private static func type(
    _ format: PlatsannonsFormat, _ generation: PlatsannonsGeneration
  ) -> String {
    let type = format == .xml ? "application/xml" : "application/json"
    return generation == .first ? type + ";charset=utf-8" : type
  }

  private static func body(_ value: PlatsannonsValue, _ format: PlatsannonsFormat) -> [UInt8] {
    format == .xml ? value.xml : value.json
  }

  private func answer(_ status: Int, _ type: String, _ body: [UInt8]) -> StandInAnswer {
    var headers = generation == .first ? Self.firstHeaders : Self.secondHeaders
    if status < 400, generation == .first {
      headers[.cacheControl] = "no-transform, max-age=600"
    }
    var answer = StandInAnswer(status, type: type, headers: headers, body: body)
    // What says `no-transform` is not compressed on its way.
    answer.isCompressible = generation == .second
    return answer
  }

  private static let firstHeaders = fields([
    "Vary": "Accept,Accept-Language", "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers":
      "X-JWT-Assertion, Origin, X-Requested-With, Content-Type, Accept",
    "Server": "WildFly/8", "X-Powered-By": "Undertow/1",
    "WWW-Authenticate": "Basic realm=\"CT\"", "Connection": "close",
  ])

  private static let secondHeaders = fields([
    "Server": "nginx", "Access-Control-Allow-Origin": "*",
  ])

  private static func fields(_ pairs: KeyValuePairs<String, String>) -> HTTPFields {
    var fields = HTTPFields()
    for (name, value) in pairs {
      if let name = HTTPFields.Element.Name(name) { fields[name] = value }
    }
    return fields
  }
}

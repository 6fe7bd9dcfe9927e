import FjordFormat
import FjordTable

/// What the service says of a refusal, out of any of the forms that it has said it in: an object or
/// element `error`, the later server's `message`, or three labels in HTML under the name of JSON.
///
/// The status goes by HTTP alone: in HTML "Statuskod" is words.
struct ServiceMessage: Hashable {
  /// What is said.
  let text: String

  /// Reads a body, or the beginning of one; nil where it is none of the forms.
  init?(_ body: String) {
    let bytes = Array(body.utf8)
    let value = (try? AnswerBody.value(of: bytes)) ?? .null
    let error = value.member("error")
    if let text = error.member("beskrivning").text ?? error.member("titel").text {
      self.text = text
    } else if let text = value.member("message").text {
      self.text = text
    } else if let text = Self.labelled("Beskrivning:", in: body) ?? Self.cut(body) {
      self.text = text
    } else {
      return nil
    }
  }

  private static func labelled(_ label: String, in text: String) -> String? {
    guard let start = text.firstRange(of: label)?.upperBound else { return nil }
    let rest = text[start...]
    let ends = ["<", "Statuskod:", "Titel:"].compactMap { rest.firstRange(of: $0)?.lowerBound }
    return words(rest[..<(ends.min() ?? rest.endIndex)])
  }

  /// What stands in a body of which the end is missing, so that it can't be read whole.
  private static func cut(_ body: String) -> String? {
    for name in ["beskrivning", "Beskrivning"] {
      if let start = body.firstRange(of: "<\(name)>")?.upperBound {
        return words(body[start...].prefix { $0 != "<" })
      }
    }
    for name in ["beskrivning", "Beskrivning", "message"] {
      if let start = body.firstRange(of: "\"\(name)\":\"")?.upperBound {
        return words(body[start...].prefix { $0 != "\"" })
      }
    }
    return nil
  }

  /// A text of markup on one line.
  private static func words(_ text: Substring) -> String? {
    var line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for (name, sign) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
      line = line.replacing(name, with: sign)
    }
    return line.isEmpty ? nil : line
  }
}

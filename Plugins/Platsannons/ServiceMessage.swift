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
    } else if let text = Self.labelled("Beskrivning:", in: body) {
      self.text = text
    } else {
      return nil
    }
  }

  private static func labelled(_ label: String, in text: String) -> String? {
    guard let start = text.firstRange(of: label)?.upperBound else { return nil }
    let rest = text[start...]
    let ends = ["<", "Statuskod:", "Titel:"].compactMap { rest.firstRange(of: $0)?.lowerBound }
    let words = rest[..<(ends.min() ?? rest.endIndex)].split(whereSeparator: \.isWhitespace)
    return words.isEmpty ? nil : words.joined(separator: " ")
  }
}

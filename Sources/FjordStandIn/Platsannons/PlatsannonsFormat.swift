/// What a body is written in, as `Accept` asks.
enum PlatsannonsFormat: Sendable, Equatable {
  case json
  case xml
  case text
  case image

  /// What a request takes, best first; `nil` among them stands for anything.
  static func accepted(_ header: String?) -> [PlatsannonsFormat?] {
    guard let header else { return [nil] }
    let ranges = header.lowercased().split(separator: ",").enumerated().compactMap {
      place, part -> (place: Int, weight: Double, format: PlatsannonsFormat?)? in
      let words = part.split(separator: ";").map { $0.filter { $0 != " " } }
      let weight = words.dropFirst().first { $0.hasPrefix("q=") }
        .flatMap { Double($0.dropFirst(2)) }
      guard let range = words.first, weight != 0 else { return nil }
      switch range {
      case "*/*": return (place, weight ?? 1, nil)
      case "application/json", "application/*": return (place, weight ?? 1, .json)
      case "application/xml", "text/xml": return (place, weight ?? 1, .xml)
      case "text/plain", "text/*": return (place, weight ?? 1, .text)
      case "image/gif", "image/png", "image/*": return (place, weight ?? 1, .image)
      default: return nil
      }
    }
    return ranges.sorted { a, b in
      a.weight == b.weight ? a.place < b.place : a.weight > b.weight
    }.map(\.format)
  }
}

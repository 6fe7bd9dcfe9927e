/// A field mask, as `total,hits{id,headline}`: which keys of an answer are wanted.
struct JobTechMask: Sendable {
  private let names: Set<String>?
  private let hits: Set<String>?

  /// Reads the header field `X-Fields`; nil wants everything.
  init(_ text: String?) {
    guard let text else {
      (names, hits) = (nil, nil)
      return
    }
    let bare = text.replacing(" ", with: "")
    var outer = bare
    var inner: Set<String>?
    if let open = bare.firstRange(of: "hits{"),
      let close = bare[open.upperBound...].firstIndex(of: "}")
    {
      inner = Set(bare[open.upperBound..<close].split(separator: ",").map(String.init))
      outer = bare[..<open.lowerBound] + "hits" + bare[bare.index(after: close)...]
    }
    names = Set(outer.split(separator: ",").map(String.init))
    hits = inner
  }

  /// Whether a key of the answer is wanted.
  func wants(_ name: String) -> Bool { names?.contains(name) ?? true }

  /// Whether a key of an ad is wanted.
  func wantsOfHit(_ name: String) -> Bool { hits?.contains(name) ?? true }
}

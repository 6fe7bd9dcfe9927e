import FjordTable

/// What the values at one place of rows are.
final class JSONShape {
  /// Kinds of values that were met.
  struct Kinds: OptionSet {
    let rawValue: UInt8
    static let bool = Kinds(rawValue: 1)
    static let int = Kinds(rawValue: 2)
    static let float = Kinds(rawValue: 4)
    static let string = Kinds(rawValue: 8)
    static let object = Kinds(rawValue: 16)
    static let array = Kinds(rawValue: 32)
  }

  fileprivate var kinds: Kinds = []
  /// What all strings can be read as.
  fileprivate var candidates: Candidates = [.date, .timestamp, .duration]
  fileprivate var fields: [(key: [UInt8], shape: JSONShape)] = []
  fileprivate var element: JSONShape?
  private var texts: Set<Int> = []
  private var textCount = 0

  /// The type that all values fit.
  var type: DataType {
    switch kinds {
    case [.bool]: .bool
    case [.int]: .int
    case [.float], [.int, .float]: .float
    case [.string] where candidates.contains(.date): .date
    case [.string] where candidates.contains(.timestamp): .timestamp
    case [.string] where candidates.contains(.duration): .duration
    case [.object] where !fields.isEmpty: .record(recordFields)
    case [.array]: .list(element?.type ?? .string)
    default: .string
    }
  }

  private var recordFields: [RecordField] {
    fields.map { RecordField(String(decoding: $0.key, as: UTF8.self), $0.shape.type) }
  }

  /// The columns of rows of this shape: one a key, or the rows themselves.
  var entries: [JSONPieceDecoder.Entry] {
    guard kinds == [.object] || kinds.isEmpty else {
      return [JSONPieceDecoder.Entry(key: nil, type: type)]
    }
    return fields.map { field in
      let type = field.shape.type
      return JSONPieceDecoder.Entry(
        key: String(decoding: field.key, as: UTF8.self), type: type,
        mayRepeat: field.shape.mayRepeat)
    }
  }

  /// Whether strings repeat, here or below: less than a quarter of them are different.
  private var mayRepeat: Bool {
    textCount >= 32 && texts.count * 4 <= textCount + 64
      || fields.contains { $0.shape.mayRepeat }
  }

  fileprivate func note(text hash: Int) {
    textCount += 1
    if texts.count < 4_096 { texts.insert(hash) }
  }
}

/// Walks values and notes what they are, without building them.
struct JSONTypeSurvey {
  private let scanner: JSONScanner
  private var bytes: JSONBytes { scanner.bytes }

  init(_ scanner: JSONScanner) { self.scanner = scanner }

  /// Notes the value at a place; gives the place behind it.
  func take(_ place: Int, into shape: JSONShape, depth: Int) throws(JSONFault) -> Int {
    switch bytes[place] {
    case UInt8(ascii: "{"): return try takeObject(place, into: shape, depth: depth)
    case UInt8(ascii: "["): return try takeArray(place, into: shape, depth: depth)
    default:
      let token = try scanner.value(place, depth: depth)
      take(token, into: shape)
      return token.end
    }
  }

  private func takeObject(
    _ start: Int, into shape: JSONShape, depth: Int
  ) throws(JSONFault) -> Int {
    try scanner.checkDepth(depth, start)
    shape.kinds.insert(.object)
    var place = scanner.skipSpace(start + 1)
    if bytes[place] == UInt8(ascii: "}") { return place + 1 }
    var guess = 0
    while true {
      let (key, value) = try scanner.key(place)
      let end = try take(value, into: field(key, of: shape, &guess), depth: depth + 1)
      let (next, isEnd) = try scanner.next(end, closing: UInt8(ascii: "}"))
      if isEnd { return next }
      place = next
    }
  }

  private func takeArray(
    _ start: Int, into shape: JSONShape, depth: Int
  ) throws(JSONFault) -> Int {
    try scanner.checkDepth(depth, start)
    shape.kinds.insert(.array)
    let element = shape.element ?? JSONShape()
    shape.element = element
    var place = scanner.skipSpace(start + 1)
    if bytes[place] == UInt8(ascii: "]") { return place + 1 }
    while true {
      let end = try take(place, into: element, depth: depth + 1)
      let (next, isEnd) = try scanner.next(end, closing: UInt8(ascii: "]"))
      if isEnd { return next }
      place = next
    }
  }

  private func take(_ token: JSONToken, into shape: JSONShape) {
    switch token.kind {
    case .true, .false: shape.kinds.insert(.bool)
    case .integer:
      let fits = bytes.withSpan(token.content) { ValueParsing.int($0) } != nil
      shape.kinds.insert(fits ? .int : .float)
    case .number: shape.kinds.insert(.float)
    case .string, .escapedString:
      shape.kinds.insert(.string)
      takeText(token, into: shape)
    default: break
    }
  }

  private func takeText(_ token: JSONToken, into shape: JSONShape) {
    let content = bytes.slice(token.content)
    var hash = content.count
    for byte in content.prefix(24) { hash = hash &* 31 &+ Int(byte) }
    shape.note(text: hash)
    guard !shape.candidates.isEmpty else { return }
    guard token.kind == .string, content.count <= 40 else { return shape.candidates = [] }
    shape.candidates.formIntersection(
      Candidates(fitting: Array(content), among: shape.candidates))
  }

  /// The shape of a key's values; keys mostly come in the order in which they came before.
  private func field(_ key: JSONToken, of shape: JSONShape, _ guess: inout Int) -> JSONShape {
    let isPlain = key.kind == .string
    let name = isPlain ? bytes.slice(key.content) : UnsafeRawBufferPointer(start: nil, count: 0)
    if isPlain, guess < shape.fields.count, shape.fields[guess].key.elementsEqual(name) {
      guess += 1
      return shape.fields[guess - 1].shape
    }
    let text = isPlain ? Array(name) : Array(bytes.text(key).utf8)
    if let known = shape.fields.firstIndex(where: { $0.key == text }) {
      guess = known + 1
      return shape.fields[known].shape
    }
    let fresh = JSONShape()
    shape.fields.append((text, fresh))
    guess = shape.fields.count
    return fresh
  }
}

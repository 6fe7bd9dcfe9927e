/// Header fields in order: names without regard to letter case, a name any number of times.
public struct HTTPHeaderList: Sendable {
  /// The fields, names spelled as they came.
  public private(set) var fields: [(name: String, value: String)]

  /// Creates a list.
  public init(_ fields: [(String, String)] = []) {
    self.fields = fields.map { ($0.0, $0.1) }
  }

  /// The first value of a name, or nil.
  public subscript(name: String) -> String? {
    fields.first { Self.same($0.name, name) }?.value
  }

  /// All values of a name, in order.
  public func values(_ name: String) -> [String] {
    fields.filter { Self.same($0.name, name) }.map(\.value)
  }

  /// Adds a field behind those that are there.
  public mutating func add(_ name: String, _ value: String) {
    fields.append((name, value))
  }

  /// Adds a field unless one of that name is there.
  mutating func addIfMissing(_ name: String, _ value: String) {
    if self[name] == nil { add(name, value) }
  }

  static func same(_ a: String, _ b: String) -> Bool {
    a.utf8.count == b.utf8.count
      && zip(a.utf8, b.utf8).allSatisfy { lowered($0) == lowered($1) }
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}

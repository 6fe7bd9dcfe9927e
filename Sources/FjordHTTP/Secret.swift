/// A token or key that no text of fjord's ever shows.
///
/// Description, debug description, `dump` and reflection give the shell variable (`$NAV_TOKEN`) in
/// place of the value. The value itself is had by name only: `exposedValue`.
public struct Secret: Sendable, Equatable {
  /// The shell variable that stands for the value in traces and messages, without the `$`.
  public let variable: String
  private let value: String

  /// Creates a secret; white space around the value, as a file's last newline, is dropped.
  ///
  /// Characters that can't stand in a shell variable's name become `_`.
  public init(_ value: String, variable: String) {
    let bytes = value.utf8.drop(while: \.isBlank)
    let count = bytes.reversed().drop(while: \.isBlank).count
    self.value = String(decoding: bytes.prefix(count), as: UTF8.self)
    let name = variable.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
    self.variable = name.first?.isNumber ?? true ? "_" + String(name) : String(name)
  }

  /// The value, for those who must read it, as a token's expiry; never to be shown or stored.
  public var exposedValue: String { value }

  /// Why the value can't be sent, or nil where it can: letters, digits and signs of ASCII only.
  var unfitness: String? {
    if value.isEmpty { return "it is empty" }
    let fits = value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    return fits ? nil : "it holds a space, a control character or a letter outside ASCII"
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The variable, as `$NAV_TOKEN`.
  public var description: String { "$" + variable }
  /// The variable, as `$NAV_TOKEN`.
  public var debugDescription: String { description }
  /// A mirror with nothing in it.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension UInt8 {
  var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}

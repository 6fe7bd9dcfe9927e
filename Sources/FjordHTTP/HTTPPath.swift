/// A path below a service's base URL; interpolated values are encoded as one segment each.
///
/// In `"/api/v1/feedentry/\(id)"` an id with a slash, a question mark or a space can't change
/// which path is asked for. Text that is a path already goes through `HTTPPath(_:)`. A query may
/// stand behind a `?`.
public struct HTTPPath: Sendable, Hashable, ExpressibleByStringInterpolation {
  let text: String

  /// Takes a path as it is.
  public init(_ text: String) {
    self.text = text
  }

  /// Takes a path as it is.
  public init(stringLiteral value: String) {
    text = value
  }

  /// Takes a path with encoded values in it.
  public init(stringInterpolation interpolation: StringInterpolation) {
    text = interpolation.text
  }

  /// Puts a path together.
  public struct StringInterpolation: StringInterpolationProtocol {
    var text = ""

    /// Begins with nothing.
    public init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    /// Adds text as it is.
    public mutating func appendLiteral(_ literal: String) {
      text += literal
    }

    /// Adds a value as one segment, or as part of one; `.` and `..` are encoded too.
    public mutating func appendInterpolation(_ value: String) {
      let encoded = PercentEncoding.value(value)
      let isDots = encoded == "." || encoded == ".."
      text += isDots ? encoded.map { _ in "%2E" }.joined() : encoded
    }

    /// Adds a number.
    public mutating func appendInterpolation(_ value: some BinaryInteger) {
      text += String(value)
    }
  }
}

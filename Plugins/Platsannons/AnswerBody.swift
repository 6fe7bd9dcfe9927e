import FjordDiagnostic
import FjordFormat
import FjordTable

/// An answer's body as a value: JSON or XML, as its first character says.
///
/// The name that comes with it can't be trusted: HTML has come under that of JSON.
enum AnswerBody {
  /// Reads a body.
  ///
  /// Errors: `format.json-broken`, `format.xml-broken`, `format.no-xml-library`.
  static func value(of body: [UInt8]) throws(Diagnostic) -> Value {
    let first = body.first { $0 > 0x20 && ![0xEF, 0xBB, 0xBF].contains($0) }
    return first == UInt8(ascii: "<") ? try xmlValue(of: body) : try jsonValue(of: body)
  }

  /// Reads a body in which there must be an object or element of a name, which is given back.
  ///
  /// Errors: what `fault` makes of a reason; `format.no-xml-library`.
  static func part(
    _ name: String, of body: [UInt8], _ fault: (String) -> PlatsannonsFault
  ) throws -> Value {
    let value: Value
    do {
      value = try self.value(of: body)
    } catch  where error.code == "format.no-xml-library" {
      throw error
    } catch {
      throw fault(error.message)
    }
    let part = value.member(name)
    // An element with nothing in it is an empty text.
    guard part.isRecord || part == .string("") else { throw fault("it has no `\(name)`") }
    return part
  }
}

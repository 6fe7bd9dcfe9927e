import FjordDiagnostic
import FjordTable

// Why it is safe: the body's bytes outlive the reader over them, which is freed before they are let
// go, and texts that the library lends are copied before the next step.

/// Reads an XML text as one value, of the shape that the same data has in JSON.
///
/// An element with elements in it is a record in the order of their names; one name that occurs
/// several times is a list; an element without elements is its text, perhaps an empty one. The whole
/// is a record of the root element. Attributes, comments and namespaces are left out.
/// Nothing is loaded from anywhere, and a document type is refused with all that it could declare.
/// Errors: `format.xml-broken` with line and column; `format.no-xml-library`. Complexity: linear in
/// the text.
public func xmlValue(of body: [UInt8]) throws(Diagnostic) -> Value {
  try xmlValue(of: body, using: .shared)
}

/// The same with a library of one's own.
func xmlValue(of body: [UInt8], using library: XMLLibrary?) throws(Diagnostic) -> Value {
  guard let library else { throw XMLFault.noLibrary.diagnostic }
  guard body.count <= XMLReading.longestBody else { throw XMLFault.tooLong.diagnostic }
  let result: Result<Value, XMLFault> = body.withUnsafeBytes { bytes in
    let text = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
    let reader = library.open(text, Int32(bytes.count), nil, nil, XMLReading.options)
    guard let reader else { return .failure(.noReader) }
    defer { library.close(reader) }
    do throws(XMLFault) {
      return .success(try XMLReading(library, reader).read())
    } catch {
      return .failure(error)
    }
  }
  switch result {
  case .success(let value): return value
  case .failure(let fault): throw fault.diagnostic
  }
}

/// One reading of a text.
private struct XMLReading {
  /// Elements inside each other.
  static let deepest = 64
  static let longestBody = 64 << 20
  /// No message on standard error (32, 64), no network (2048), CDATA as text (16384); entities are not
  /// replaced and no document type is loaded, because nothing asks for it.
  static let options: Int32 = 32 | 64 | 2048 | 16384

  private let library: XMLLibrary
  private let reader: OpaquePointer
  private var open: [XMLElement] = []
  private var root: NamedValue?

  init(_ library: XMLLibrary, _ reader: OpaquePointer) {
    self.library = library
    self.reader = reader
  }

  consuming func read() throws(XMLFault) -> Value {
    while true {
      switch library.step(reader) {
      case 1: try take(library.nodeType(reader))
      case 0:
        guard let root, open.isEmpty else { throw broken }
        return .record([root])
      default: throw broken
      }
    }
  }

  private mutating func take(_ node: Int32) throws(XMLFault) {
    switch node {
    case 1:
      guard open.count < Self.deepest else { throw .tooDeep(limit: Self.deepest) }
      // Asked before the reader goes on, as all of a node is.
      let isEmpty = library.isEmptyElement(reader) == 1
      open.append(XMLElement(name: copied(library.localName(reader))))
      if isEmpty { end() }
    case 15: end()
    case 3, 4, 13, 14:
      if !open.isEmpty { open[open.count - 1].text += copied(library.value(reader)) }
    case 5: throw .entity(copied(library.localName(reader)))
    case 10: throw .documentType
    default: break
    }
  }

  private mutating func end() {
    guard let element = open.popLast() else { return }
    guard open.isEmpty else { return open[open.count - 1].add(element) }
    root = NamedValue(element.name, element.value)
  }

  private var broken: XMLFault {
    .broken(line: Int(library.line(reader)), column: Int(library.column(reader)))
  }

  private func copied(_ text: UnsafePointer<UInt8>?) -> String {
    text.map { String(cString: $0) } ?? ""
  }
}

/// An element whose end has not come.
private struct XMLElement {
  let name: String
  var text = ""
  private var parts: [(name: String, values: [Value])] = []
  private var places: [String: Int] = [:]

  init(name: String) { self.name = name }

  mutating func add(_ element: XMLElement) {
    if let place = places[element.name] {
      parts[place].values.append(element.value)
    } else {
      places[element.name] = parts.count
      parts.append((element.name, [element.value]))
    }
  }

  var value: Value {
    if parts.isEmpty { return .string(text) }
    return .record(
      parts.map { NamedValue($0.name, $0.values.count == 1 ? $0.values[0] : .list($0.values)) })
  }
}

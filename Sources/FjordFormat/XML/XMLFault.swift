import FjordDiagnostic

/// What is wrong with a body that should be XML.
enum XMLFault: Error, Hashable {
  /// The system has no libxml2.
  case noLibrary
  /// The library gave no reader, as where memory is short.
  case noReader
  case tooLong
  case tooDeep(limit: Int)
  case documentType
  case entity(String)
  case broken(line: Int, column: Int)

  /// The fault as a person reads it.
  var diagnostic: Diagnostic {
    switch self {
    case .noLibrary:
      Diagnostic(
        code: "format.no-xml-library", "XML can't be read: libxml2 was not found",
        reason: "it is looked for when XML comes, as libxml2.so.2 or libxml2.so.16",
        fix: "install the package `libxml2` (Debian and Ubuntu), or ask for JSON", status: .source)
    case .noReader: fault("the library gave no reader")
    case .tooLong: fault("it is longer than 64 MB")
    case .tooDeep(let limit): fault("expected at most \(limit) elements inside each other")
    case .documentType: fault("it declares a document type, which data has no need of")
    case .entity(let name):
      fault("it refers to the entity `\(name.prefix(40).description.escapingControls())`")
    case .broken(let line, let column):
      Diagnostic(
        code: "format.xml-broken", "the XML breaks off at line \(line), column \(column)",
        reason: "expected elements that all end, in the order in which they began",
        status: .source)
    }
  }

  private func fault(_ why: String) -> Diagnostic {
    Diagnostic(code: "format.xml-broken", "the XML is not read: \(why)", status: .source)
  }
}

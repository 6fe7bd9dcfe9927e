#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// libxml2's text reader, loaded when XML first comes and never unloaded.
///
/// Linked, it would cost every start of fjord; loaded, it costs those that ask for XML.
/// Source: https://gnome.pages.gitlab.gnome.org/libxml2/html/xmlreader_8h.html, read in November 2026.
struct XMLLibrary: Sendable {
  typealias Open =
    @convention(c) (
      UnsafePointer<CChar>?, Int32, UnsafePointer<CChar>?, UnsafePointer<CChar>?, Int32
    ) -> OpaquePointer?
  typealias Ask = @convention(c) (OpaquePointer?) -> Int32
  typealias Spell = @convention(c) (OpaquePointer?) -> UnsafePointer<UInt8>?
  typealias Close = @convention(c) (OpaquePointer?) -> Void
  typealias Prepare = @convention(c) () -> Void

  let open: Open
  let close: Close
  let step: Ask
  let nodeType: Ask
  let isEmptyElement: Ask
  let line: Ask
  let column: Ask
  let localName: Spell
  let value: Spell

  /// The library, or nil where the system has none.
  static let shared = XMLLibrary(named: [
    "libxml2.so.2", "libxml2.so.16", "libxml2.2.dylib", "libxml2.so",
  ])

  /// Loads the first library of these names that there is.
  init?(named names: [String]) {
    guard let handle = names.lazy.compactMap({ dlopen($0, RTLD_NOW | RTLD_LOCAL) }).first else {
      return nil
    }
    func symbol<Function>(_ name: String, as type: Function.Type) -> Function? {
      dlsym(handle, name).map { unsafeBitCast($0, to: type) }
    }
    guard let prepare = symbol("xmlInitParser", as: Prepare.self),
      let open = symbol("xmlReaderForMemory", as: Open.self),
      let close = symbol("xmlFreeTextReader", as: Close.self),
      let step = symbol("xmlTextReaderRead", as: Ask.self),
      let nodeType = symbol("xmlTextReaderNodeType", as: Ask.self),
      let isEmptyElement = symbol("xmlTextReaderIsEmptyElement", as: Ask.self),
      let line = symbol("xmlTextReaderGetParserLineNumber", as: Ask.self),
      let column = symbol("xmlTextReaderGetParserColumnNumber", as: Ask.self),
      let localName = symbol("xmlTextReaderConstLocalName", as: Spell.self),
      let value = symbol("xmlTextReaderConstValue", as: Spell.self)
    else { return nil }
    prepare()
    (self.open, self.close, self.step) = (open, close, step)
    (self.nodeType, self.isEmptyElement) = (nodeType, isEmptyElement)
    (self.line, self.column) = (line, column)
    (self.localName, self.value) = (localName, value)
  }
}

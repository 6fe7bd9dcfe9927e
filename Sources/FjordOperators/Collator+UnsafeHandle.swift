// Text in the order of a language: the collator of the ICU that comes with Foundation turns each
// text into bytes that compare as the language orders them, once a row; sorting then is that of any
// bytes. The collator's data is part of the program, so that every machine gives the same order. It
// is not touched before somebody asks for a language.
//
// The collator is only read after it was made, which ICU allows from several threads. Buffers that
// it fills are those of arrays, with their sizes.

import FjordTable

#if canImport(_FoundationICU)
  import _FoundationICU

  /// The order of texts in a language.
  final class Collator: @unchecked Sendable {
    private let collator: OpaquePointer

    /// Creates the order of a language, as `nb` or `sv-SE`; nil where it is not known.
    init?(language: String) {
      var status = U_ZERO_ERROR
      guard !language.isEmpty, let opened = swift_ucol_open(language, &status) else { return nil }
      guard status.rawValue <= 0, Self.isKnown(opened) else {
        swift_ucol_close(opened)
        return nil
      }
      collator = opened
    }

    deinit { swift_ucol_close(collator) }

    /// Whether the language is one that the data knows, also where its order is the one of all
    /// languages without rules of their own.
    private static func isKnown(_ collator: OpaquePointer) -> Bool {
      var status = U_ZERO_ERROR
      guard let name = swift_ucol_getLocaleByType(collator, ULOC_VALID_LOCALE, &status) else {
        return false
      }
      return status.rawValue <= 0 && !["", "root"].contains(String(cString: name))
    }

    /// The bytes that stand for each text, null where it is.
    func keys(_ column: Column) -> Column {
      let storage: Column.Storage
      switch column.storage {
      case .text(let text): storage = .text(keys(text))
      case .dictionary(let codes, let values): storage = .text(keys(values).taking(Array(codes)))
      default: preconditionFailure("only text has an order in a language")
      }
      return Column(.binary, count: column.count, validity: column.validity, storage)
    }

    private func keys(_ text: Column.Text) -> Column.Text {
      var offsets: [Int64] = [0]
      var bytes: [UInt8] = []
      var units: [UInt16] = []
      var key = [UInt8](repeating: 0, count: 256)
      for row in 0..<text.count {
        units.removeAll(keepingCapacity: true)
        units.append(contentsOf: text.string(row).utf16)
        let length = key.count
        var size = Int(
          swift_ucol_getSortKey(
            collator, units, Int32(clamping: units.count), &key, Int32(clamping: length)))
        if size > length {
          key = [UInt8](repeating: 0, count: size)
          size = Int(
            swift_ucol_getSortKey(
              collator, units, Int32(clamping: units.count), &key, Int32(clamping: size)))
        }
        // A key ends in a zero, which says nothing.
        bytes.append(contentsOf: key.prefix(max(0, size - 1)))
        offsets.append(Int64(bytes.count))
      }
      return Column.Text(offsets: offsets[...], bytes: bytes)
    }
  }
#else
  /// The order of texts in a language, which this platform does not have.
  final class Collator: Sendable {
    init?(language: String) { return nil }

    func keys(_ column: Column) -> Column { column }
  }
#endif

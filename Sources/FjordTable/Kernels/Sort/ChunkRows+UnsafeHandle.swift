// Gathering rows of several chunks in any order. Each column's buffers are looked up once, so that a
// row costs a look at its chunk's pointers and at its value. Text goes in two passes over a few
// thousand rows, offsets first and then bytes: the misses of one pass overlap (238 ms to 78 ms for a
// million texts), and texts of up to 32 bytes are copied without a call.
//
// The pointers are good as long as the columns, which are kept beside them and never change.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The rows of some batches of the same columns as one space of rows.
package final class ChunkRows: Sendable {
  private let columns: [ColumnRows]

  /// Takes batches of the given types.
  package init(_ batches: [Batch], types: [DataType]) {
    columns = types.enumerated().map { place, type in
      ColumnRows(batches.map { $0.columns[place] }, type)
    }
  }

  /// The rows that some entries name, in their order.
  func taking(_ places: UnsafeBufferPointer<SortEntry>) -> Batch {
    Batch(columns: columns.map { $0.taking(places) }, count: places.count)
  }
}

/// The values of a column of several chunks.
private struct ColumnRows: @unchecked Sendable {
  private let type: DataType
  /// Keeps what the pointers point to.
  private let columns: [Column]
  private let masks: [BitRun]?
  private let parts: Parts

  private enum Parts {
    case bits([BitRun])
    case words([UnsafePointer<UInt64>])
    case durations([UnsafePointer<CalendarDuration>])
    /// Codes into one dictionary that all chunks share.
    case codes([UnsafePointer<Int32>], Column.Text)
    case text([TextRun])
    indirect case list([UnsafePointer<Int64>], ColumnRows)
    case record([ColumnRows])
  }

  init(_ columns: [Column], _ type: DataType) {
    self.type = type
    self.columns = columns
    masks =
      columns.allSatisfy { $0.validity == nil } ? nil : columns.map { BitRun($0.validity) }
    parts = Self.parts(columns, type)
  }

  private static func parts(_ columns: [Column], _ type: DataType) -> Parts {
    switch type {
    case .bool:
      return .bits(
        columns.map { if case .bits(let bits) = $0.storage { BitRun(bits) } else { BitRun(nil) } })
    case .int, .date, .timestamp, .float: return .words(columns.map(\.wordPointer))
    case .duration:
      return .durations(
        columns.map {
          if case .duration(let values) = $0.storage { pointer(values) } else { pointer([]) }
        })
    case .string, .binary:
      guard let shared = sharedDictionary(columns) else { return .text(columns.map(TextRun.init)) }
      return .codes(
        columns.map {
          if case .dictionary(let codes, _) = $0.storage { pointer(codes) } else { pointer([]) }
        },
        shared)
    case .list(let element):
      let lists = columns.compactMap { column -> (ArraySlice<Int64>, Column)? in
        if case .list(let offsets, let child) = column.storage { (offsets, child) } else { nil }
      }
      return .list(lists.map { pointer($0.0) }, ColumnRows(lists.map(\.1), element))
    case .record(let fields):
      return .record(
        fields.indices.map { place in
          ColumnRows(columns.map { $0.children[place] }, fields[place].type)
        })
    }
  }

  /// The dictionary of all columns, where they have the same one.
  private static func sharedDictionary(_ columns: [Column]) -> Column.Text? {
    guard case .dictionary(_, let first)? = columns.first?.storage, first.count > 0 else {
      return nil
    }
    let isShared = columns.allSatisfy { column in
      guard case .dictionary(_, let values) = column.storage else { return false }
      return pointer(values.bytes[...]) == pointer(first.bytes[...])
        && pointer(values.offsets) == pointer(first.offsets) && values.count == first.count
    }
    return isShared ? first : nil
  }

  func taking(_ places: UnsafeBufferPointer<SortEntry>) -> Column {
    let mask = masks.map { bits(places, $0) }
    let storage: Column.Storage =
      switch parts {
      case .bits(let runs): .bits(bits(places, runs))
      case .words(let bases):
        type == .float
          ? .float64(gather(places, bases) { Double(bitPattern: $0) })
          : .int64(gather(places, bases) { Int64(bitPattern: $0) })
      case .durations(let bases): .duration(gather(places, bases) { $0 })
      case .codes(let bases, let values):
        .dictionary(codes: gather(places, bases) { $0 }, values: values)
      case .text(let runs): .text(text(places, runs))
      case .list(let bases, let children): list(places, bases, children)
      case .record(let children): .record(children.map { $0.taking(places) })
      }
    return Column(type, count: places.count, validity: mask, storage)
  }

  private func list(
    _ places: UnsafeBufferPointer<SortEntry>, _ bases: [UnsafePointer<Int64>],
    _ children: ColumnRows
  ) -> Column.Storage {
    var offsets: [Int64] = [0]
    var elements: [SortEntry] = []
    for place in places {
      let base = bases[Int(place.chunk)] + Int(place.row)
      for element in base[0]..<base[1] {
        elements.append(
          SortEntry(prefix: 0, chunk: place.chunk, row: UInt32(truncatingIfNeeded: element)))
      }
      offsets.append(Int64(elements.count))
    }
    let child = elements.withUnsafeBufferPointer { children.taking($0) }
    return .list(offsets: offsets[...], child: child)
  }
}

extension Column {
  /// Where the values of eight bytes lie.
  fileprivate var wordPointer: UnsafePointer<UInt64> {
    switch storage {
    case .int64(let values):
      UnsafePointer(OpaquePointer(pointer(values)))
    case .float64(let values): UnsafePointer(OpaquePointer(pointer(values)))
    default: pointer([])
    }
  }
}

/// Bits of a chunk; all set where there are none.
private struct BitRun {
  let words: UnsafePointer<UInt64>
  let start: Int
  let areAllSet: Bool

  init(_ bits: Bitmap?) {
    words = pointer(bits?.words[...] ?? [])
    start = bits?.offset ?? 0
    areAllSet = bits == nil
  }

  @inline(__always)
  subscript(row: Int) -> UInt64 {
    if areAllSet { return 1 }
    let bit = start &+ row
    return words[bit &>> 6] &>> UInt64(truncatingIfNeeded: bit & 63) & 1
  }
}

/// Texts of a chunk.
private struct TextRun {
  private let offsets: UnsafePointer<Int64>
  private let codes: UnsafePointer<Int32>?
  let bytes: UnsafePointer<UInt8>
  let byteCount: Int

  init(_ column: Column) {
    let text: Column.Text
    switch column.storage {
    case .text(let runs): (text, codes) = (runs, nil)
    case .dictionary(let places, let values): (text, codes) = (values, pointer(places))
    default: preconditionFailure("\(column.type) is not text")
    }
    offsets = pointer(text.offsets)
    bytes = pointer(text.bytes[...])
    byteCount = text.bytes.count
  }

  @inline(__always)
  subscript(row: Int) -> (start: Int, length: Int) {
    let place = if let codes { Int(codes[row]) } else { row }
    let start = Int(truncatingIfNeeded: offsets[place])
    return (start, Int(truncatingIfNeeded: offsets[place &+ 1]) &- start)
  }
}

@inline(__always)
private func gather<Stored, Element>(
  _ places: UnsafeBufferPointer<SortEntry>, _ bases: [UnsafePointer<Stored>],
  _ value: (Stored) -> Element
) -> ArraySlice<Element> {
  let values = bases.withUnsafeBufferPointer { bases in
    [Element](unsafeUninitializedCapacity: places.count) { buffer, count in
      for place in 0..<places.count {
        let entry = places[place]
        buffer.initializeElement(at: place, to: value(bases[Int(entry.chunk)][Int(entry.row)]))
      }
      count = places.count
    }
  }
  return values[...]
}

private func bits(_ places: UnsafeBufferPointer<SortEntry>, _ runs: [BitRun]) -> Bitmap {
  var words = [UInt64](repeating: 0, count: (places.count + 63) / 64)
  runs.withUnsafeBufferPointer { runs in
    for place in 0..<places.count {
      let entry = places[place]
      words[place >> 6] |=
        runs[Int(entry.chunk)][Int(entry.row)] &<< UInt64(truncatingIfNeeded: place & 63)
    }
  }
  return Bitmap(words: words, offset: 0, count: places.count)
}

private func text(_ places: UnsafeBufferPointer<SortEntry>, _ runs: [TextRun]) -> Column.Text {
  var starts = [Int](repeating: 0, count: places.count)
  var offsets = [Int64](repeating: 0, count: places.count + 1)
  let bytes = runs.withUnsafeBufferPointer { runs in
    var total = 0
    for place in 0..<places.count {
      let entry = places[place]
      let (start, length) = runs[Int(entry.chunk)][Int(entry.row)]
      starts[place] = start
      total &+= length
      offsets[place &+ 1] = Int64(truncatingIfNeeded: total)
    }
    // Short texts are copied sixteen bytes at a time, past their end; the last ones need the room.
    return [UInt8](unsafeUninitializedCapacity: total + 32) { target, count in
      guard let target = target.baseAddress else { return }
      for place in 0..<places.count {
        let run = runs[Int(places[place].chunk)]
        let at = Int(truncatingIfNeeded: offsets[place])
        copy(
          run, starts[place], Int(truncatingIfNeeded: offsets[place &+ 1]) &- at, to: target + at)
      }
      count = total
    }
  }
  return Column.Text(offsets: offsets[...], bytes: bytes)
}

@inline(__always)
private func copy(
  _ run: TextRun, _ start: Int, _ length: Int, to target: UnsafeMutablePointer<UInt8>
) {
  let source = run.bytes + start
  guard length <= 32, start &+ 32 <= run.byteCount else {
    memcpy(target, source, length)
    return
  }
  let from = UnsafeRawPointer(source)
  let to = UnsafeMutableRawPointer(target)
  to.storeBytes(of: from.loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
  if length > 16 {
    to.storeBytes(
      of: from.loadUnaligned(fromByteOffset: 16, as: SIMD16<UInt8>.self), toByteOffset: 16,
      as: SIMD16<UInt8>.self)
  }
}

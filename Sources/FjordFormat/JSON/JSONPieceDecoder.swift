import FjordTable

/// How rows of JSON stand in a text.
package enum JSONRowStyle: Sendable, Hashable {
  /// One a line (NDJSON); empty lines are passed over.
  case lines
  /// The elements of one array.
  case array
  /// Values one behind the other, on any number of lines.
  case values
}

/// A row of JSON that can't be read as a reader wants it, as facts.
package struct JSONRowFault: Sendable, Hashable {
  /// What was expected and found.
  package let text: String
  /// The row's bytes in its piece of the text.
  package let row: Range<Int>
  /// Where the fault lies in the piece.
  package let place: Int
  /// The column's place, where one value is at fault.
  package let column: Int?
  /// Whether that value is only of another type than its column.
  package var isMisfit = false
}

/// What a piece of a text held.
package struct JSONDecoded: Sendable {
  /// The rows without fault, all columns; those not wanted are null.
  package let columns: [Column]
  /// How many there are.
  package let count: Int
  /// Where each of them begins in the piece.
  package let places: [Int]
  /// The rows at fault, in order.
  package let faults: [JSONRowFault]
  /// Keys of rows that no column is made from, each with the place where it was met first.
  package let unknownKeys: [String: Int]
}

/// Reads whole rows of JSON into columns: a pure function, for any core.
///
/// A row that breaks off or holds a value that does not fit its column is a fault, and the rows
/// around it are read all the same where each has its line. Strings that are not looked at are
/// stepped over, not checked for UTF-8.
package struct JSONPieceDecoder: Sendable {
  /// A column to be read.
  package struct Entry: Sendable, Hashable {
    /// The key in the row; nil for the row itself.
    package var key: String?
    /// The type.
    package var type: DataType
    /// Whether values repeat so much that codes into a dictionary are tried.
    package var mayRepeat: Bool

    /// Creates a column.
    package init(key: String?, type: DataType, mayRepeat: Bool = false) {
      self.key = key
      self.type = type
      self.mayRepeat = mayRepeat
    }
  }

  private let entries: [Entry]
  private let wanted: [Int]
  private let row: JSONPlan
  private let assemblies: [JSONAssembly]
  private let style: JSONRowStyle
  private let zone: ZoneOffsets
  private let nulls = NullColumns()

  /// Creates a decoder; all columns are wanted unless told.
  package init(
    _ entries: [Entry], wanted: Set<Int>? = nil, style: JSONRowStyle, zone: ZoneOffsets = .utc
  ) {
    self.entries = entries
    self.wanted = entries.indices.filter { wanted?.contains($0) ?? true }
    self.style = style
    self.zone = zone
    let root = JSONPlanBuilder()
    // Keys that are known and not wanted are in the plan too, so that unknown ones show.
    for case let key? in entries.map(\.key) { _ = root.node(at: [.key(key)]) }
    let drafts = self.wanted.map { place in
      let entry = entries[place]
      return JSONAssemblyDraft(entry.type, at: root.node(at: entry.key.map { [.key($0)] } ?? []))
    }
    row = JSONPlan(root)
    assemblies = drafts.map(\.assembly)
  }

  /// Reads a piece that begins with a row and ends behind one.
  ///
  /// The first and the last piece of an array hold its brackets too. `lineCount` says how many line
  /// ends the piece has, where that is known.
  package func decode(
    _ piece: PaddedBytes, isFirst: Bool = true, isLast: Bool = true, lineCount: Int? = nil
  ) -> JSONDecoded {
    JSONBytes.withPadded(piece) { bytes in
      var run = self.run(bytes, checksLines: false)
      run.read(isFirst: isFirst, isLast: isLast)
      let lineCount =
        lineCount ?? piece.withBytes { ByteMask.count(of: UInt8(ascii: "\n"), in: $0) }
      if run.mayCrossLines(lineCount: lineCount) {
        run = self.run(bytes, checksLines: true)
        run.read(isFirst: isFirst, isLast: isLast)
      }
      return decoded(run, bytes)
    }
  }

  private func run(_ bytes: JSONBytes, checksLines: Bool) -> JSONPieceRun {
    let stores = zip(wanted, assemblies).map { place, assembly in
      JSONColumnStore.make(
        entries[place].type, assembly, mayRepeat: entries[place].mayRepeat)
    }
    return JSONPieceRun(
      bytes, row: row, stores: stores, style: style, zone: zone, checksLines: checksLines)
  }

  private func decoded(_ run: JSONPieceRun, _ bytes: JSONBytes) -> JSONDecoded {
    var columns = run.stores.map { $0.finish(bytes) }
    var faults: [Int: JSONRowFault] = [:]
    for (place, store) in run.stores.enumerated() {
      let entry = entries[wanted[place]]
      for row in store.misfits where faults[row] == nil {
        let found = run.valuePlace(row, key: entry.key)
        faults[row] = JSONRowFault(
          text: "expected \(entry.type), found \(run.excerpt(found))", row: run.ranges[row],
          place: found, column: wanted[place], isMisfit: true)
      }
      for row in columns[place].rowsWithoutUTF8() where faults[row] == nil {
        faults[row] = JSONRowFault(
          text: "expected UTF-8, found bytes that are none", row: run.ranges[row],
          place: run.valuePlace(row, key: entry.key), column: wanted[place])
      }
    }
    var ranges = run.ranges
    if !faults.isEmpty {
      let kept = (0..<Int32(ranges.count)).filter { faults[Int($0)] == nil }
      columns = columns.map { $0.taking(kept) }
      ranges = kept.map { ranges[Int($0)] }
    }
    var all = entries.map { nulls.column($0.type, count: ranges.count) }
    for (place, column) in zip(wanted, columns) { all[place] = column }
    return JSONDecoded(
      columns: all, count: ranges.count, places: ranges.map(\.lowerBound),
      faults: (run.faults + faults.values).sorted { $0.row.lowerBound < $1.row.lowerBound },
      unknownKeys: run.unknownKeys)
  }
}

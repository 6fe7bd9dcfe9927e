/// Finds what parts the fields of a text.
///
/// A delimiter counts where most rows have the same number of fields by it, more than one, and the
/// first row too; of several the one with the most such rows, then tab, `|`, `;`, `,` in this order,
/// since a decimal comma may stand in every row of a table parted by something else. Where a title
/// stands before the rows, none counts so, and more than half of the rows are enough.
struct CSVDelimiterSurvey {
  /// How much is looked at: bytes, and rows.
  private static let byteLimit = 65_536
  private static let rowLimit = 200

  /// The delimiter; a comma where none was found.
  let delimiter: UInt8

  init(_ text: PaddedBytes, _ dialect: CSVDialect) {
    let part = text.prefix(Self.byteLimit)
    var best = (delimiter: UInt8(ascii: ","), share: 0.0)
    var behindTitle = (delimiter: UInt8(ascii: ","), share: 0.5)
    for candidate in "\t|;,".utf8 {
      var dialect = dialect
      dialect.delimiter = candidate
      let counts = part.withBytes { bytes in
        CSVSampleRows.fieldCounts(CSVIndex(bytes, dialect), bytes, dialect.lineEnd)
      }
      let fields = counts.map(\.fields).filter { $0 > 0 }.prefix(Self.rowLimit)
      let usual = Self.mode(fields)
      guard usual > 1 else { continue }
      let share = Double(fields.count { $0 == usual }) / Double(fields.count)
      if fields.first == usual {
        if share > best.share { best = (candidate, share) }
      } else if share > behindTitle.share {
        behindTitle = (candidate, share)
      }
    }
    delimiter = best.share > 0 ? best.delimiter : behindTitle.delimiter
  }

  /// The number that occurs most often, of several the largest; 0 where there is none.
  static func mode(_ numbers: some Collection<Int>) -> Int {
    var counts: [Int: Int] = [:]
    for number in numbers where number > 0 { counts[number, default: 0] += 1 }
    return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
  }
}

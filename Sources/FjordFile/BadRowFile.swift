import FjordDiagnostic
import FjordPlugin
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The file that keeps rows apart that could not be read: CSV with the columns `line`, `column`,
/// `problem` and `row`, the row byte for byte.
///
/// Rows stand in the order of the text, whichever core finds them first.
final class BadRowFile: Sendable {
  private struct State {
    var next = 0
    var waiting: [Int: [BadRow]] = [:]
  }

  private let path: String
  private let notices: Notices
  private let file: WritableFile
  private let state = Mutex(State())

  /// Makes the file, empty but for its header.
  init(path: String, notices: Notices) throws {
    (self.path, self.notices) = (path, notices)
    file = try WritableFile(path: FilePath(path).expanded, shownAs: path, flags: O_TRUNC)
    try file.write("line,column,problem,row\n".utf8)
  }

  /// Takes the bad rows of a piece, which are written when those of all pieces before it are.
  func take(_ rows: [BadRow], ofPiece index: Int) throws {
    try state.withLock { state in
      state.waiting[index] = rows
      while let rows = state.waiting.removeValue(forKey: state.next) {
        state.next += 1
        guard !rows.isEmpty else { continue }
        try file.write(rows.flatMap(Self.line))
      }
    }
    notices.count("kept apart in \(path) as rows that can't be read", rows.count)
  }

  private static func line(_ row: BadRow) -> [UInt8] {
    var line = Array("\(row.line),".utf8)
    line += quoted(Array((row.column ?? "").utf8)) + [UInt8(ascii: ",")]
    line += quoted(Array(row.problem.utf8)) + [UInt8(ascii: ",")]
    return line + quoted(row.text) + [UInt8(ascii: "\n")]
  }

  private static func quoted(_ text: [UInt8]) -> [UInt8] {
    guard !text.isEmpty else { return [] }
    let quote = UInt8(ascii: "\"")
    return [quote] + text.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
  }
}

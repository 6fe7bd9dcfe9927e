import FjordDiagnostic
import FjordPlugin
import Synchronization

/// What becomes of rows that could not be read: refused, or kept apart where a file is named for them.
final class BadRowKeeper: Sendable {
  private let path: String?
  private let notices: Notices
  private let file = Mutex<BadRowFile?>(nil)

  init(path: String?, notices: Notices) {
    self.path = path
    self.notices = notices
  }

  /// Makes the file; done when rows are pulled, never at the check.
  func open() throws {
    guard let path else { return }
    let made = try BadRowFile(path: path, notices: notices)
    file.withLock { $0 = made }
  }

  /// Takes the bad rows of a piece.
  ///
  /// Errors: that of the first row, where no file is named.
  func take(_ rows: [BadRow], of chunk: TextChunk) throws {
    if let file = file.withLock({ $0 }) {
      try file.take(rows, ofPiece: chunk.index)
    } else if let first = rows.first {
      throw Diagnostics(first.diagnostic)
    }
  }
}

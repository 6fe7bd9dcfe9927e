import FjordDiagnostic

/// What can be wrong with a recording: facts; the diagnostic has the words.
public enum TapeFault: Error, Sendable, Equatable {
  /// The file can't be read.
  case unreadable(String, reason: String)
  /// The file is no recording.
  case noTape(String)
  /// The recording has a format that is not known yet.
  case newer(String, version: Int)
  /// A line of the recording can't be read.
  case unreadableLine(String, Int)
  /// Something else than a recording is where one is to be made.
  case occupied(String)
  /// The file can't be made or written to.
  case unwritable(String, reason: String)
}

extension TapeFault: DiagnosticError {
  /// The fault as a person reads it.
  public var diagnostic: Diagnostic {
    switch self {
    case .unreadable(let path, let reason):
      Diagnostic(
        code: "tape.unreadable", "can't read the recording `\(path)`", reason: reason,
        fix: "name a file that `--record` made", status: .usage)
    case .noTape(let path):
      Diagnostic(
        code: "tape.none", "`\(path)` is no recording",
        reason: "a recording begins with a line that names its format, `fjord_recording`",
        fix: "name a file that `--record` made", status: .usage)
    case .newer(let path, let version):
      Diagnostic(
        code: "tape.newer", "the recording `\(path)` has format \(version)",
        reason: "formats up to \(TapeHeader.currentVersion) are known here",
        fix: "replay it with the version of fjord that made it, or record it again", status: .usage)
    case .unreadableLine(let path, let line):
      Diagnostic(
        code: "tape.unreadable", "line \(line) of the recording `\(path)` can't be read",
        reason: "expected a request with what became of it, as `--record` writes them",
        fix: "mend the line or take it out, or record again", status: .usage)
    case .occupied(let path):
      Diagnostic(
        code: "tape.occupied", "`\(path)` is there and is no recording",
        reason: "`--record` writes over recordings alone", fix: "name another file",
        status: .usage)
    case .unwritable(let path, let reason):
      Diagnostic(
        code: "tape.unwritable", "can't write the recording `\(path)`", reason: reason,
        fix: "name a file in a folder that can be written to", status: .usage)
    }
  }
}

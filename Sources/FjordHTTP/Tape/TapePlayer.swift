import Foundation
import Synchronization

/// A recording that is replayed.
public final class TapePlayer: Sendable {
  /// What the recording says before its first request.
  public let header: TapeHeader
  /// Where it lies, for messages.
  public let path: String
  private let reel: Mutex<TapeReel>

  /// Reads a recording whole.
  ///
  /// Errors: `tape.unreadable`, `tape.none`, `tape.newer`.
  public init(path: String) throws(TapeFault) {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw .unreadable(path, reason: error.shortReason)
    }
    let reel = try TapeReel(Array(data), name: path)
    header = reel.header
    self.path = path
    self.reel = Mutex(reel)
  }

  /// What became of a request; nil where it was never recorded.
  func take(_ question: TapeEntry.Question) -> TapeEntry? {
    reel.withLock { $0.take(question) }
  }

  func nearest(to question: TapeEntry.Question) -> String? {
    reel.withLock { $0.nearest(to: question) }
  }
}

extension Error {
  /// What the system says of a file, in a few words.
  var shortReason: String {
    let error = self as NSError
    if let below = error.userInfo[NSUnderlyingErrorKey] as? any Error { return below.shortReason }
    if error.domain == NSPOSIXErrorDomain { return String(cString: strerror(Int32(error.code))) }
    return error.localizedDescription
  }
}

import Foundation
import Synchronization

/// A recording that is being made.
///
/// Each line is written at once when a request has come to its end, so that a run that is killed
/// leaves a recording of all that it had got. Recordings are passed on, so addresses of e-mail within
/// answers are replaced by made-up ones, the same for the same.
public final class TapeRecorder: Sendable {
  /// Where it lies, for messages.
  public let path: String
  private let descriptor: Int32
  private let state = Mutex(State())

  private struct State {
    var count = 0
    /// E-mail addresses that came, which stand in the recording as `person1@example.invalid`.
    var people: [String: Int] = [:]

    mutating func mask(_ text: String) -> String {
      EmailAddresses.replaced(in: text) { address in
        let number = people[address, default: people.count + 1]
        people[address] = number
        return "person\(number)@example.invalid"
      }
    }
  }

  /// Makes the file, for its owner alone, in place of a recording that is there; writes the header.
  ///
  /// Errors: `tape.occupied` where something else is there, `tape.unwritable`.
  public init(path: String, header: TapeHeader) throws(TapeFault) {
    self.path = path
    try Self.checkFree(path)
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.unwritable(path) }
    // The mode of a file that was there, and its old lines, are not what is wanted.
    guard fchmod(descriptor, 0o600) == 0, ftruncate(descriptor, 0) == 0 else {
      throw Self.unwritable(path)
    }
    guard let line = try? JSONEncoder.lines.encode(header) else {
      throw .unwritable(path, reason: "the header can't be written as JSON")
    }
    try write(Array(line) + [0x0A])
  }

  deinit { close(descriptor) }

  /// Writes down a request with what became of it.
  func add(_ entry: TapeEntry) throws(TapeFault) {
    let error = state.withLock { state -> TapeFault? in
      state.count += 1
      var entry = entry
      entry.number = state.count
      if var answer = entry.answer {
        answer.text = answer.text.map { state.mask($0) }
        answer.headers = answer.headers.map { state.mask($0) }
        entry.answer = answer
      }
      do {
        try write(try entry.line())
        return nil
      } catch let fault as TapeFault {
        return fault
      } catch {
        return .unwritable(path, reason: "\(error)")
      }
    }
    if let error { throw error }
  }

  private func write(_ bytes: [UInt8]) throws(TapeFault) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw Self.unwritable(path)
      }
      rest = rest.dropFirst(count)
    }
  }

  /// Refuses to write over anything but a recording.
  private static func checkFree(_ path: String) throws(TapeFault) {
    guard let file = FileHandle(forReadingAtPath: path) else { return }
    let beginning = (try? file.read(upToCount: 4096)).flatMap { $0 } ?? Data()
    try? file.close()
    guard
      beginning.isEmpty || String(decoding: beginning, as: UTF8.self).contains("fjord_recording")
    else { throw .occupied(path) }
  }

  private static func unwritable(_ path: String) -> TapeFault {
    .unwritable(path, reason: String(cString: strerror(errno)))
  }
}

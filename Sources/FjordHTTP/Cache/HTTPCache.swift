import Foundation
import Synchronization

/// Answers that were kept on disk, a file each, for their owner alone.
///
/// A file is written whole under another name and then put in place, so that processes that share the
/// folder never read half of one. Where the files take up more room than they may, those that were not
/// used for longest go. What can't be read or written is as if it had never been kept.
public final class HTTPCache: Sendable {
  private let folder: String
  private let limit: Int
  /// Bytes in the folder as far as is known; nil before it was looked at.
  private let size = Mutex<Int?>(nil)

  /// Names the folder; nothing is opened or made yet.
  ///
  /// `limit` is the room of all files in bytes.
  public init(folder: String, limit: Int = 64 << 20) {
    self.folder = folder
    self.limit = limit
  }

  /// The answer to a request; nil where none is kept.
  func find(_ question: TapeEntry.Question, program: String) -> KeptAnswer? {
    let path = path(of: question, program)
    guard let file = FileManager.default.contents(atPath: path), let kept = KeptAnswer(file),
      kept.head.question == question, kept.head.program == program
    else { return nil }
    // The time of a file is that of its last use.
    utimes(path, nil)
    return kept
  }

  /// Keeps an answer in place of an older one.
  func keep(_ answer: KeptAnswer) {
    guard let bytes = answer.bytes, bytes.count <= limit else { return }
    PrivateFolder.make(folder)
    let path = path(of: answer.head.question, answer.head.program)
    let passing = "\(path).\(getpid())-\(UInt32.random(in: 0 ... .max))"
    let file = open(passing, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    let isWhole = bytes.withUnsafeBytes { all in
      var rest = all[...]
      while !rest.isEmpty {
        let part = UnsafeRawBufferPointer(rebasing: rest)
        let count = write(file, part.baseAddress, part.count)
        if count < 0, errno != EINTR { return false }
        rest = rest.dropFirst(max(0, count))
      }
      return true
    }
    close(file)
    guard isWhole, rename(passing, path) == 0 else {
      unlink(passing)
      return
    }
    makeRoom(for: bytes.count)
  }

  /// Counts a file that was written, and takes the longest unused away where there are too many.
  private func makeRoom(for count: Int) {
    size.withLock { size in
      if let known = size, known + count <= limit {
        size = known + count
        return
      }
      var files = self.files
      var sum = files.reduce(0) { $0 + $1.size }
      if sum > limit {
        files.sort { $0.used < $1.used }
        for file in files where sum > limit / 5 * 4 {
          unlink(file.path)
          sum -= file.size
        }
      }
      size = sum
    }
  }

  private var files: [(path: String, size: Int, used: Date)] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.compactMap { name in
      let path = folder + "/" + name
      guard let found = try? FileManager.default.attributesOfItem(atPath: path),
        let size = (found[.size] as? NSNumber)?.intValue,
        let used = found[.modificationDate] as? Date
      else { return nil }
      return (path, size, used)
    }
  }

  /// The file of a question: its name is a hash, and the file itself tells what it answers.
  private func path(of question: TapeEntry.Question, _ program: String) -> String {
    let parts = [program, question.service, question.url] + question.headers
    var hashes: [UInt64] = [0xCBF2_9CE4_8422_2325, 0x6C62_272E_07BB_0142]
    for byte in parts.joined(separator: "\n").utf8 {
      for index in hashes.indices {
        hashes[index] =
          (hashes[index] ^ UInt64(byte)) &* (index == 0 ? 0x100_0000_01B3 : 0x9E37_79B9_7F4A_7C15)
      }
    }
    let name = hashes.map { hash in
      let digits = String(hash, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
    return "\(folder)/\(name.joined()).answer"
  }
}

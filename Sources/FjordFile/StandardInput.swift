import FjordDiagnostic
import FjordFormat
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Standard input as a text that comes once.
///
/// The check of a script looks at its beginning, any number of times; the run takes it, once.
package final class StandardInput: Sendable {
  /// What standard input is used for.
  package enum Use: Sendable {
    /// Data, where it is no terminal.
    case data
    /// The statements themselves.
    case script
  }

  /// A stream on its way from one user to the next.
  ///
  /// Why this is safe: only one of them holds it at a time, and the lock stands between.
  private struct Handed: @unchecked Sendable {
    let stream: any ByteStream
  }

  private struct State {
    var stream: Handed?
    var prefix: [UInt8] = []
    var isWhole = false
    var isTaken = false
  }

  private let use: Use
  private let name: String
  private let makeStream: @Sendable () -> any ByteStream
  private let state = Mutex(State())

  /// Creates the process's standard input.
  package convenience init(use: Use) {
    self.init(use: use, name: "stdin") { DescriptorStream(standardInput: "stdin") }
  }

  /// Creates an input over any bytes, for tests.
  init(use: Use = .data, name: String, _ makeStream: @escaping @Sendable () -> any ByteStream) {
    self.use = use
    self.name = name
    self.makeStream = makeStream
  }

  /// Refuses an input that holds no data.
  func check(at span: Span?) throws(Diagnostics) {
    if use == .script { throw Diagnostics(FileFault.inputIsScript.diagnostic(at: span)) }
    if isatty(STDIN_FILENO) == 1, name == "stdin" {
      throw Diagnostics(FileFault.inputIsTerminal.diagnostic(at: span))
    }
  }

  /// The file that a shell sends, where it sends one.
  var identity: FileIdentity? { name == "stdin" ? FileIdentity(descriptor: STDIN_FILENO) : nil }

  /// The input as a text; opening it takes it.
  var input: TextInput {
    TextInput(name: name) {
      try self.take()
    } sample: { byteCount in
      try self.sample(byteCount: byteCount)
    }
  }

  /// The beginning, decompressed, which is kept.
  private func sample(byteCount: Int) throws -> (bytes: PaddedBytes, isWhole: Bool) {
    try state.withLock { state in
      if state.isTaken { throw Diagnostics(FileFault.inputTaken.diagnostic()) }
      let stream = try state.stream?.stream ?? Compression.decompressed(makeStream(), name: name)
      state.stream = Handed(stream: stream)
      if !state.isWhole, state.prefix.count < byteCount {
        let wanted = byteCount - state.prefix.count
        let more = try stream.head(wanted)
        state.prefix += more
        state.isWhole = more.count < wanted
      }
      let prefix = state.prefix.prefix(byteCount)
      return (PaddedBytes(prefix), state.isWhole && prefix.count == state.prefix.count)
    }
  }

  private func take() throws -> any ByteStream {
    let (prefix, rest, isWhole) = try state.withLock { state in
      if state.isTaken { throw Diagnostics(FileFault.inputTaken.diagnostic()) }
      state.isTaken = true
      defer { (state.prefix, state.stream) = ([], nil) }
      return (state.prefix, state.stream, state.isWhole)
    }
    let stream = try rest?.stream ?? Compression.decompressed(makeStream(), name: name)
    return PrefixedStream(prefix, isWhole ? nil : stream)
  }
}

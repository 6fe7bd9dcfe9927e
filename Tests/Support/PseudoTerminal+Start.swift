import Foundation

extension PseudoTerminal {
  /// A key, as a terminal sends it.
  package enum Key: String, Sendable {
    case enter = "\r"
    case tab = "\t"
    case backspace = "\u{7F}"
    case escape = "\u{1B}"
    case up = "\u{1B}[A"
    case down = "\u{1B}[B"
    case right = "\u{1B}[C"
    case left = "\u{1B}[D"
    case home = "\u{1B}[H"
    case end = "\u{1B}[F"
    case delete = "\u{1B}[3~"
    case wordLeft = "\u{1B}[1;5D"
    case wordRight = "\u{1B}[1;5C"
    case controlA = "\u{1}"
    case controlC = "\u{3}"
    case controlD = "\u{4}"
    case controlR = "\u{12}"
    case controlU = "\u{15}"
    case controlZ = "\u{1A}"
  }

  /// Types text as a terminal with bracketed paste does.
  package func paste(_ text: String) throws {
    try send("\u{1B}[200~" + text.replacing("\n", with: "\r") + "\u{1B}[201~")
  }

  /// Opens a terminal and starts a program as the leader of a session that it controls.
  static func start(
    _ executable: String, _ arguments: [String], _ environment: [String], columns: Int, rows: Int
  ) throws -> (terminal: Int32, pid: pid_t) {
    var terminal: Int32 = -1
    var program: Int32 = -1
    var name = [CChar](repeating: 0, count: 256)
    var size = winsize(
      ws_row: UInt16(clamping: rows), ws_col: UInt16(clamping: columns), ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&terminal, &program, &name, nil, &size) == 0 else {
      throw Failure(description: "no pseudo-terminal: \(String(cString: strerror(errno)))")
    }
    defer { close(program) }
    _ = fcntl(terminal, F_SETFL, O_NONBLOCK)
    for descriptor in [terminal, program] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The first terminal that a session's leader opens becomes its controlling one.
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The test program may ignore or block signals; the program under test starts afresh.
    var all = sigset_t()
    var none = sigset_t()
    sigfillset(&all)
    sigemptyset(&none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK) | newSession)

    var pid: pid_t = 0
    let words = ([executable] + arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup($0) } + [nil]
    defer { (words + variables).forEach { free($0) } }
    let status = posix_spawn(&pid, executable, &actions, &attributes, words, variables)
    guard status == 0 else {
      close(terminal)
      throw Failure(description: "\(executable): \(String(cString: strerror(status)))")
    }
    return (terminal, pid)
  }

  /// POSIX_SPAWN_SETSID, which the C library's module hides.
  private static var newSession: Int16 { 0x80 }

  /// How a program ended; nil while it runs.
  static func ending(of pid: pid_t) -> Ending? {
    var status: Int32 = 0
    guard waitpid(pid, &status, WNOHANG) == pid else { return nil }
    let signal = status & 0x7F
    return signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: signal)
  }
}

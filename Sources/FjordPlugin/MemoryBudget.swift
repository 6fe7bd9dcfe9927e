import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How many bytes the stages of a run may hold at once.
///
/// A stage that collects rows asks before it holds more, and writes some of what it has to temporary
/// files where the answer is no. Only such bulk is counted, by estimate; batches on their way through
/// are not. Safe to share between tasks.
public final class MemoryBudget: Sendable {
  private let given: Int?
  private let held = Atomic<Int>(0)

  /// Creates a budget of so many bytes; nil stands for half of the memory that the machine, or the
  /// container around the process, has.
  public init(byteCount: Int? = nil) { given = byteCount }

  /// The bytes that may be held.
  public var byteCount: Int { given ?? Self.ofMachine }

  /// The bytes that are held now.
  public var heldByteCount: Int { held.load(ordering: .relaxed) }

  /// Takes so many bytes more and says true, or takes none and says false where that is too much.
  public func reserve(_ byteCount: Int) -> Bool {
    let (before, _) = held.add(byteCount, ordering: .relaxed)
    if before + byteCount <= self.byteCount { return true }
    held.subtract(byteCount, ordering: .relaxed)
    return false
  }

  /// Takes so many bytes more whatever the budget says: for what a stage can't do without.
  public func take(_ byteCount: Int) { held.add(byteCount, ordering: .relaxed) }

  /// Gives back bytes that were reserved or taken.
  public func release(_ byteCount: Int) { held.subtract(byteCount, ordering: .relaxed) }

  private static let ofMachine: Int = {
    let pages = sysconf(Int32(_SC_PHYS_PAGES))
    let (bytes, overflow) = pages.multipliedReportingOverflow(by: sysconf(Int32(_SC_PAGESIZE)))
    let machine = pages > 0 && !overflow ? bytes : 4 << 30
    return Swift.min(machine, containerLimit ?? machine) / 2
  }()

  /// The limit of the control group around the process; nil where there is none.
  private static var containerLimit: Int? {
    let places = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"]
    for place in places {
      let descriptor = open(place, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      defer { close(descriptor) }
      var bytes = [UInt8](repeating: 0, count: 32)
      let count = read(descriptor, &bytes, bytes.count)
      let digits = bytes.prefix(Swift.max(0, count)).prefix { 48...57 ~= $0 }
      if let limit = Int(String(decoding: digits, as: UTF8.self)) { return limit }
    }
    return nil
  }
}

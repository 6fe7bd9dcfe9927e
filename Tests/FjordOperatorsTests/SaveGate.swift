import FjordPlugin
import FjordTable
import FjordTestSupport
import Synchronization

/// A source that stops at its third page until it is opened, to interrupt a save there.
final class SaveGate: Source {
  private let inner: ScriptedSource
  private let pages = Mutex(0)
  private let isOpen = Mutex(false)

  init(_ events: [ScriptedSource.Event], pageSize: Int) {
    inner = ScriptedSource(AdLog.schema, events, ScriptedSource.Script(pageSize: pageSize))
  }

  var schema: Schema { inner.schema }

  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    let cursor = try inner.scan(request, in: context)
    return GeneratorCursor { [self] in
      let place = pages.withLock { count in
        count += 1
        return count
      }
      while place > 2, !isOpen.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(1)) }
      return try await cursor.next()
    }
  }

  /// How many pages were asked for.
  var askedPages: Int { pages.withLock { $0 } }

  /// Lets all pages through.
  func open() { isOpen.withLock { $0 = true } }
}

import CLineEdit

/// Runs blocking work, as a whole shell, on a thread of its own and waits for it without holding a
/// thread of Swift's pool.
///
/// Where no thread can be had the work runs on the caller's.
package func onOwnThread<Value: Sendable>(
  _ work: @escaping @Sendable () -> Value
) async -> Value {
  await withCheckedContinuation { continuation in
    let start = Unmanaged.passRetained(Start { continuation.resume(returning: work()) })
    let isStarted = own_thread_start(
      { context in
        guard let context else { return }
        Unmanaged<Start>.fromOpaque(context).takeRetainedValue().body()
      }, start.toOpaque())
    if !isStarted { start.takeRetainedValue().body() }
  }
}

/// A closure with an address.
private final class Start {
  let body: () -> Void

  init(_ body: @escaping () -> Void) {
    self.body = body
  }
}

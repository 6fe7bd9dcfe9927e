/// Waits until something holds that other tasks bring about; throws where it does not come to be.
///
/// The limit is far above what any machine needs, so that only a fault reaches it.
package func eventually(_ condition: () async -> Bool) async throws {
  for _ in 0..<20_000 {
    if await condition() { return }
    try await Task.sleep(for: .milliseconds(2))
  }
  throw NeverCame()
}

/// What was waited for did not come.
package struct NeverCame: Error {}

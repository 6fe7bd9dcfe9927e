import FjordPlugin
import FjordTable

/// The rows of morsels after some steps, decoded and worked on by several cores, in order.
struct StepCursor: Cursor {
  private let batches: OrderedMap<Morsel, Batch>

  init(_ morsels: any MorselCursor, _ steps: [BatchStep], threads: Int) {
    batches = OrderedMap(threads: threads, pulling: { try await morsels.next() }) { morsel in
      try steps.reduce(morsel.decode()) { try $1($0) }
    }
  }

  func next() async throws -> Batch? { try await batches.next() }
}

/// The rows of a cursor that has to be read one batch at a time, after some steps.
struct SerialStepCursor: Cursor {
  let input: any Cursor
  let steps: [BatchStep]

  func next() async throws -> Batch? {
    guard let batch = try await input.next() else { return nil }
    try Task.checkCancellation()
    return try steps.reduce(batch) { try $1($0) }
  }
}

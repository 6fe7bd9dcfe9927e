import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Keeps rows chosen at random.
///
/// Shape: n rows → at most `count` rows, same columns, order kept; every choice of rows is equally
/// likely. Each row draws a number from the seed and its place in the input, and the rows with the
/// smallest numbers stay: so the size of batches makes no difference, and memory is linear in the
/// rows that come out.
package struct Sample: Transform {
  package static let declaration = OperatorDeclaration(
    name: "sample", summary: "Keep some rows chosen at random, in their order.",
    discussion: """
      With `--seed` the same rows are chosen from the same input each time; without it others each \
      time, also under `--now`.
      """,
    items: ItemsDeclaration(.count, "how many rows to keep"),
    options: [
      OptionDeclaration(
        "seed", .int(.min ... .max), "what the choice is made from", fallback: "another each time")
    ],
    keepsColumns: true,
    examples: [
      Example("range 1 to 1000 | sample 3 --seed 7"),
      Example("[1, 2, 3] | sample 5", gives: "value\n1\n2\n3\n"),
    ])

  package let output: Schema
  private let count: Int
  private let seed: Int64?

  package init(binding call: BoundCall) throws(Diagnostics) {
    output = call.input.withoutKey()
    count = call.firstCount
    if case .int(let seed)? = call.options["seed"]?.value { self.seed = seed } else { seed = nil }
  }

  package var readColumns: Set<String>? { [] }

  package var isVolatile: Bool { seed == nil }

  package func run(_ input: any Cursor, in context: RunContext) -> any Cursor {
    SampleCursor(
      input, count: count, types: output.fields.map(\.type),
      seed: UInt64(bitPattern: seed ?? .random(in: .min ... .max)))
  }
}

private actor SampleCursor: Cursor {
  private let input: any Cursor
  private let count: Int
  private let types: [DataType]
  private let seed: UInt64
  private var isFinished = false

  init(_ input: any Cursor, count: Int, types: [DataType], seed: UInt64) {
    self.input = input
    self.count = count
    self.types = types
    self.seed = seed
  }

  func next() async throws -> Batch? {
    guard !isFinished else { return nil }
    isFinished = true
    // The row's number and its place stand behind the columns.
    var rows = TopRows(
      limit: count, types: types + [.int, .int], keyPlaces: [types.count], descending: [false])
    var place: Int64 = 0
    while let batch = try await input.next() {
      try Task.checkCancellation()
      let places = place..<(place + Int64(batch.count))
      let columns = batch.columns + [Column(places.map(draw)), Column(Array(places))]
      rows.update(Batch(columns: columns, count: batch.count), sequence: place)
      place = places.upperBound
    }
    let chosen = rows.finish()
    let order = Batch.order(
      by: [chosen.columns[types.count + 1]], descending: [false], count: chosen.count)
    return Batch(
      columns: chosen.columns.prefix(types.count).map { $0.taking(order) }, count: chosen.count)
  }

  /// A number that looks random, one to one with the place: the finishing steps of SplitMix64.
  ///
  /// Source: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", 2014.
  private func draw(_ place: Int64) -> Int64 {
    var mixed = mix(seed) &+ UInt64(bitPattern: place) &* 0x9E37_79B9_7F4A_7C15
    mixed = mix(mixed)
    return Int64(bitPattern: mixed)
  }

  private func mix(_ value: UInt64) -> UInt64 {
    var mixed = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension Column {
  fileprivate init(_ numbers: [Int64]) {
    self.init(.int, count: numbers.count, validity: nil, .int64(numbers[...]))
  }
}

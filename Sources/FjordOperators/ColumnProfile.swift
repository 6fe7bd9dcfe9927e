import FjordEngine
import FjordTable

/// What `describe` finds out about one column.
///
/// While there are few distinct values, each is kept with how often it came: they tell all. When
/// there are too many they are forgotten, and a sketch and a sample of fixed size tell the rest; both
/// have taken in everything from the first row, so that nothing depends on the size of batches.
final class ColumnProfile {
  private let field: Field
  private let exactLimit: Int
  private var rows = 0
  private var nulls = 0
  private var values: Grouper? = Grouper()
  private var counts: [Int64] = []
  private var nullGroup: Int?
  private var sketch = DistinctSketch()
  private var sample = NumberSample()
  private let smallest: (any AggregateState)?
  private let largest: (any AggregateState)?
  private let mean: (any AggregateState)?
  private var lengths: (shortest: Int64, longest: Int64)?

  init(_ field: Field, exactLimit: Int) {
    self.field = field
    self.exactLimit = exactLimit
    smallest = field.type.isNested ? nil : Self.state("min", field.type)
    largest = field.type.isNested ? nil : Self.state("max", field.type)
    let isAdditive = field.semantics.notAdditiveReason == nil
    mean = field.type.isNumeric && isAdditive ? Self.state("avg", field.type) : nil
  }

  private static func state(_ aggregate: String, _ type: DataType) -> (any AggregateState)? {
    let declaration = AggregateDeclaration.core.first { $0.name == aggregate }
    return declaration?.overload([type])?.makeState()
  }

  /// Takes values in.
  func take(_ column: Column) {
    let positions = RowPositions(from: Int64(rows))
    rows += column.count
    nulls += column.nullCount
    countValues(column)
    sketch.add(column)
    if field.type.isNumeric { sample.add(column.floats()) }
    let groups = [Int32](repeating: 0, count: column.count)
    for state in [smallest, largest] {
      state?.update([column], groups: groups, groupCount: 1, positions: positions)
    }
    let numbers = field.type == .int ? column.floats() : column
    mean?.update([numbers], groups: groups, groupCount: 1, positions: positions)
    measure(column)
  }

  private func countValues(_ column: Column) {
    guard let values else { return }
    let (groups, _) = values.assign([column], count: column.count)
    counts.append(contentsOf: repeatElement(0, count: values.count - counts.count))
    for (row, group) in groups.enumerated() {
      if column.isNull(row) { nullGroup = Int(group) } else { counts[Int(group)] += 1 }
    }
    guard values.count > exactLimit + (nullGroup == nil ? 0 : 1) else { return }
    self.values = nil
    counts = []
  }

  private func measure(_ column: Column) {
    switch field.type {
    case .string, .list: break
    default: return
    }
    let measured = column.lengths()
    guard case .int64(let lengths) = measured.storage else { return }
    for (row, length) in lengths.enumerated() where !measured.isNull(row) {
      let known = self.lengths ?? (length, length)
      self.lengths = (min(known.shortest, length), max(known.longest, length))
    }
  }

  /// The profile, in the order of its columns.
  func row(in zone: ZoneOffsets) -> [Value] {
    let distinct = values.map { $0.count - (nullGroup == nil ? 0 : 1) } ?? sketch.estimate
    let quartiles = quartiles()
    let common = common(in: zone)
    let lengths = lengths.map { [Value.int($0.shortest), .int($0.longest)] } ?? [.null, .null]
    return [
      .string(field.name), .string("\(field.type)"), .int(Int64(rows - nulls)), .int(Int64(nulls)),
      .int(Int64(distinct)), text(smallest, in: zone), text(largest, in: zone),
      mean?.finish(groupCount: 1).value(at: 0) ?? .null,
    ] + quartiles + lengths + [common.value, common.count, .bool(values != nil)]
  }

  private func text(_ state: (any AggregateState)?, in zone: ZoneOffsets) -> Value {
    state?.finish(groupCount: 1).texts(in: zone).value(at: 0) ?? .null
  }

  private func quartiles() -> [Value] {
    guard field.type.isNumeric else { return [.null, .null, .null] }
    var numbers = sample.weighted
    if let column = values?.keys()?.first {
      numbers = []
      for (number, count) in zip(column.floats().values, counts) where count > 0 {
        if case .float(let value) = number { numbers.append((value, Int(count))) }
      }
    }
    numbers.sort { $1.value.isNaN ? !$0.value.isNaN : $0.value < $1.value }
    return [0.25, 0.5, 0.75].map { share in
      Self.quantile(share, of: numbers).map(Value.float) ?? .null
    }
  }

  /// The value at a share of numbers in order, each as often as it says; between two numbers in
  /// proportion.
  private static func quantile(_ share: Double, of numbers: [(value: Double, count: Int)])
    -> Double?
  {
    let total = numbers.reduce(0) { $0 + $1.count }
    guard total > 0 else { return nil }
    let place = share * Double(total - 1)
    let lower = Int(place)
    let low = number(at: lower, of: numbers)
    let high = number(at: min(lower + 1, total - 1), of: numbers)
    // Ends alike need no step between, which would make infinite ones no number.
    return low == high ? low : low + (high - low) * (place - Double(lower))
  }

  private static func number(at place: Int, of numbers: [(value: Double, count: Int)]) -> Double {
    var before = 0
    for (value, count) in numbers {
      before += count
      if place < before { return value }
    }
    return numbers.last?.value ?? .nan
  }

  /// The most common value, of equals the first that came, and how often it came.
  private func common(in zone: ZoneOffsets) -> (value: Value, count: Value) {
    guard let column = values?.keys()?.first,
      let place = counts.indices.max(by: {
        counts[$0] < counts[$1] || (counts[$0] == counts[$1] && $0 > $1)
      }),
      counts[place] > 0
    else { return (.null, .null) }
    let value = column.slice(place..<(place + 1)).texts(in: zone).value(at: 0)
    return (value, .int(counts[place]))
  }
}

/// A sample of fixed size of numbers that come one by one, each of them as likely to be in it.
///
/// Source: J. Vitter, "Random sampling with a reservoir", ACM TOMS 11 (1985), algorithm R.
private struct NumberSample {
  private static let size = 65_536
  private var kept: [Double] = []
  private var seen: UInt64 = 0
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

  mutating func add(_ column: Column) {
    guard case .float64(let values) = column.storage else { return }
    for (row, value) in values.enumerated() where !column.isNull(row) {
      seen += 1
      if kept.count < Self.size {
        kept.append(value)
      } else {
        let place = random() % seen
        if place < Self.size { kept[Int(place)] = value }
      }
    }
  }

  var weighted: [(value: Double, count: Int)] { kept.map { ($0, 1) } }

  /// The same numbers in every run, so that the same rows give the same profile.
  private mutating func random() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 17
  }
}

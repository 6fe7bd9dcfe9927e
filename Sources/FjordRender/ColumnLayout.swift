// How wide columns become. Where a table is too wide the widest text columns give way first, all
// down to the same width; where that is not enough columns are hidden from the right. The first
// column always stays.

/// The wishes of a column.
struct ColumnWish {
  /// Cells that show everything.
  let natural: Int
  /// Cells below which the column says too little: for numbers and times nearly all.
  let least: Int
}

/// The widths of the columns that are shown; the others are hidden.
struct ColumnLayout {
  /// Cells between two columns.
  static let gap = 2

  let widths: [Int]

  /// Lays columns out for a line of some cells; nil gives every column what it wants.
  init(_ wishes: [ColumnWish], width: Int?) {
    guard let width else {
      widths = wishes.map(\.natural)
      return
    }
    var shown = 0
    var needed = 0
    for wish in wishes {
      let more = needed + wish.least + (shown > 0 ? Self.gap : 0)
      if shown > 0, more > width { break }
      needed = more
      shown += 1
    }
    let taken = Array(wishes.prefix(shown))
    if shown == 1, let only = taken.first {
      widths = [min(only.natural, width)]
    } else {
      widths = Self.shrink(taken, to: width - Self.gap * max(shown - 1, 0))
    }
  }

  /// The widths under the highest common limit that fits; what rounding leaves goes to the left.
  private static func shrink(_ wishes: [ColumnWish], to room: Int) -> [Int] {
    func widths(_ limit: Int) -> [Int] {
      wishes.map { max($0.least, min($0.natural, limit)) }
    }
    func total(_ limit: Int) -> Int { widths(limit).reduce(0, +) }
    var low = 0
    var high = wishes.reduce(0) { max($0, $1.natural) }
    if total(high) <= room { return widths(high) }
    while high - low > 1 {
      let middle = (low + high) / 2
      if total(middle) <= room { low = middle } else { high = middle }
    }
    var result = widths(low)
    var left = room - result.reduce(0, +)
    for place in result.indices where left > 0 && result[place] < wishes[place].natural {
      result[place] += 1
      left -= 1
    }
    return result
  }
}

/// How figures of months make one of a longer period.
enum JobindsatsSpread: Sendable {
  /// They are summed.
  case flow
  /// Their mean.
  case stock
  /// Different persons: more than in any month, fewer than in all together.
  case persons
}

/// One column of figures.
struct JobindsatsMeasure: Sendable {
  /// Where its figures come from; numbers are places of other measures of the table.
  enum Kind: Sendable {
    /// Counted, so many in the whole country in a month.
    case count(Double, JobindsatsSpread)
    /// Such a share of those counted.
    case part(of: Int, share: Double, JobindsatsSpread)
    /// The same, known only so many months later.
    case followUp(of: Int, share: Double, JobindsatsSpread, months: Int)
    case sum(of: [Int])
    /// In per cent.
    case share(of: Int, in: Int, decimals: Int)
    case mean(Int, per: Int, decimals: Int)
    /// In per cent of the people of working age, or of those of them who work or want to.
    case ofPeople(Int, decimals: Int)
    case ofLabourForce(Int, decimals: Int)
    case difference(Int, Int, decimals: Int)
    /// The place among the municipalities by a measure, the smallest first; others have none.
    case rank(by: Int)
  }

  let name: String
  let kind: Kind
  /// Whether a whole number has no decimals in version 3.
  var isTrimmed = false

  init(_ name: String, _ kind: Kind, isTrimmed: Bool = false) {
    self.name = name
    self.kind = kind
    self.isTrimmed = isTrimmed
  }

  /// Whether it is counted, so that small numbers are withheld.
  var isCount: Bool {
    switch kind {
    case .count, .part, .followUp, .sum: true
    case .share, .mean, .ofPeople, .ofLabourForce, .difference, .rank: false
    }
  }
}

/// Measures that belong together.
struct JobindsatsMeasureGroup: Sendable {
  let name: String
  /// What version 2 counts it as.
  let number: Int
  /// Whether its name stands before those of its measures.
  let isPrefix: Bool
  let measures: [JobindsatsMeasure]

  init(
    _ name: String, number: Int, isPrefix: Bool = false, _ measures: [JobindsatsMeasure]
  ) {
    self.name = name
    self.number = number
    self.isPrefix = isPrefix
    self.measures = measures
  }
}

/// One table, which the service calls a measurement.
struct JobindsatsTable: Sendable {
  let id: String
  let name: String
  /// Its subject's id, and the number of the group of tables within.
  let subject: String
  let tableGroup: (id: String, name: String)
  let types: [JobindsatsPeriodType]
  /// The first month; with a window only so many of the last months are there.
  let first: Int
  var window: Int?
  /// A month is published on a day so many months later.
  var lag = (months: 2, day: 27)
  let area: JobindsatsDimension
  let dimensions: [JobindsatsDimension]
  let groups: [JobindsatsMeasureGroup]
  /// Figures that others are made with and nobody sees; their places follow the last measure's.
  var hidden: [JobindsatsMeasure] = []
  var measureStem: String?
  let withholding: JobindsatsWithholding
  /// Whether rows of nothing but zeros are left out.
  var isSparse = false
  /// Whether rows come by value first and months in no order.
  var isUnordered = false

  /// Whether it comes out each quarter, and not each month.
  var isQuarterly: Bool { !types.contains(.month) }

  var measures: [JobindsatsMeasure] { groups.flatMap(\.measures) }

  /// Areas first, then the other dimensions.
  var axes: [JobindsatsDimension] { [area] + dimensions }

  /// The groups with their ids in version 3 and their measures' ids, names in columns and places.
  var named: [Group] {
    let stem = measureStem ?? "meas\(id.suffix(3))"
    var place = 0
    return groups.enumerated().map { number, group in
      let columns = group.measures.enumerated().map { within, measure in
        place += 1
        return Column(
          place: place - 1, id: "\(stem)_\(place)", olderID: "mgrp\(group.number)_\(within + 1)",
          name: measure.name, label: (group.isPrefix ? group.name + ": " : "") + measure.name)
      }
      return Group(id: "mgrp\(id)_\(number + 1)", name: group.name, columns: columns)
    }
  }

  struct Group: Sendable {
    let id: String
    let name: String
    let columns: [Column]
  }

  struct Column: Sendable {
    let place: Int
    let id: String
    let olderID: String
    let name: String
    let label: String
  }
}

/// A value of a dimension in one hierarchy, and the finest parts that it is made of.
struct JobindsatsValue: Sendable {
  /// Its id, as `/` for all, `/2/`, `/1084/101/`.
  let id: String
  let name: String
  /// Its level's place in the hierarchy.
  let level: Int
  /// The places of its parts among all parts of the dimension.
  var parts: [Int]
}

/// One way to divide a dimension.
struct JobindsatsHierarchy: Sendable {
  let id: String
  let name: String
  let levels: [(id: String, name: String)]
  /// All values, each before those within it.
  var values: [JobindsatsValue]

  /// The value for all, where the hierarchy has one.
  var total: JobindsatsValue? { values.first { $0.id == "/" } }

  /// The same without the levels below one.
  func cut(_ id: String, _ name: String, below level: Int) -> JobindsatsHierarchy {
    JobindsatsHierarchy(
      id: id, name: name, levels: Array(levels.prefix(level + 1)),
      values: values.filter { $0.level <= level })
  }
}

/// Something that figures are divided by.
struct JobindsatsDimension: Sendable {
  let id: String
  let name: String
  var hierarchies: [JobindsatsHierarchy]
  /// How much of the whole each part has; their sum is 1.
  let weights: [Double]

  /// What version 2 calls it: the name of its first hierarchy.
  var olderID: String { hierarchies.first?.id ?? id }

  /// All values by names, as version 2 has them; where two share a name the first counts.
  var named: [JobindsatsValue] {
    var seen: Set<String> = []
    return hierarchies.flatMap(\.values).filter { seen.insert($0.name).inserted }
  }

  /// What it is where nobody asks for it.
  var whole: JobindsatsValue {
    hierarchies.lazy.compactMap(\.total).first
      ?? JobindsatsValue(id: "/", name: "", level: 0, parts: Array(weights.indices))
  }

  /// Reads a dimension from an outline: a value a line, two spaces before each level, as
  /// `2 A-dagpenge;80` with code, name and, for the finest, weight.
  ///
  /// - Parameter total: The name of the value for all; nil where the hierarchy has none.
  init(
    _ id: String, _ name: String, hierarchy: String, total: String?,
    levels: [(id: String, name: String)], outline: String
  ) {
    let allParts = outline.split(separator: "\n").count { $0.contains(";") }
    var values: [JobindsatsValue] = []
    if let total {
      values.append(
        JobindsatsValue(id: "/", name: total, level: 0, parts: Array(0..<allParts)))
    }
    let first = total == nil ? 0 : 1
    var above: [Int] = []
    var weights: [Double] = []
    for line in outline.split(separator: "\n") {
      let depth = line.prefix { $0 == " " }.count / 2
      let words = line.drop { $0 == " " }.split(separator: " ", maxSplits: 1)
      guard let code = words.first, let rest = words.last else { continue }
      let fields = rest.split(separator: ";", maxSplits: 1)
      above = Array(above.prefix(depth))
      let path = (above.last.map { values[$0].id } ?? "/") + code + "/"
      above.append(values.count)
      values.append(
        JobindsatsValue(
          id: path, name: String(fields.first ?? rest), level: first + depth, parts: []))
      guard fields.count > 1, let weight = Double(fields[1]) else { continue }
      for place in above { values[place].parts.append(weights.count) }
      weights.append(weight)
    }
    let sum = weights.reduce(0, +)
    self.id = id
    self.name = name
    self.weights = weights.map { $0 / sum }
    hierarchies = [
      JobindsatsHierarchy(
        id: hierarchy, name: name, levels: (total == nil ? [] : [("total", "I alt")]) + levels,
        values: values)
    ]
  }

  init(
    _ id: String, _ name: String, hierarchies: [JobindsatsHierarchy], weights: [Double]
  ) {
    self.id = id
    self.name = name
    self.hierarchies = hierarchies
    self.weights = weights
  }

  /// The same with one more hierarchy, which leaves out the levels below one of the first.
  func adding(_ id: String, _ name: String, below level: Int) -> JobindsatsDimension {
    var dimension = self
    dimension.hierarchies += hierarchies.prefix(1).map { $0.cut(id, name, below: level) }
    return dimension
  }
}

/// Teaches a pattern how rows are written, from rows that a walk has found to be right.
final class JSONPatternLesson {
  /// Rows that teach nothing, and rows at all, that are looked at before no more are.
  private static let vainLimit = 16
  private static let limit = 128

  let pattern = JSONRowPattern()
  private let scanner: JSONScanner
  private let plan: JSONPlan
  /// The state behind the value at each path of keys, these parted by a byte that none has.
  private var states: [[UInt8]: Int] = [:]
  private var rowCount = 0
  private var vainCount = 0

  /// The text that is being gathered: where it began, behind which state, and what it does.
  private var textStart = 0
  private var state = 0
  private var marks: [(place: Int, mark: (Int) -> JSONPatternMark)] = []
  private var hasLearnt = false

  /// A lesson for rows of a plan; nil where they can't be read by a pattern.
  init?(_ scanner: JSONScanner, _ plan: JSONPlan) {
    guard !plan.nodes[0].keys.isEmpty, plan.nodes[0].slot < 0, plan.elements.isEmpty else {
      return nil
    }
    self.scanner = scanner
    self.plan = plan
  }

  /// Whether more rows may still teach something.
  var isOpen: Bool { rowCount < Self.limit && vainCount < Self.vainLimit }

  /// Learns from the row at a place, so deep in the body.
  func learn(_ place: Int, depth: Int) {
    guard isOpen, scanner.bytes[place] == UInt8(ascii: "{") else { return }
    rowCount += 1
    (textStart, state, marks, hasLearnt) = (place, 0, [], false)
    if let end = try? object(place, node: 0, path: [], depth: depth) ?? -1, end >= 0 {
      _ = flush(to: end, .end, slot: -1, depth: 0, path: [])
    }
    if !hasLearnt { vainCount += 1 }
  }

  /// Goes through an object, of which the plan has a node or not; gives the place behind it, nil where
  /// it holds what no pattern can.
  private func object(
    _ start: Int, node index: Int?, path: [UInt8], depth: Int
  ) throws(JSONFault) -> Int? {
    let node = index.map { plan.nodes[$0] }
    if let node, index != 0 {
      marks.append((start, { _ in .clear(node.slotsBelow) }))
      if node.slot >= 0 { marks.append((start, { .begin(slot: node.slot, offset: $0) })) }
    }
    var place = scanner.skipSpace(start + 1)
    var isEnd = scanner.bytes[place] == UInt8(ascii: "}")
    if isEnd { place += 1 }
    while !isEnd {
      let (key, value) = try scanner.key(place)
      let name = Array(scanner.bytes.slice(key.content))
      let known = node.flatMap { plan.node(below: $0, key: scanner.bytes.text(key)) }
      guard
        let end = try member(value, node: known, path: path + [0] + name, depth: depth + 1)
      else { return nil }
      (place, isEnd) = try scanner.next(end, closing: UInt8(ascii: "}"))
    }
    if let node, index != 0, node.slot >= 0 {
      marks.append((place, { .end(slot: node.slot, offset: $0) }))
    }
    return place
  }

  private func member(
    _ place: Int, node index: Int?, path: [UInt8], depth: Int
  ) throws(JSONFault) -> Int? {
    let node = index.map { plan.nodes[$0] }
    let hasParts = node.map { !$0.isLeaf } ?? false
    let slot = node?.slot ?? -1
    if scanner.bytes[place] == UInt8(ascii: "{"), hasParts || slot < 0 {
      return try object(place, node: hasParts ? index : nil, path: path, depth: depth)
    }
    let end = try scanner.value(place, depth: depth).end
    var kind = JSONPatternKind.value
    if hasParts, let node {
      guard scanner.bytes[place] == UInt8(ascii: "n") else { return nil }
      kind = .null
      marks.append((place, { _ in .clear(node.slotsBelow) }))
    }
    guard flush(to: place, kind, slot: slot, depth: depth, path: path) else { return nil }
    textStart = end
    return end
  }

  /// Ends the text before a place, in steps of 32 bytes; false where the pattern is full.
  private func flush(
    to end: Int, _ kind: JSONPatternKind, slot: Int, depth: Int, path: [UInt8]
  ) -> Bool {
    defer { marks = [] }
    while end - textStart > 32 {
      let step = makeStep(textStart..<(textStart + 32), .none)
      guard take(step, marks: [], to: { self.pattern.makeState() }) else { return false }
      textStart += 32
    }
    var step = makeStep(textStart..<end, kind)
    (step.slot, step.depth) = (Int32(slot), Int32(depth))
    return take(step, marks: marks.map { $0.mark($0.place - end) }) {
      if let known = self.states[path] { return known }
      self.states[path] = self.pattern.makeState()
      return self.states[path]
    }
  }

  private func makeStep(_ text: Range<Int>, _ kind: JSONPatternKind) -> JSONPatternStep {
    var step = JSONPatternStep()
    (step.kind, step.length) = (kind, text.count)
    for word in 0..<4 where word * 8 < text.count {
      let length = min(text.count - word * 8, 8)
      step.text[word] = scanner.bytes.head(text.lowerBound + word * 8, length: length).littleEndian
      step.mask[word] = length == 8 ? .max : ((1 << UInt64(8 * length)) - 1).littleEndian
    }
    return step
  }

  /// Goes on behind a step, which is added where it is new.
  private func take(
    _ step: JSONPatternStep, marks: [JSONPatternMark], to makeState: () -> Int?
  ) -> Bool {
    if let known = pattern.state(behind: state, step) {
      state = known
      return true
    }
    guard let next = makeState() else { return false }
    var step = step
    step.state = Int32(next)
    guard pattern.add(step, marks: marks, behind: state) else { return false }
    hasLearnt = true
    state = next
    return true
  }
}

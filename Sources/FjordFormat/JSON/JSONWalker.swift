// Walks a document along a plan and leaves the tokens of wanted values in slots. What is not wanted
// is checked and stepped over. A key that occurs again wins over what came before, as in most
// readers of JSON.

/// A walk over one body along one plan.
struct JSONWalker {
  let scanner: JSONScanner
  let plan: JSONPlan
  /// Takes the rows, where the plan has a node for them: place and depth in, place behind out.
  var rows: ((Int, Int) throws(JSONFault) -> Int)?
  /// Hears of keys that the plan does not know.
  var unknown: JSONUnknownKeys?

  private var bytes: JSONBytes { scanner.bytes }

  init(_ scanner: JSONScanner, _ plan: JSONPlan) {
    self.scanner = scanner
    self.plan = plan
  }

  /// Walks the value at `place`; tokens go to their slots.
  ///
  /// Gives the place behind it.
  func walk(
    _ place: Int, node index: Int = 0, depth: Int, into slots: JSONSlots
  ) throws(JSONFault) -> Int {
    let node = plan.nodes[index]
    if node.isRows, let rows { return try rows(place, depth) }
    if node.isLeaf {
      let token = try scanner.value(place, depth: depth)
      if node.slot >= 0 { slots[node.slot] = token }
      return token.end
    }
    for slot in node.slotsBelow { slots[slot] = .absent }
    let token: JSONToken
    switch bytes[place] {
    case UInt8(ascii: "{") where !node.keys.isEmpty:
      token = try walkObject(place, node, depth: depth, into: slots)
    case UInt8(ascii: "[") where !node.elements.isEmpty:
      token = try walkArray(place, node, depth: depth, into: slots)
    default:
      token = try scanner.value(place, depth: depth)
      if token.kind != .null {
        for slot in node.slotsBelow { slots[slot] = .misplaced }
      }
    }
    if node.slot >= 0 { slots[node.slot] = token }
    return token.end
  }

  private func walkObject(
    _ start: Int, _ node: JSONPlan.Node, depth: Int, into slots: JSONSlots
  ) throws(JSONFault) -> JSONToken {
    try scanner.checkDepth(depth, start)
    var place = scanner.skipSpace(start &+ 1)
    if bytes[place] == UInt8(ascii: "}") { return JSONToken(.object, start, place &+ 1) }
    var guess = node.keys.lowerBound
    while true {
      let (key, value) = try scanner.key(place)
      let wanted = find(key, node, &guess)
      let leaf = wanted >= 0 ? plan.keys[wanted].leaf : -1
      let end: Int
      if leaf == JSONPlan.below {
        end = try walk(value, node: plan.keys[wanted].node, depth: depth &+ 1, into: slots)
      } else {
        let token = try scanner.value(value, depth: depth &+ 1)
        if leaf >= 0 { slots[leaf] = token }
        end = token.end
      }
      let (next, isEnd) = try scanner.next(end, closing: UInt8(ascii: "}"))
      if isEnd { return JSONToken(.object, start, next) }
      place = next
    }
  }

  private func walkArray(
    _ start: Int, _ node: JSONPlan.Node, depth: Int, into slots: JSONSlots
  ) throws(JSONFault) -> JSONToken {
    try scanner.checkDepth(depth, start)
    var place = scanner.skipSpace(start &+ 1)
    if bytes[place] == UInt8(ascii: "]") { return JSONToken(.array, start, place &+ 1) }
    var index = 0
    while true {
      let wanted = plan.elements[node.elements].first { $0.place == index }?.node
      let end =
        if let wanted {
          try walk(place, node: wanted, depth: depth &+ 1, into: slots)
        } else {
          try scanner.value(place, depth: depth &+ 1).end
        }
      let (next, isEnd) = try scanner.next(end, closing: UInt8(ascii: "]"))
      if isEnd { return JSONToken(.array, start, next) }
      place = next
      index += 1
    }
  }

  /// The place of a key in the plan or -1; keys mostly come in the order they came in before, so the one behind
  /// the last is tried first.
  @inline(__always)
  private func find(_ key: JSONToken, _ node: JSONPlan.Node, _ guess: inout Int) -> Int {
    let start = key.start &+ 1
    let length = key.end &- start &- 1
    let head = bytes.head(start, length: length)
    let entry = plan.keys[guess]
    if entry.head == head, entry.length == length, key.kind == .string,
      length <= 8 || matchesTail(entry, start &+ 8, length &- 8)
    {
      let found = guess
      guess = guess &+ 1 == node.keys.upperBound ? node.keys.lowerBound : guess &+ 1
      return found
    }
    return search(key, head, node, &guess)
  }

  @inline(never)
  private func search(
    _ key: JSONToken, _ head: UInt64, _ node: JSONPlan.Node, _ guess: inout Int
  ) -> Int {
    if key.kind == .escapedString { return findEscaped(key, node) }
    let start = key.start &+ 1
    let length = key.end &- start &- 1
    var place = node.keys.lowerBound
    while place < node.keys.upperBound {
      let entry = plan.keys[place]
      place &+= 1
      if entry.head == head, entry.length == length,
        length <= 8 || matchesTail(entry, start &+ 8, length &- 8)
      {
        guess = place == node.keys.upperBound ? node.keys.lowerBound : place
        return place &- 1
      }
    }
    unknown?.note(bytes.text(key), at: key.start)
    return -1
  }

  @inline(__always)
  private func matchesTail(_ entry: JSONPlan.Key, _ place: Int, _ length: Int) -> Bool {
    var step = 0
    while step < length {
      if bytes[place &+ step] != plan.tails[entry.tail &+ step] { return false }
      step &+= 1
    }
    return true
  }

  private func findEscaped(_ key: JSONToken, _ node: JSONPlan.Node) -> Int {
    let name = Array(bytes.text(key).utf8)
    for place in node.keys where plan.keys[place].length == name.count {
      let entry = plan.keys[place]
      let tail = plan.tails[entry.tail..<(entry.tail + max(0, name.count - 8))]
      var head: UInt64 = 0
      for (step, byte) in name.prefix(8).enumerated() { head |= UInt64(byte) << UInt64(8 * step) }
      if entry.head == head, tail.elementsEqual(name.dropFirst(8)) { return place }
    }
    unknown?.note(bytes.text(key), at: key.start)
    return -1
  }
}

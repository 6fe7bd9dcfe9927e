import FjordTable

// What to keep of a document, compiled once a reader: a tree of keys and places. A node that is
// wanted has a slot, the number under which the walk leaves the value's token. Slots are given in
// the order of the tree, so that what hangs below a node has a range of slots.

/// A tree of wanted values, kept flat.
struct JSONPlan: Sendable {
  /// A place in documents of the plan's shape.
  struct Node: Sendable {
    /// The keys below, in `keys`.
    var keys = 0..<0
    /// The elements below, in `elements`.
    var elements = 0..<0
    /// Where the token goes; -1 where only something below is wanted.
    var slot = -1
    /// The slots of all that is below.
    var slotsBelow = 0..<0
    var isRows = false

    var isLeaf: Bool { keys.isEmpty && elements.isEmpty }
  }

  /// A wanted key: its first eight bytes as a number decide nearly always, the rest is in `tails`.
  struct Key: Sendable {
    let head: UInt64
    let length: Int
    let tail: Int
    let node: Int
    /// The slot of a node with nothing below, -1 where its value is only stepped over, `below` for a
    /// node to walk.
    ///
    /// Kept here, so that most keys need no look at their node.
    fileprivate(set) var leaf: Int
  }

  /// Marks a key whose node has something below.
  static let below = -2

  private(set) var nodes: [Node] = []
  private(set) var keys: [Key] = []
  private(set) var elements: [(place: Int, node: Int)] = []
  private(set) var tails: [UInt8] = []
  private(set) var slotCount = 0

  /// Compiles a tree; its root is node 0.
  init(_ root: JSONPlanBuilder) {
    nodes.append(Node())
    fill(0, root)
  }

  private mutating func fill(_ index: Int, _ source: JSONPlanBuilder) {
    var node = Node()
    node.isRows = source.isRows
    if source.isWanted {
      node.slot = slotCount
      source.slot = slotCount
      slotCount += 1
    }
    let first = nodes.count
    let firstSlot = slotCount
    node.keys = keys.count..<(keys.count + source.keys.count)
    node.elements = elements.count..<(elements.count + source.elements.count)
    for (place, entry) in source.keys.enumerated() { add(key: entry.name, node: first + place) }
    for (place, entry) in source.elements.enumerated() {
      elements.append((entry.place, first + source.keys.count + place))
    }
    let children = source.keys.map(\.node) + source.elements.map(\.node)
    for _ in children { nodes.append(Node()) }
    for (place, child) in children.enumerated() { fill(first + place, child) }
    for place in node.keys {
      let below = nodes[keys[place].node]
      keys[place].leaf = below.isLeaf && !below.isRows ? below.slot : Self.below
    }
    node.slotsBelow = firstSlot..<slotCount
    nodes[index] = node
  }

  /// The node of a key below another, if it is wanted or known.
  func node(below parent: Node, key: String) -> Int? {
    let name = Array(key.utf8)
    return parent.keys.first { place in
      let entry = keys[place]
      guard entry.length == name.count, entry.head == Self.head(of: name) else { return false }
      let tail = tails[entry.tail..<(entry.tail + max(0, name.count - 8))]
      return tail.elementsEqual(name.dropFirst(8))
    }.map { keys[$0].node }
  }

  /// The first eight bytes of a name as a number.
  private static func head(of name: [UInt8]) -> UInt64 {
    var head: UInt64 = 0
    for (step, byte) in name.prefix(8).enumerated() { head |= UInt64(byte) << UInt64(8 * step) }
    return head
  }

  private mutating func add(key: String, node: Int) {
    let bytes = Array(key.utf8)
    keys.append(
      Key(
        head: Self.head(of: bytes), length: bytes.count, tail: tails.count, node: node, leaf: -1))
    tails.append(contentsOf: bytes.dropFirst(8))
  }
}

/// The tree while it is put together.
final class JSONPlanBuilder {
  fileprivate(set) var keys: [(name: String, node: JSONPlanBuilder)] = []
  fileprivate(set) var elements: [(place: Int, node: JSONPlanBuilder)] = []
  fileprivate(set) var isWanted = false
  fileprivate(set) var isRows = false
  /// The slot, known when the plan has been compiled.
  fileprivate(set) var slot = -1

  /// The node at the end of a path from here, added where it is not there.
  func node(at path: some Collection<JSONStep>) -> JSONPlanBuilder {
    guard let step = path.first else { return self }
    return child(step).node(at: path.dropFirst())
  }

  /// Wants the value here.
  func want() -> JSONPlanBuilder {
    isWanted = true
    return self
  }

  /// Makes the value here the rows.
  func markRows() { isRows = true }

  private func child(_ step: JSONStep) -> JSONPlanBuilder {
    let fresh = JSONPlanBuilder()
    switch step {
    case .key(let name):
      if let known = keys.first(where: { $0.name == name }) { return known.node }
      keys.append((name, fresh))
    case .element(let place):
      if let known = elements.first(where: { $0.place == place }) { return known.node }
      elements.append((place, fresh))
    }
    return fresh
  }
}

import FjordTable

/// How a column comes out of its slots: compiled beside the plan.
indirect enum JSONAssembly: Sendable {
  /// One value without parts.
  case scalar(slot: Int)
  /// A record whose fields have slots of their own.
  case record(slot: Int, parts: [JSONAssembly])
  /// A list whose elements are walked along a plan of their own.
  case list(slot: Int, plan: JSONPlan, element: JSONAssembly)
}

/// A type's part of a plan, before slots are known.
struct JSONAssemblyDraft {
  private let node: JSONPlanBuilder
  private let type: DataType
  private let parts: [JSONAssemblyDraft]

  /// Adds what a type needs to the plan at a node.
  init(_ type: DataType, at node: JSONPlanBuilder) {
    self.node = node.want()
    self.type = type
    parts = type.fields.map { JSONAssemblyDraft($0.type, at: node.node(at: [.key($0.name)])) }
  }

  /// The assembly; asked for when the plan has been compiled.
  var assembly: JSONAssembly {
    switch type {
    case .list(let element):
      let root = JSONPlanBuilder()
      let draft = JSONAssemblyDraft(element, at: root)
      let plan = JSONPlan(root)
      return .list(slot: node.slot, plan: plan, element: draft.assembly)
    case .record: return .record(slot: node.slot, parts: parts.map(\.assembly))
    default: return .scalar(slot: node.slot)
    }
  }
}

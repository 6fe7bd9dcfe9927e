/// Declarations by name, in groups that are made when a name is first looked for in them.
///
/// What help tells of every function and source is long; a run that needs two of them builds no more.
/// Complexity: a look-up is one in a dictionary for each group that the name may be in.
package struct Catalogue<Declaration: Sendable>: Sendable {
  private struct Group: Sendable {
    let prefix: String
    let declarations: Deferred<[String: Declaration]>
  }

  private var single: [String: Declaration] = [:]
  private var groups: [Group] = []

  package init() {}

  /// The declaration of a name, or nil where there is none; of two the one put in first.
  package subscript(name: String) -> Declaration? {
    if let found = single[name] { return found }
    for group in groups where name.hasPrefix(group.prefix) {
      if let found = group.declarations.value[name] { return found }
    }
    return nil
  }

  /// Everything by name; makes every group.
  package var all: [String: Declaration] {
    groups.reduce(into: single) { all, group in
      all.merge(group.declarations.value) { first, _ in first }
    }
  }

  /// The names of everything.
  package var keys: Dictionary<String, Declaration>.Keys { all.keys }

  /// Everything.
  package var values: Dictionary<String, Declaration>.Values { all.values }

  /// How many there are.
  package var count: Int { all.count }

  mutating func insert(_ declaration: Declaration, named name: String) {
    single[name] = declaration
  }

  /// Puts a group in whose names begin with a prefix.
  mutating func insert(
    prefix: String = "", _ declarations: @escaping @Sendable () -> [String: Declaration]
  ) {
    groups.append(Group(prefix: prefix, declarations: Deferred(declarations)))
  }
}

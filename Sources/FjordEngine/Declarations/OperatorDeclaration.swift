import FjordLanguage
import FjordPlugin

/// What the items of a stage or clause are.
package enum ItemForm: Sendable, Hashable {
  /// No items.
  case none
  /// One condition.
  case condition
  /// One whole number, not negative, known before the run.
  case count
  /// Names of columns.
  case columns
  /// Columns, or named or unnamed expressions.
  case projections
  /// `name = expression`, later ones seeing earlier ones.
  case derivations
  /// `column = expression` of the column's type, which takes the place of null.
  case fills
  /// One value known before the run.
  case value
  /// `new = old`.
  case renames
  /// Expressions with a direction.
  case order
  /// Expressions with a direction, larger values first where none is said.
  case largestFirst
  /// Aggregates, named or not.
  case aggregates
  /// Conditions on the whole table, with aggregates inside, or on each row.
  case expectations
  /// Names of new columns.
  case names
  /// One name or text, not an expression: `save bergen`, `to json`.
  case target
  /// One table: `$x`, a source's name, or a pipeline in parentheses.
  case table
  /// Tables, one at least.
  case tables
  /// Keys of this table and of the stage's first table: a column of both, or `here = there`.
  case keys
}

/// What items a stage or clause takes, and how many.
package struct ItemsDeclaration: Sendable {
  /// What they are.
  package let form: ItemForm
  /// Whether there may be none.
  package let isOptional: Bool
  /// What they are for, in one line.
  package let summary: String

  package init(_ form: ItemForm, _ summary: String, isOptional: Bool = false) {
    self.form = form
    self.summary = summary
    self.isOptional = isOptional
  }

  /// No items.
  package static let none = ItemsDeclaration(.none, "", isOptional: true)
}

/// A clause that an operator takes.
package struct ClauseDeclaration: Sendable {
  /// The word.
  package let keyword: Clause.Keyword
  /// What follows it.
  package let items: ItemsDeclaration

  package init(_ keyword: Clause.Keyword, _ items: ItemsDeclaration) {
    self.keyword = keyword
    self.items = items
  }
}

/// What an operator does with the identity of keyed rows.
package enum IdentityEffect: String, Sendable {
  /// Rows keep it; rows taken out become retractions. What follows can be maintained row by row.
  case keeps
  /// Rows keep it, but the result can't be maintained: `save` replaces the table whole.
  case keepsUnmaintained = "keeps, not maintainable"
  /// The rows that come out are new ones.
  case drops
}

/// An operator as declared: the only source of help, completion, reference pages and example tests.
package struct OperatorDeclaration: Sendable {
  /// The name, which is also its file's.
  package let name: String
  /// What other languages call it; who writes that is told the name.
  package let namesElsewhere: [String]
  /// What it does, in one line.
  package let summary: String
  /// More that a newcomer should know; may be empty.
  package let discussion: String
  /// The items before the first clause.
  package let items: ItemsDeclaration
  /// The clauses it takes.
  package let clauses: [ClauseDeclaration]
  /// The options it takes.
  package let options: [OptionDeclaration]
  /// What becomes of the rows' identity.
  package let identity: IdentityEffect
  /// Whether each row that goes in comes out, in order, so that a limit may pass to the source.
  package let isRowToRow: Bool
  /// Whether the columns that go in come out, whatever the arguments, so that stages behind a faulty
  /// one can still be checked.
  package let keepsColumns: Bool
  /// Executed examples, at least one.
  package let examples: [Example]

  package init(
    name: String, namesElsewhere: [String] = [], summary: String, discussion: String = "",
    items: ItemsDeclaration = .none, clauses: [ClauseDeclaration] = [],
    options: [OptionDeclaration] = [],
    identity: IdentityEffect = .drops, isRowToRow: Bool = false, keepsColumns: Bool = false,
    examples: [Example]
  ) {
    self.name = name
    self.namesElsewhere = namesElsewhere
    self.summary = summary
    self.discussion = discussion
    self.items = items
    self.clauses = clauses
    self.options = options
    self.identity = identity
    self.isRowToRow = isRowToRow
    self.keepsColumns = keepsColumns
    self.examples = examples
  }

  /// How it is written, for help and completion: `sort by order [--option value]`.
  package var usage: String {
    var parts = [name]
    if items.form != .none { parts.append(items.isOptional ? "[\(items.word)]" : items.word) }
    for clause in clauses {
      let text = "\(clause.keyword.rawValue) \(clause.items.word)"
      parts.append(clause.items.isOptional ? "[\(text)]" : text)
    }
    for option in options {
      parts.append(option.kind == nil ? "[--\(option.name)]" : "[--\(option.name) VALUE]")
    }
    return parts.joined(separator: " ")
  }
}

extension ItemForm {
  /// Whether the items are tables.
  package var isTable: Bool { self == .table || self == .tables }
}

extension ItemsDeclaration {
  /// What stands for the items in a usage line.
  package var word: String {
    switch form {
    case .none: ""
    case .condition: "CONDITION"
    case .count: "N"
    case .columns: "COLUMN, ..."
    case .projections: "COLUMN | NAME = EXPRESSION, ..."
    case .derivations: "NAME = EXPRESSION, ..."
    case .fills: "COLUMN = EXPRESSION, ..."
    case .value: "VALUE"
    case .renames: "NEW = OLD, ..."
    case .order: "EXPRESSION [desc], ..."
    case .largestFirst: "EXPRESSION [asc], ..."
    case .aggregates: "[NAME =] AGGREGATE, ..."
    case .expectations: "CONDITION, ..."
    case .names: "NAME, ..."
    case .target: "NAME"
    case .table: "TABLE"
    case .tables: "TABLE, ..."
    case .keys: "COLUMN | HERE = THERE, ..."
    }
  }
}

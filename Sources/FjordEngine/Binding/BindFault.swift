import FjordDiagnostic
import FjordTable

/// What can be wrong with a pipeline that parses, as facts.
package enum BindFault: Sendable {
  case unknownColumn(String, known: [String], origin: String)
  case unknownOperator(String, known: [String], sameElsewhere: [String])
  case unknownSource(String, known: [String])
  case unknownFunction(String, known: [String])
  case unknownOption(String, of: String, known: [String])
  case unknownClause(String, of: String, known: [String])
  case unknownVariable(String, known: [String])
  case unknownField(String, known: [String])
  case unknownTable(String, known: [String])
  case missingClause(String, of: String, usage: String)
  case itemCount(String, expected: String, found: Int, usage: String)
  case itemForm(String, expected: String)
  case optionValue(String, expected: String, found: String)
  case optionNeedsNoValue(String)
  case optionNeedsValue(String, expected: String)
  case optionTwice(String)
  case argument(String, expected: String, found: String)
  case typeMismatch(String, left: String, right: String, fix: String?)
  case keyTypes(
    left: (text: String, type: String), right: (text: String, type: String), fix: String?)
  case readTwice(String)
  case expectedType(String, expected: String, found: String)
  case functionArguments(String, signatures: [String], found: [String])
  case aggregateHere(String)
  case notAnAggregate(String)
  case notAdditive(column: String, function: String, reason: String)
  case comparisonWithNull(isEqual: Bool, operand: String)
  case duplicateColumn(String)
  case namedTwice(String)
  case notAStage(String)
  case sourceInMiddle(String)
  case operatorFirst(String)
  case afterEnd(String)
  case commandInPipeline(String)
  case tableAsValue(String)
  case valueAsTable(String)
  case definitionArguments(String, expected: Int, found: Int)
  case nothingShownYet
  case keyDropped([String], of: String)
  case notSupported(String, instead: String)
  case definitionTooLong(String)
  case tableRows(String)
  case lookupColumns(String, missing: [String])

  /// A regular expression, wherever it stands.
  static let regularExpression = BindFault.notSupported(
    "regular expressions are not part of this version",
    instead: "`contains`, `starts with` and `ends with` search text")
}

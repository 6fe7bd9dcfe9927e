/// What is wrong with a regular expression, or what its search ran into.
package enum PatternFault: Error, Hashable {
  /// The expression can't be read: what is wrong, and before which of its bytes.
  case syntax(message: String, offset: Int)
  /// A text would have taken more steps than a search may.
  case tooMuchWork(pattern: String)
  /// The library gave up for another reason.
  case failed(pattern: String, message: String)
}

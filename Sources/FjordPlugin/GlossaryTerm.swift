/// A word of an API's language, explained in English.
public struct GlossaryTerm: Sendable, Hashable {
  /// The word as the API writes it, forms and near synonyms behind commas.
  public let term: String
  /// Its language as a tag of two letters: `da`, `nb`, `sv`.
  public let language: String
  /// What it means, in one English line.
  public let meaning: String

  /// Creates a term.
  public init(_ term: String, language: String, _ meaning: String) {
    self.term = term
    self.language = language
    self.meaning = meaning
  }
}

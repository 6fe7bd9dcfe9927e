/// The words that a parser can't know by itself.
///
/// The caller knows which names are sources and which options take no value; the grammar needs
/// both to tell `let x = nav.feed` from `let x = n`, and `--desc title` from `--since 7d`.
public struct Vocabulary: Sendable {
  /// Whether a name begins a pipeline (a source or a definition of one).
  public var isSource: @Sendable (String) -> Bool
  /// The options of a stage (by its name) that take no value, without dashes.
  public var flags: @Sendable (String) -> Set<String>
  /// Whether a statement takes any name behind it, small words too: `help to`.
  public var takesName: @Sendable (String) -> Bool

  /// Creates a vocabulary.
  public init(
    isSource: @escaping @Sendable (String) -> Bool = { _ in false },
    flags: @escaping @Sendable (String) -> Set<String> = { _ in [] },
    takesName: @escaping @Sendable (String) -> Bool = { _ in false }
  ) {
    self.isSource = isSource
    self.flags = flags
    self.takesName = takesName
  }

  /// A vocabulary that knows nothing.
  public static let empty = Vocabulary()
}

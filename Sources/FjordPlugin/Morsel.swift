import FjordTable

/// A piece of a source's rows that is still to be decoded: work that any core can do by itself.
///
/// Making morsels is cheap and happens one at a time, in order; decoding is dear and happens on all
/// cores at once. Rows are in the order of their morsels.
public struct Morsel: Sendable {
  /// The rows; called once.
  public let decode: @Sendable () throws -> Batch

  /// Creates a morsel.
  public init(decode: @escaping @Sendable () throws -> Batch) { self.decode = decode }
}

/// A pull stream of morsels, under the same rules as `Cursor`: one caller at a time, nothing is read
/// before it is asked for, and after nil only nil comes.
public protocol MorselCursor: Sendable {
  /// The next morsel, or nil at the end.
  func next() async throws -> Morsel?
}

/// A secret that an answer's body holds, as a token that is handed out.
///
/// It is known before any text is made of the answer, so that no trace and no recording shows it.
public struct HTTPHeldSecret: Sendable {
  /// Finds the secret in a body; nil where there is none.
  public let find: @Sendable ([UInt8]) -> Secret?
  /// The variable that stands for it in traces, without the `$`.
  public let variable: String
  /// A shell command that reads the body and prints the secret: with it a traced request can be
  /// pasted and sets the variable.
  public let filter: String

  /// Creates a description.
  public init(
    variable: String, filter: String, find: @escaping @Sendable ([UInt8]) -> Secret?
  ) {
    self.variable = variable
    self.filter = filter
    self.find = find
  }
}

import Foundation

/// Answers of Platsannons, recorded and made: what each is stands in the README beside them.
public enum PlatsannonsFixtures {
  /// Where they lie.
  public static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/platsannons")

  /// The bytes of a file.
  public static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name)))
  }
}

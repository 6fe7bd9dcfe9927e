import Foundation

/// The files that show NAV's feed exactly as the service answers.
public enum NAVFixtures {
  /// Where they lie.
  public static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/nav-stilling-feed")

  /// Where those of the older feed lie.
  public static let publicFeed = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/nav-public-feed")

  /// The path of the event log that a stand-in can serve, with its details beside it.
  public static var eventLog: String { folder.appending(path: "event-log.json").path }

  /// The bytes of a file.
  public static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name)))
  }
}

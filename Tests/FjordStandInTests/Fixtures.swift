import Foundation

/// The fixture files of the NAV feed.
enum Fixtures {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/nav-stilling-feed")

  static var eventLog: String { folder.appending(path: "event-log.json").path }

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name)))
  }

  /// JSON with its keys sorted, so that key order makes no difference.
  static func canonical(_ bytes: [UInt8]) throws -> String {
    let value = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .fragmentsAllowed]
    return String(decoding: try JSONSerialization.data(withJSONObject: value, options: options), as: UTF8.self)
  }
}

/// A feed page as a consumer reads it.
struct Page: Decodable {
  struct Item: Decodable, Equatable {
    struct Entry: Decodable, Equatable {
      var uuid: String
      var status: String
      var title: String
      var businessName: String
      var municipal: String
      var sistEndret: String
    }
    var id: String
    var url: String
    var title: String
    var date_modified: String
    var _feed_entry: Entry
  }
  var id: String
  var feed_url: String
  var next_url: String?
  var next_id: String?
  var items: [Item]

  init(_ bytes: [UInt8]) throws {
    self = try JSONDecoder().decode(Page.self, from: Data(bytes))
  }
}

import FjordTestSupport
import Foundation

extension NAVFixtures {
  /// JSON with its keys sorted, so that key order makes no difference.
  static func canonical(_ bytes: [UInt8]) throws -> String {
    let value = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .fragmentsAllowed]
    return String(
      decoding: try JSONSerialization.data(withJSONObject: value, options: options), as: UTF8.self)
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
    var dateModified: String
    var entry: Entry

    enum CodingKeys: String, CodingKey {
      case id, url, title
      case dateModified = "date_modified"
      case entry = "_feed_entry"
    }
  }
  var id: String
  var feedURL: String
  var nextURL: String?
  var nextID: String?
  var items: [Item]

  enum CodingKeys: String, CodingKey {
    case id, items
    case feedURL = "feed_url"
    case nextURL = "next_url"
    case nextID = "next_id"
  }

  init(_ bytes: [UInt8]) throws {
    self = try JSONDecoder().decode(Page.self, from: Data(bytes))
  }
}

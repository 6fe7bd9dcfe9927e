/// One line of a feed page.
struct NAVLine: Sendable {
  var ad: UniqueID
  var isActive: Bool
  /// When the event was recorded, in microseconds since 1970.
  var time: Int64
  /// The title as JSON text, in two parts.
  var title: [UInt8]
  var ending: [UInt8] = []
  /// The employer as JSON text.
  var employer: [UInt8]
  /// The municipality as JSON text.
  var place: [UInt8]

  static let unknown = Array("?".utf8)
  static let masked = Array("...".utf8)

  /// Writes the line as the feed has it.
  func write(into json: inout JSONBytes) {
    json.raw("{\"id\":\"")
    json.id(ad)
    json.raw("\",\"url\":\"/api/v1/feedentry/")
    json.lastIDAgain()
    json.raw("\",\"title\":\"")
    json.raw(title)
    json.raw(ending)
    json.raw("\",\"content_text\":\"Stillingsannonse\",\"date_modified\":\"")
    let start = json.bytes.count
    json.time(time)
    let stamp = start..<json.bytes.count
    json.raw("\",\"_feed_entry\":{\"uuid\":\"")
    json.lastIDAgain()
    json.raw(
      isActive ? "\",\"status\":\"ACTIVE\",\"title\":\"" : "\",\"status\":\"INACTIVE\",\"title\":\""
    )
    json.raw(title)
    json.raw(ending)
    json.raw("\",\"businessName\":\"")
    json.raw(employer)
    json.raw("\",\"municipal\":\"")
    json.raw(place)
    json.raw("\",\"sistEndret\":\"")
    json.again(stamp)
    json.raw("\"}}")
  }
}

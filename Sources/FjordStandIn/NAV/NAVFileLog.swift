import FjordDiagnostic

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// An event log read from a fixture folder: `event-log.json`, the details beside it as
/// `entry-*.json`, and `public-token.txt`.
///
/// The clock shows no events here; only their number is set.
struct NAVFileLog: NAVEventLog {
  private struct File: Decodable {
    struct Event: Decodable {
      var id: String
      var ad: String
      var status: String
      var title: String
      var businessName: String
      var municipal: String
      var recorded: String

      enum CodingKeys: String, CodingKey {
        case id = "event_id"
        case ad, status, title, businessName, municipal, recorded
      }
    }
    var events: [Event]
  }

  private struct Detail: Decodable {
    var uuid: String
    var status: String
  }

  /// The folder's public token, if it has one.
  let publicToken: String?
  private let lines: [NAVLine]
  private let ids: [UniqueID]
  private let places: [UniqueID: Int]
  private let entries: [UniqueID: (bytes: [UInt8], isActive: Bool)]
  private(set) var count: Int

  /// Reads the folder of `path`, which names the event log itself.
  ///
  /// Errors: `standin.event-log`.
  init(path: String, visible: Int?) throws(Diagnostics) {
    let file = try Self.read(path)
    var lines: [NAVLine] = []
    var ids: [UniqueID] = []
    for event in file.events {
      guard let id = UniqueID(lenient: event.id), let line = Self.line(event) else {
        throw StandInFault.unreadableEventLog(
          path: path, reason: "event `\(event.id)` has an id or time that can't be read"
        ).diagnostics
      }
      ids.append(id)
      lines.append(line)
    }
    self.lines = lines
    self.ids = ids
    places = Dictionary(zip(ids, ids.indices), uniquingKeysWith: { first, _ in first })
    let folder = URL(filePath: path).deletingLastPathComponent()
    entries = Self.entries(in: folder)
    publicToken = Self.token(in: folder)
    count = min(max(visible ?? lines.count, 0), lines.count)
  }

  private static func read(_ path: String) throws(Diagnostics) -> File {
    guard let data = FileManager.default.contents(atPath: path) else {
      let reason =
        FileManager.default.fileExists(atPath: path)
        ? "it can't be opened" : "there is no such file"
      throw StandInFault.unreadableEventLog(path: path, reason: reason).diagnostics
    }
    do {
      return try JSONDecoder().decode(File.self, from: data)
    } catch DecodingError.keyNotFound(let key, _) {
      throw StandInFault.unreadableEventLog(
        path: path, reason: "it has no `\(key.stringValue)` where one is expected"
      ).diagnostics
    } catch {
      throw StandInFault.unreadableEventLog(
        path: path, reason: "it is not the JSON of an event log"
      ).diagnostics
    }
  }

  mutating func show(until time: StandInTime) {}

  mutating func show(more wanted: Int) -> StandInTime? {
    count += min(max(wanted, 0), lines.count - count)
    return count > 0 ? StandInTime(microseconds: lines[count - 1].time) : nil
  }

  func time(at index: Int) -> Int64 { lines[index].time }

  func id(at index: Int) -> UniqueID { ids[index] }

  func index(of id: UniqueID) -> Int? {
    guard let index = places[id], index < count else { return nil }
    return index
  }

  func line(at index: Int) -> NAVLine { lines[index] }

  func entry(of ad: UniqueID) -> [UInt8]? {
    guard let last = lines[..<count].last(where: { $0.ad == ad }) else { return nil }
    if let entry = entries[ad], entry.isActive == last.isActive { return entry.bytes }
    var json = JSONBytes()
    json.raw("{\"uuid\":\"")
    json.id(ad)
    json.raw("\",\"sistEndret\":\"")
    json.time(last.time / 1000 * 1000)
    json.raw(last.isActive ? "\",\"status\":\"ACTIVE\"}" : "\",\"status\":\"INACTIVE\"}")
    return json.bytes
  }

  private static func line(_ event: File.Event) -> NAVLine? {
    guard let ad = UniqueID(lenient: event.ad), let time = StandInTime(event.recorded) else {
      return nil
    }
    return NAVLine(
      ad: ad, isActive: event.status == "ACTIVE", time: time.microseconds,
      title: escaped(event.title), employer: escaped(event.businessName),
      place: escaped(event.municipal))
  }

  private static func escaped(_ text: String) -> [UInt8] {
    var json = JSONBytes()
    json.text(text)
    return json.bytes
  }

  private static func entries(in folder: URL) -> [UniqueID: (bytes: [UInt8], isActive: Bool)] {
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)))
      ?? []
    var entries: [UniqueID: (bytes: [UInt8], isActive: Bool)] = [:]
    for name in names.sorted() where name.hasPrefix("entry-") && name.hasSuffix(".json") {
      guard let data = try? Data(contentsOf: folder.appending(path: name)),
        let detail = try? JSONDecoder().decode(Detail.self, from: data),
        let id = UniqueID(lenient: detail.uuid)
      else { continue }
      entries[id] = (CompactJSON.bytes(Array(data)), detail.status == "ACTIVE")
    }
    return entries
  }

  private static func token(in folder: URL) -> String? {
    guard let data = try? Data(contentsOf: folder.appending(path: "public-token.txt")) else {
      return nil
    }
    let words = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    return words.last { $0.hasPrefix("eyJ") }.map(String.init)
  }
}

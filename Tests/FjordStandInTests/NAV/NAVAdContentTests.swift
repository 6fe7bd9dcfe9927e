import FjordTestSupport
import Foundation
import Testing

@testable import FjordStandIn

struct NAVAdContentTests {
  let log = NAVGeneratedLogTests.log()

  private func ads() -> [(UniqueID, NAVLine)] {
    var newest: [UniqueID: NAVLine] = [:]
    var order: [UniqueID] = []
    for index in 0..<log.count {
      let line = log.line(at: index)
      if newest.updateValue(line, forKey: line.ad) == nil { order.append(line.ad) }
    }
    return order.compactMap { id in newest[id].map { (id, $0) } }
  }

  private func object(_ bytes: [UInt8]) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  @Test("a detail has the newest state; what is inactive has three keys")
  func states() throws {
    var withoutContent = 0
    for (id, line) in ads() {
      let entry = try object(try #require(log.entry(of: id)))
      #expect(entry["uuid"] as? String == id.text)
      #expect(entry["status"] as? String == (line.isActive ? "ACTIVE" : "INACTIVE"))
      let changed = try #require(StandInTime(entry["sistEndret"] as? String ?? ""))
      #expect(changed.microseconds < line.time && changed.microseconds % 1000 == 0)
      if !line.isActive { #expect(entry.count == 3) }
      if line.isActive, entry["ad_content"] == nil { withoutContent += 1 }
    }
    #expect(withoutContent < 20)
  }

  @Test("an active ad's content has all keys of the feed, nulls written out")
  func keys() throws {
    let fixture = try object(try NAVFixtures.bytes("entry-active.json"))
    let wanted = try #require(fixture["ad_content"] as? [String: Any])
    var dues: Set<String> = []
    for (id, line) in ads() where line.isActive {
      let entry = try object(try #require(log.entry(of: id)))
      guard let content = entry["ad_content"] as? [String: Any] else { continue }
      #expect(Set(content.keys) == Set(wanted.keys))
      for list in ["workLocations", "contactList", "categoryList", "occupationCategories"] {
        let model = try #require((wanted[list] as? [[String: Any]])?.first)
        for part in content[list] as? [[String: Any]] ?? [] {
          #expect(Set(part.keys) == Set(model.keys), "\(list)")
        }
      }
      let employer = try #require(content["employer"] as? [String: Any])
      #expect(Set(employer.keys) == ["name", "orgnr", "description", "homepage"])
      let title = String(decoding: line.title + line.ending, as: UTF8.self)
      #expect(content["title"] as? String == title.replacing("\\\"", with: "\""))
      dues.insert(String((content["applicationDue"] as? String ?? "").prefix(3)))
      let expires = try #require(StandInTime(content["expires"] as? String ?? ""))
      #expect(
        NAVCalendar.midnight(
          dayNumber: OsloZone.dayNumber(atUTC: expires.seconds)) == expires.microseconds)
      #expect(expires > .sandbox.advanced(by: .seconds(-86_400)), "an active ad has not expired")
    }
    #expect(dues.isSuperset(of: ["202", "Sna", ""]))
  }

  @Test("asking twice gives the same text, and asking for an ad that is not there nothing")
  func repeats() throws {
    let id = log.line(at: 0).ad
    #expect(log.entry(of: id) == log.entry(of: id))
    #expect(log.entry(of: UniqueID(high: 1, low: 1)) == nil)
    let unborn = IndexedIDs(seed: 7, domain: 22).id(1_000_000)
    #expect(log.entry(of: unborn) == nil)
  }
}

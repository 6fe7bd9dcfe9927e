import Testing

@testable import FjordStandIn

struct UniqueIDTests {
  @Test(
    "a UUID is read as leniently as Java reads it",
    arguments: [
      ("68b4aef7-3eaa-4e17-9d8a-4eace693ae2d", "68b4aef7-3eaa-4e17-9d8a-4eace693ae2d"),
      ("68B4AEF7-3EAA-4E17-9D8A-4EACE693AE2D", "68b4aef7-3eaa-4e17-9d8a-4eace693ae2d"),
      ("1-1-1-1-1", "00000001-0001-0001-0001-000000000001"),
      ("123456789-0-0-0-0", "23456789-0000-0000-0000-000000000000"),
      ("+1-1-1-1-1", "00000001-0001-0001-0001-000000000001"),
    ])
  func lenient(text: String, expected: String) {
    #expect(UniqueID(lenient: text)?.text == expected)
  }

  @Test(
    "what Java throws at is no UUID",
    arguments: [
      "abc", "", "1-1-1-1", "1-1-1-1-1-1", "1--1-1-1", "g-1-1-1-1", "-1-1-1-1-1",
      "68b4aef7-3eaa-4e17-9d8a-4eace693ae2d0", "8000000000000000-1-1-1-1", "1-1-1-1-+",
    ])
  func refused(text: String) {
    #expect(UniqueID(lenient: text) == nil)
  }

  @Test("an id gives back the number it was made from")
  func roundTrip() {
    let ids = IndexedIDs(seed: 7, domain: 21)
    var seen: Set<UniqueID> = []
    for index in stride(from: 0, through: UInt32.max - 4_000_000, by: 4_000_001) {
      let id = ids.id(index)
      #expect(ids.index(of: id) == index)
      #expect(UniqueID(lenient: id.text) == id)
      seen.insert(id)
    }
    #expect(seen.count == 1073)
    let text = Array(ids.id(5).text)
    #expect(text[14] == "4" && "89ab".contains(text[19]))
  }

  @Test("an id of another seed, another kind or another hand is nobody's")
  func strangers() {
    let ids = IndexedIDs(seed: 7, domain: 21)
    for index in 0..<500 as Range<UInt32> {
      #expect(ids.index(of: IndexedIDs(seed: 8, domain: 21).id(index)) == nil)
      #expect(ids.index(of: IndexedIDs(seed: 7, domain: 22).id(index)) == nil)
    }
    #expect(ids.index(of: UniqueID(high: 0, low: 0)) == nil)
  }
}

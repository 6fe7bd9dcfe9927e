import Testing

@testable import FjordStandIn

struct JavaDateTests {
  @Test(
    "a date that Java's RFC 1123 parser takes is read",
    arguments: [
      ("Sat, 01 Jun 2024 00:00:00 GMT", 1_717_200_000),
      ("Sat, 1 Jun 2024 00:00:00 +0200", 1_717_192_800),
      ("Sat, 1 Jun 2024 00:00:00 +02", 1_717_192_800),
      ("Sat, 1 Jun 2024 00:00 GMT", 1_717_200_000),
      ("1 Jun 2024 00:00:00 GMT", 1_717_200_000),
      ("sat, 01 JUN 2024 00:00:00 gmt", 1_717_200_000),
      ("Fri, 31 May 2024 19:30:00 -0430", 1_717_200_000),
      ("Fri, 31 May 2024 24:00:00 GMT", 1_717_200_000),
      ("Sun, 31 Jun 2024 00:00:00 GMT", 1_719_705_600),
      ("Thu, 1 Jan 1970 01:00:00 +0100", 0),
    ])
  func accepted(text: String, seconds: Int64) {
    #expect(JavaDate.parse(text) == seconds * 1_000_000)
  }

  @Test(
    "a date that Java's RFC 1123 parser refuses is not read",
    arguments: [
      "Sun, 01 Jun 2024 00:00:00 GMT", "Sat, 01 Jun 2024 00:00:00 UTC",
      "Sat, 01 Jun 2024 00:00:00 Z", "Sat, 01 Jun 2024 00:00:00 +02:00",
      "Sat, 01 Jun 2024 00:00:00.5 GMT", "2024-06-01T00:00:00Z", "2024-06-01",
      "Saturday, 01-Jun-24 00:00:00 GMT", "Sat Jun  1 00:00:00 2024", "Sat, 01 Jun 2024 00:00:00",
      "Sat, 01 Jun 2024 00:00:00 ", "lør., 1 juni 2024 00:00:00 GMT", "Sat, 01 Jun 24 00:00:00 GMT",
      "Sat, 0 Jun 2024 00:00:00 GMT", "Sat, 01 Jun 2024 25:00:00 GMT",
      "Sat, 01 Jun 2024 24:00:01 GMT", "Sat, 01 Jun 2024 00:60:00 GMT",
      "Sat, 01 Jun 2024 00:00:60 GMT", "Sat, 01 Jun 2024 00:00:00 +1900",
      "Sat, 01 Jun 2024 00:00:00 +0260", "Sat,01 Jun 2024 00:00:00 GMT", "", "GMT",
      "Sat, 01 Jun 2024 00:00:00 GMT+1", "Sat, 32 Jun 2024 00:00:00 GMT",
    ])
  func refused(text: String) {
    #expect(JavaDate.parse(text) == nil)
  }

  @Test("Last-Modified has no zero before a one-digit day, and Oslo's offset")
  func written() {
    #expect(JavaDate.text(microseconds: 1_791_183_662_540_000) == "Mon, 5 Oct 2026 09:01:02 +0200")
    #expect(JavaDate.text(microseconds: 1_793_599_409_811_434) == "Mon, 2 Nov 2026 07:03:29 +0100")
  }

  @Test("what is written for Last-Modified can be read")
  func roundTrip() {
    for step in 0..<500 as Range<Int64> {
      let seconds = 1_700_000_000 + step * 777_777
      #expect(
        JavaDate.parse(JavaDate.text(microseconds: seconds * 1_000_000)) == seconds * 1_000_000)
    }
  }
}

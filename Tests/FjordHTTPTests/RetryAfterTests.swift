import Testing

@testable import FjordHTTP

@Suite struct RetryAfterTests {
  func wait(_ value: String, date: String? = nil, now: Int64 = 784_111_777) -> Duration? {
    var headers = HTTPHeaderList([("retry-after", value)])
    if let date { headers.add("Date", date) }
    return RetryAfter.wait(headers) { now }
  }

  @Test func `seconds and dates are read`() {
    #expect(wait("120") == .seconds(120))
    #expect(wait(" 0 ") == .zero)
    #expect(wait("Sun, 06 Nov 1994 08:50:37 GMT") == .seconds(60))
    #expect(wait("Sun, 06 Nov 1994 08:00:00 GMT") == .zero)
  }

  @Test func `a date is measured against the server's own clock`() {
    #expect(
      wait("Sun, 06 Nov 1994 08:50:37 GMT", date: "Sun, 06 Nov 1994 08:50:30 GMT", now: 0)
        == .seconds(7))
  }

  @Test func `nonsense is no wait, and a huge number is bounded`() {
    #expect(wait("soon") == nil)
    #expect(wait("") == nil)
    #expect(wait("-5") == nil)
    #expect(wait("1.5") == nil)
    #expect(wait("99999999999999999999999") == .seconds(315_360_000))
    #expect(RetryAfter.wait(HTTPHeaderList()) { 0 } == nil)
  }
}

@Suite struct HTTPDateTests {
  @Test(arguments: [
    "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
    "Sun, 6 Nov 1994 09:49:37 +0100", "6 nov 1994 03:49:37 -0500", "Mon, 06 Nov 1994 08:49:37 UTC",
  ])
  func `every form of a date is read`(text: String) {
    #expect(HTTPDate.seconds(text) == 784_111_777)
  }

  @Test(arguments: [
    "", "GMT", "1994-11-06T08:49:37Z", "Sun, 06 Nov 1994", "Sun, 32 Nov 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT",
    "Sun, 06 Nov 99999999999999999999 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 +01:00", ", , ,",
    "Sun, 06 Nov 1994 8:-9:37 GMT",
  ])
  func `what is no date is nil`(text: String) {
    #expect(HTTPDate.seconds(text) == nil)
  }

  @Test(arguments: [
    (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
    (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"), (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
    (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
    (Int64.max, "Fri, 31 Dec 9999 23:59:59 GMT"), (Int64.min, "Sat, 01 Jan 0000 00:00:00 GMT"),
  ])
  func `dates are written as RFC 9110 wants them`(seconds: Int64, expected: String) {
    #expect(HTTPDate.text(seconds) == expected)
  }

  @Test func `days from 1900 to 2200 go there and back`() {
    for day in stride(from: -25_567, to: 84_006, by: 11) {
      let seconds = Int64(day) * 86_400 + Int64(abs(day) % 86_400)
      #expect(HTTPDate.seconds(HTTPDate.text(seconds)) == seconds)
    }
  }

  @Test func `a date for people is plain`() {
    #expect(HTTPDate.plainText(784_111_777) == "1994-11-06 08:49:37 UTC")
  }
}

@Suite struct DurationTextTests {
  @Test(arguments: [
    (Duration.milliseconds(250), "250 ms"), (.zero, "0 ms"), (.seconds(-3), "0 ms"),
    (.milliseconds(1500), "1.5 s"), (.seconds(10), "10 s"), (.seconds(120), "2 min"),
    (.seconds(150), "2 min 30 s"), (.seconds(3600), "60 min"), (.seconds(7500), "2 h 5 min"),
    (.seconds(86_400 * 3), "3 d"), (.seconds(Int64.max), "106751991167300 d"),
  ])
  func `durations are short`(duration: Duration, text: String) {
    #expect(duration.shortText == text)
  }
}

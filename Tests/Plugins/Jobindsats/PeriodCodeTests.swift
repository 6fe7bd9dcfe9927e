import FjordTable
import Testing

@testable import JobindsatsPlugin

@Suite struct PeriodCodeTests {
  @Test(
    arguments: [
      ("2026M06", "M", "2026-06-01", "2026-06-30"), ("2024M02", "M", "2024-02-01", "2024-02-29"),
      ("2026Q01", "Q", "2026-01-01", "2026-03-31"), ("2024Q1", "Q", "2024-01-01", "2024-03-31"),
      ("2026Q04", "Q", "2026-10-01", "2026-12-31"),
      ("2020QMAT02", "QMAT", "2019-07-01", "2020-06-30"),
      ("2025QMAT04", "QMAT", "2025-01-01", "2025-12-31"),
      ("2024Y01", "Y", "2024-01-01", "2024-12-31"),
      ("2026MYTD06", "MYTD", "2026-01-01", "2026-06-30"),
    ])
  func `a code gives its type, first and last day`(
    _ text: String, type: String, first: String, last: String
  ) throws {
    let code = try #require(PeriodCode(text))
    #expect(code.type == type)
    #expect(DayText.days(first) == code.first && DayText.days(last) == code.last)
  }

  @Test(arguments: [
    "", "2026", "2026M", "2026M13", "2026M00", "2026Q5", "20X6M01", "2026Y02", "2026m06",
    "2026M006", "2026W01", "æ026M06",
  ])
  func `what is no code is none`(_ text: String) { #expect(PeriodCode(text) == nil) }

  @Test func `a quarter of one digit is that of two, a rolling year is no quarter`() {
    #expect(PeriodCode("2024Q1") == PeriodCode("2024Q01"))
    #expect(PeriodCode("2020QMAT02") != PeriodCode("2020Q02"))
  }
}

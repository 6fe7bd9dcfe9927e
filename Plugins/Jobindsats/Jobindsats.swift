import FjordPlugin
import FjordTable

/// Statistics of the Danish labour-market effort as sources: subjects, tables, one table, its data.
///
/// Source: https://star.dk, page on the API of Jobindsats; versions 2 and 3 as answered in 2026.
public enum Jobindsats {
  /// The plugin to be registered.
  public static let plugin = Plugin(
    name: "jobindsats", summary: "Statistics of the Danish labour market, from jobindsats.dk.",
    homePage: "https://api.jobindsats.dk",
    settings: ["url", "key", "version", "revised_months", "fractions"],
    glossary: glossary,
    sources: [
      SubjectsSource.declaration, TablesSource.declaration, OneTableSource.declaration,
      DataSource.declaration,
    ])

  /// The zone of the service's clocks and days.
  static let zone = ZoneOffsets(identifier: "Europe/Copenhagen") ?? .utc

  /// When the service answers nobody.
  static let closedHours = ClosedHours(from: 22, to: 23, zone: zone)

  /// What is asked of those who use the data.
  static let terms = Terms(
    url: "https://jobindsats.dk", licence: "open statistics of STAR; a key is given on request",
    duties: [
      "name the source: jobindsats.dk, Styrelsen for Arbejdsmarked og Rekruttering",
      "one key an organisation, got by a mail to jobindsats@star.dk; colleagues share it",
      "small counts are withheld so that nobody is found in them: do not work them out",
      "earlier periods are revised: fetch them again",
    ], closed: closedHours,
    rate: "a key is shared, so fjord asks twice a second at most, and for 200,000 cells at a time")

  /// Tables as they were last described.
  static let keeper = TableKeeper()

  /// How a misfit is counted in the footer.
  static func misfits(_ source: String) -> String {
    "\(source): values of another type than the column's, null"
  }
}

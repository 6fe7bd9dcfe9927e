import FjordPlugin
import FjordTable

/// Arbetsförmedlingen's open services of Swedish job ads as sources: search, stream, taxonomy.
///
/// Source: https://jobsearch.api.jobtechdev.se and https://jobstream.api.jobtechdev.se, each with
/// its `/swagger.json`, state of September 2026 (1.37.0 and 2.1.1).
public enum JobTech {
  /// The plugin to be registered.
  public static let plugin = Plugin(
    name: "jobtech", summary: "Job ads in Sweden: search, details, changes, and their taxonomy.",
    homePage: "https://jobtechdev.se", settings: ["url", "stream_url", "taxonomy_url"],
    glossary: glossary,
    sources: [
      SearchSource.declaration, AdSource.declaration, TaxonomySource.declaration,
      StreamSource.declaration, SnapshotSource.declaration,
    ])

  /// The zone of all times that come without an offset.
  static let zone = ZoneOffsets(identifier: "Europe/Stockholm") ?? .utc

  /// What is asked of those who use the data.
  static let terms = Terms(
    url: "https://data.jobtechdev.se", licence: "CC0: free for any use, no key and no account",
    duties: [
      "take an ad out of what is shown once it is removed or past `last_publication_date`",
      "answer for personal data as its controller: `application_contacts` names people",
    ], rate: "the stream may be asked once a minute; fjord keeps to it")

  /// How a misfit is counted in the footer.
  static func misfits(_ source: String) -> String {
    "\(source): values of another type than the column's, null"
  }
}

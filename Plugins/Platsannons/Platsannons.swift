import FjordPlugin
import FjordTable

/// Platsannons API v0 of Arbetsförmedlingen, the Swedish job ads of 2007 to 2020, as sources.
///
/// Source: the interface description 1.5 of 2016-02-19, and what the service answered in 2014 to 2020.
public enum Platsannons {
  /// The plugin to be registered.
  public static let plugin = Plugin(
    name: "platsannons",
    summary: "Job ads in Sweden as they were served until 2020; for archives and lessons.",
    discussion: """
      The service was shut in 2020. These sources ask a copy of it: the one that `--sandbox` starts, \
      `fjord standin platsannons`, or an archive whose address `FJORD_PLATSANNONS_URL` holds, with \
      `/af/v0` at its end. Without one nothing is asked.

      For today's ads take `jobtech`. In place of `platsannons.matchning` there is `jobtech.search`: \
      `--nyckelord` is `--q`, `--lanid` is `--region` by a code of two digits, `--kommunid` is \
      `--municipality` by one of four, `--yrkesid`, `--yrkesgruppid` and `--yrkesomradeid` are \
      `--occupation-name`, `--occupation-group` and `--occupation-field`, which know the old ids too; \
      `--sokdatum` is `--published-after`, `--organisationsnummer` is `--employer`, `--varaktighetid` \
      is `--duration`, `--anstallningstyp` is `--employment-type`, `--landid` is `--country`. World \
      areas, `--omradeid`, have no successor: name their countries.

      In place of `platsannons.annons` there is `jobtech.ad`; of the lists of counties, \
      municipalities, countries and occupations `jobtech.taxonomy --type region`, `municipality`, \
      `country`, `occupation-field`, `ssyk-level-4` and `occupation-name`; of `platsannons.logotyp` the \
      column `logo_url` of `jobtech.ad`. How many ads there are of each, which the lists told, is to be \
      counted: `jobtech.snapshot | count by workplace_address.region`. All ads, kept up to date, are \
      `jobtech.snapshot | save`.
      """,
    homePage: "https://github.com/JobtechSwe/legacy-api-af", settings: ["url"], glossary: glossary,
    sources: [VersionSource.declaration, ProbeSource.declaration]
      + ListKind.allCases.map(\.declaration)
      + [MatchSource.declaration, AdSource.declaration, LogoSource.declaration])

  /// The zone of days, and of times that come without an offset.
  static let zone = ZoneOffsets(identifier: "Europe/Stockholm") ?? .utc

  /// What was asked of those who use the data.
  static let terms = Terms(
    url: "https://arbetsformedlingen.se",
    licence: "open to all without a key; a paper \"Villkor API Platsannonser\" had the terms",
    duties: [
      "answer for personal data as its controller: ads name contacts with phone and mail",
      "ask a list again after ten minutes at the earliest",
    ])

  /// How a misfit is counted in the footer.
  static func misfits(_ source: String) -> String {
    "\(source): values of another type than the column's, null"
  }
}

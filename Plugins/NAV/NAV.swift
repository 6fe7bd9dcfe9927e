import FjordPlugin
import FjordTable

/// NAV's public feed of Norwegian job ads (pam-stilling-feed) as sources.
///
/// Source: https://navikt.github.io/pam-stilling-feed/ and the service's own code, state of
/// August 2026.
public enum NAV {
  /// The plugin to be registered.
  public static let plugin = makePlugin()

  /// A plugin with a memory for tokens of its own.
  static func makePlugin() -> Plugin {
    let tokens = TokenKeepers()
    return Plugin(
      name: "nav", summary: "Job ads in Norway: NAV's public feed, and the ads' details.",
      homePage: "https://navikt.github.io/pam-stilling-feed/",
      settings: ["url", "token", "public_feed_url", "public_feed_token"],
      glossary: glossary,
      sources: [
        FeedSource.declaration(tokens), EntrySource.declaration(tokens),
        TokenSource.declaration(tokens), PublicFeedSource.declaration,
      ])
  }

  /// The zone of the feed's days.
  static let zone = ZoneOffsets(identifier: "Europe/Oslo") ?? .utc

  /// What NAV asks of those who use the ads; its Norwegian text decides.
  static let terms = Terms(
    url: "https://arbeidsplassen.nav.no/vilkar-api",
    licence: "free to republish, show and count; NAV may stop access on misuse",
    duties: [
      "take an ad out of what is shown at once when it goes inactive, and change it when it changes",
      "show an ad up to and with the day in `expires`, Oslo time, and not after it",
      "lead those who apply to `applicationUrl`, else `sourceurl`, else `link`",
      "answer for personal data as its controller: have a reason to keep it, tell people, delete it",
      "never show `contactList` of an ad that is not active",
    ])
}

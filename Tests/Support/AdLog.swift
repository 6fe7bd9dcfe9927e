import FjordPlugin
import FjordTable

/// A small made-up feed of ads with the columns of `nav.feed`, for tests of messages and saving.
package enum AdLog {
  /// The columns of the feed.
  package static let schema = Schema(
    [
      Field("uuid", .string, isNullable: false), Field("status", .string),
      Field("title", .string), Field("businessName", .string), Field("municipal", .string),
      Field("sistEndret", .timestamp), Field("url", .string),
    ], key: KeySemantics(columns: ["uuid"], liveWhen: "status == \"ACTIVE\""))

  /// Four lines about three ads: one moves to another place, one is stopped.
  package static let events: [ScriptedSource.Event] = [
    event("a", "ACTIVE", "Baker", "BERGEN"), event("b", "ACTIVE", "Cook", "BERGEN"),
    event("a", "ACTIVE", "Baker", "OSLO"), event("c", "INACTIVE", "Smith", "BERGEN"),
  ]

  /// The feed as a source called `nav.feed`.
  package static func source(
    _ events: [ScriptedSource.Event] = events, _ script: ScriptedSource.Script = .init()
  ) -> SourceDeclaration {
    .fixed("nav.feed", ScriptedSource(schema, events, script))
  }

  /// One line of the feed.
  package static func event(
    _ key: String, _ status: String, _ title: String, _ municipal: String
  ) -> ScriptedSource.Event {
    ScriptedSource.Event(
      .string(key), status == "ACTIVE" ? .live : .gone,
      [
        .string(status), .string(title), .string("Firm \(key)"), .string(municipal),
        .timestamp(SessionFixture.now), .string("/api/v1/feedentry/\(key)"),
      ])
  }
}

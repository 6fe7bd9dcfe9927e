import FjordTestSupport
import Testing

/// Compares what scripts over the made-up feed are told with whole messages.
func expectMessages(
  _ cases: [(script: String, message: String)], sourceLocation: SourceLocation = #_sourceLocation
) async {
  for (script, message) in cases {
    let told = await SessionFixture(sources: [AdLog.source(), Statistics.source]).message(script)
    #expect(told == message, "\(script)", sourceLocation: sourceLocation)
  }
}

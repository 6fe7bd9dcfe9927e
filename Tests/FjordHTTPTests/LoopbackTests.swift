import Testing

/// The tests that talk to a server on loopback: one at a time, so that none has to wait for
/// another while its clock runs.
@Suite(.serialized) enum LoopbackTests {}

/// One thing that any source can be checked for.
package struct ConformanceCheck: Sendable {
  /// What came of a check.
  package enum Finding: Sendable, Equatable {
    /// What is claimed holds.
    case holds
    /// It does not, for this reason.
    case fails(String)
    /// It could not be tried, for this reason.
    case notTried(String)
  }

  /// What is claimed, as a sentence about the source.
  package let claim: String
  let verify: @Sendable (Candidate) async throws -> Finding

  init(_ claim: String, _ verify: @escaping @Sendable (Candidate) async throws -> Finding) {
    self.claim = claim
    self.verify = verify
  }

  /// All checks, in the order in which they are made.
  package static let all =
    declarations + binding + rows + limits + pushdown + faults + secrets + lookups
}

extension ConformanceCheck.Finding {
  /// What holds where nothing is to be complained of.
  static func faults(_ faults: [String]) -> Self {
    faults.isEmpty ? .holds : .fails(faults.prefix(3).joined(separator: "; "))
  }

  /// What a condition says.
  static func expect(_ condition: Bool, _ otherwise: @autoclosure () -> String) -> Self {
    condition ? .holds : .fails(otherwise())
  }
}

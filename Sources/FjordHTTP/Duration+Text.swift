extension Duration {
  /// The duration for people, rounded: `250 ms`, `1.5 s`, `10 s`, `2 min`, `1 h 5 min`, `3 d`.
  package var shortText: String {
    let seconds = components.seconds
    let milliseconds = Int(components.attoseconds / 1_000_000_000_000_000)
    switch seconds {
    case ..<1: return "\(max(0, milliseconds)) ms"
    case 1..<10:
      return milliseconds < 100 ? "\(seconds) s" : "\(seconds).\(milliseconds / 100) s"
    case 10..<120: return "\(seconds) s"
    case 120..<7200:
      let rest = seconds % 60
      return "\(seconds / 60) min" + (rest == 0 || seconds >= 600 ? "" : " \(rest) s")
    case 7200..<172_800:
      let rest = seconds / 60 % 60
      return "\(seconds / 3600) h" + (rest == 0 ? "" : " \(rest) min")
    default: return "\(seconds / 86_400) d"
    }
  }

  /// The duration in microseconds, the rest dropped.
  var wholeMicroseconds: Int64 {
    let (whole, overflow) = components.seconds.multipliedReportingOverflow(by: 1_000_000)
    guard !overflow else { return components.seconds < 0 ? .min : .max }
    return whole.addingReportingOverflow(components.attoseconds / 1_000_000_000_000).partialValue
  }
}

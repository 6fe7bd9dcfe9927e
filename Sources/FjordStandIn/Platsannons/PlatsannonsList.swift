/// The lists of what can be searched for.
enum PlatsannonsList: String, Sendable {
  case lan
  case lan2
  case land
  case omrade
  case kommuner
  case yrkesomraden
  case yrkesgrupper
  case yrken

  /// The one parameter that narrows it.
  var filter: String? {
    switch self {
    case .land: "omradeid"
    case .kommuner: "lanid"
    case .yrkesgrupper: "yrkesomradeid"
    case .yrken: "yrkesgruppid"
    case .lan, .lan2, .omrade, .yrkesomraden: nil
    }
  }

  /// Whether a generation has it.
  func isServed(by generation: PlatsannonsGeneration) -> Bool {
    generation == .first || (self != .land && self != .omrade)
  }
}

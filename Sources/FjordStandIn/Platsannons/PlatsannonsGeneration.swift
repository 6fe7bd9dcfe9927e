/// Which of the two servers that stood behind the address answers.
enum PlatsannonsGeneration: Sendable {
  /// The Java service, as recorded from 2014 to 2018.
  case first
  /// The Python service of 2019 and 2020.
  case second

  /// Reads 1 or 2.
  init?(_ number: Int) {
    switch number {
    case 1: self = .first
    case 2: self = .second
    default: return nil
    }
  }
}

import Foundation

/// The seeds of the faults that a walk is put through: a tenth of them unless all are asked for.
package let faultSeeds =
  ProcessInfo.processInfo.environment["FJORD_LONG_TESTS"] == "1" ? Array(1...100) : Array(1...10)

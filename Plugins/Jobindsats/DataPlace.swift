import FjordTable
import Foundation

/// Where a walk over the periods of a saved table stands.
///
/// Kept with the table as JSON; only this source reads it.
struct DataPlace: Codable, Hashable, Sendable {
  /// The first period of the table, where it was reckoned back from the latest.
  var from: String?
  /// The table's day of update that the rows are as of; nil before the first walk.
  var asOf: String?
  /// The period with which a walk that broke off goes on.
  var next: String?
  /// The last period of the last whole walk.
  var through: String?
  /// Rows that came so far.
  var position: Int64 = 0
  /// The values that rows are called by, for each key column behind the period: what can be in the
  /// table, so that rows which come no more are known.
  var names: [[String]] = []

  /// Errors: `jobindsats.checkpoint`.
  init(_ checkpoint: Checkpoint) throws(JobindsatsFault) {
    guard
      let place = try? JSONDecoder().decode(Self.self, from: Data(checkpoint.text.utf8)),
      place.position >= 0
    else { throw .unreadableCheckpoint(checkpoint.text) }
    self = place
  }

  init(from: String? = nil) { self.from = from }

  var checkpoint: Checkpoint {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // A value of texts and numbers can't fail to encode.
    let data = (try? encoder.encode(self)) ?? Data()
    return Checkpoint(String(decoding: data, as: UTF8.self))
  }
}

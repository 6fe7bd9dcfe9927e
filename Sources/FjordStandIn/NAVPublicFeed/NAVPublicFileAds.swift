import FjordDiagnostic
import Foundation

/// Ads read from a file: an array of them, as pages of the older feed hold it.
struct NAVPublicFileAds: NAVPublicAds {
  private struct Ad: Decodable {
    struct Place: Decodable {
      var county: String?
      var municipal: String?
    }
    struct Category: Decodable {
      var level1: String?
      var level2: String?
    }
    struct Employer: Decodable {
      var orgnr: String?
    }
    var uuid: String
    var published: String
    var updated: String
    var source: String
    var workLocations: [Place]
    var occupationCategories: [Category]
    var employer: Employer
  }

  private let ads: [NAVPublicAd]

  /// Reads a file.
  ///
  /// Errors: `standin.event-log`.
  init(path: String) throws(Diagnostics) {
    do {
      let data = try Data(contentsOf: URL(filePath: path))
      let facts = try JSONDecoder().decode([Ad].self, from: data)
      let bodies = try JSONSerialization.jsonObject(with: data) as? [Any] ?? []
      ads = try zip(facts, bodies).map { ad, body in
        let json = try JSONSerialization.data(
          withJSONObject: body, options: [.withoutEscapingSlashes])
        return try Self.ad(ad, Array(json))
      }
    } catch {
      throw StandInFault.unreadableEventLog(path: path, reason: "\(error)").diagnostics
    }
  }

  func active(at time: StandInTime) -> [NAVPublicAd] { ads }

  private struct BadTime: Error {
    let text: String
  }

  private static func ad(_ ad: Ad, _ json: [UInt8]) throws -> NAVPublicAd {
    guard let published = StandInTime(ad.published), let updated = StandInTime(ad.updated) else {
      throw BadTime(text: ad.published)
    }
    return NAVPublicAd(
      uuid: ad.uuid, published: published.microseconds, updated: updated.microseconds,
      source: ad.source, orgnr: ad.employer.orgnr,
      categories: ad.occupationCategories.flatMap { [$0.level1, $0.level2] }.compactMap { $0 },
      places: ad.workLocations.map { ($0.county, $0.municipal) }, json: json)
  }
}

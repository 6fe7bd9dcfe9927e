import FjordStandIn
import FjordTestSupport
import Foundation
import Testing

/// A stand-in of Platsannons with a client that asks as a person's program would.
struct PlatsannonsBench: Sendable {
  let standIn: RunningStandIn
  let client: FeedClient

  static let base = "/af/v0/platsannonser"

  /// Starts one, runs the work, and stops it whatever happens.
  static func with<Result: Sendable>(
    ads: Int = 3000, _ change: (inout StandInOptions) -> Void = { _ in },
    work: (PlatsannonsBench) async throws -> Result
  ) async throws -> Result {
    var options = StandInOptions()
    options.ads = ads
    change(&options)
    let standIn = try await StandIns.start(name: "platsannons", options: options)
    do {
      let result = try await work(
        PlatsannonsBench(standIn: standIn, client: FeedClient(standIn, authorization: nil)))
      await standIn.stop()
      return result
    } catch {
      await standIn.stop()
      throw error
    }
  }

  /// Asks below the base; nil leaves a header out.
  func get(
    _ target: String, accept: String? = "application/json", language: String? = "sv"
  ) async throws -> FeedClient.Answer {
    var headers: [String: String] = [:]
    if let accept { headers["Accept"] = accept }
    if let language { headers["Accept-Language"] = language }
    return try await client.send("GET", Self.base + target, headers)
  }

  /// The object below the only key of a body.
  func object(_ target: String) async throws -> [String: Any] {
    let answer = try await get(target)
    #expect(answer.status == 200, "\(target)")
    return try Self.object(answer.body)
  }

  static func object(_ body: [UInt8]) throws -> [String: Any] {
    let json = try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
    return try #require(json?.values.first as? [String: Any])
  }

  /// The rows of a list.
  func rows(_ target: String) async throws -> [[String: Any]] {
    try await object(target)["sokdata"] as? [[String: Any]] ?? []
  }

  /// The rows of a search.
  func ads(_ query: String) async throws -> [[String: Any]] {
    try await object("/matchning?\(query)")["matchningdata"] as? [[String: Any]] ?? []
  }

  /// How many ads a search finds.
  func count(_ query: String) async throws -> Int {
    try await object("/matchning?antalrader=1&\(query)")["antal_platsannonser"] as? Int ?? -1
  }
}

/// Recorded answers, and what they are compared by.
enum PlatsannonsFixtures {
  static func bytes(_ name: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Support/Fixtures/platsannons")
    return Array(try Data(contentsOf: folder.appending(path: name)))
  }

  /// Every path to a value, with the value's type: places in lists make no difference.
  static func shape(_ body: [UInt8]) throws -> Set<String> {
    var paths: Set<String> = []
    collect(try JSONSerialization.jsonObject(with: Data(body)), "", &paths)
    return paths
  }

  /// The names of all elements.
  static func elements(_ body: [UInt8]) -> Set<String> {
    let text = String(decoding: body, as: UTF8.self)
    return Set(text.matches(of: /<([A-Za-z_0-9]+)\/?>/).map { String($0.1) })
  }

  private static func collect(_ value: Any, _ path: String, _ paths: inout Set<String>) {
    switch value {
    case let object as [String: Any]:
      for (key, value) in object { collect(value, "\(path).\(key)", &paths) }
    case let list as [Any]: for item in list { collect(item, "\(path)[]", &paths) }
    case is String: paths.insert("\(path): text")
    case let number as NSNumber:
      paths.insert(CFBoolean.isBoolean(number) ? "\(path): truth" : "\(path): number")
    default: paths.insert("\(path): null")
    }
  }

  private enum CFBoolean {
    static func isBoolean(_ number: NSNumber) -> Bool {
      String(cString: number.objCType) == "c"
    }
  }
}

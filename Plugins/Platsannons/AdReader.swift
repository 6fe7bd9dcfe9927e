import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordTable

/// Asks for single ads and reads them.
struct AdReader: Sendable {
  /// Whether a text may be an ad's id: letters, hyphens and zeros in front are part of one, as in
  /// `0018-495021` and `22898479b`.
  static func isID(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 64
      && text.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0.value >= 0x20 }
  }

  let service: PlatsannonsService
  private let accept: Accept

  init(_ service: PlatsannonsService, as accept: Accept) {
    self.service = service
    self.accept = accept
  }

  /// One ad, the columns of `AdColumns.added`; nil where the service knows none of that id.
  ///
  /// Errors: `HTTPFault`, `platsannons.no-ad-body`, `platsannons.no-service`, `CancellationError`.
  func ad(_ id: String) async throws -> Detail? {
    let answer = try await service.get("/platsannonser/\(id)", as: accept, expecting: [404])
    guard answer.status == 404 else { return try Self.read(answer.body, of: id) }
    // The service says so in its own words; a path that is none of its own answers otherwise.
    guard ServiceMessage(String(decoding: answer.body, as: UTF8.self)) != nil else {
      throw PlatsannonsFault.noService(url: answer.url, said: nil)
    }
    return nil
  }

  /// What comes of asking for one ad.
  ///
  /// Errors: `HTTPFault`, `CancellationError`.
  func outcome(_ id: String) async throws -> DetailOutcome {
    do {
      return try await ad(id).map { .found($0) } ?? .unknown
    } catch let fault as HTTPFault where fault.isAboutOneRequest {
      return .unavailable(fault.diagnostic.sentence)
    } catch let fault as PlatsannonsFault where fault != .gone {
      return .unavailable(fault.diagnostic.sentence)
    }
  }

  /// Reads an ad.
  ///
  /// Errors: `platsannons.no-ad-body`, `format.no-xml-library`.
  static func read(_ body: [UInt8], of id: String) throws -> Detail {
    let ad = try AnswerBody.part("platsannons", of: body) { .noAdBody(asked: id, why: $0) }
    guard let found = ad.member("annons").member("annonsid").text else {
      throw PlatsannonsFault.noAdBody(asked: id, why: "it has no `annonsid`")
    }
    guard found == id else {
      throw PlatsannonsFault.noAdBody(asked: id, why: "it is that of another ad")
    }
    var wire = WireColumns()
    let columns = AdColumns.added.map { wire.column($0, of: [ad]) }
    return Detail(columns: columns, isLive: true, lastDay: nil, misfits: wire.misfits)
  }
}

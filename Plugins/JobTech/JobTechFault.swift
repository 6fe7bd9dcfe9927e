import FjordDiagnostic

/// What can go wrong with these services beyond HTTP: facts; `diagnostic` has the words.
enum JobTechFault: DiagnosticError, Hashable {
  // Arguments

  /// Text that should be an ad's id.
  case noID(String)
  /// A column `id` of a type that can't hold one.
  case noTextInID(String)
  /// An option whose value is no text.
  case noText(String, String)
  /// A word that an option does not know.
  case word(String, String, known: [String])
  /// Text that is neither a concept nor a code of so many digits.
  case code(String, String, digits: Int?)
  /// Text that is no concept's id.
  case concept(String)
  /// A number outside of an option's bounds.
  case number(String, ClosedRange<Double>)
  /// A time that can't be said.
  case time(String)
  /// Text that is no latitude and longitude.
  case position(String)
  /// `jobtech.stream` without a start.
  case noStart
  /// A window that ends before it begins.
  case noWindow

  // Search

  /// An answer that is no page.
  case noPage(url: String, why: String)
  /// A page with fewer ads than there must be, as that of another place.
  case shortPage(offset: Int, count: Int, total: Int)
  /// A page that holds nothing but ads that came before.
  case repeatedPage(offset: Int)
  /// More ads match than can be reached.
  case outOfReach(total: Int)
  /// Ads that changed their places from page to page, and so many never came.
  case moved(missing: Int)
  /// No ad has one of these codes, which may not exist.
  case nothingForCodes([String])
  /// No ad is near one of these places, which may be the wrong way round.
  case nothingNear([String])

  // Ads

  /// No ad of that id.
  case noAd(String)
  /// An answer that is no ad, or another one.
  case noAdBody(asked: String, why: String)
  /// A 404 that is not the service's own.
  case noService(url: String)
  /// Ads that could not be had; no count where more may follow.
  case adsMissing(count: Int?, cause: String)
  /// A stored row that can't be read.
  case unreadablePayload

  // Taxonomy

  /// An answer that is no list of concepts.
  case noConcepts(url: String, why: String)
  /// No concept of this kind, label or id.
  case unknownConcepts([String])

  // Changes

  /// A stored cursor that is none of these sources'.
  case unreadableCheckpoint(String)
  /// An answer that is no array.
  case noArray(url: String)
  /// An array that does not end.
  case cutOff(url: String)
  /// A part of an answer that holds no ads.
  case noAds(url: String, why: String)

  /// Whether asking once more may give the right answer.
  var mayPass: Bool {
    switch self {
    case .noPage, .shortPage, .repeatedPage, .noArray, .cutOff, .noAds: true
    default: false
    }
  }
}

import FjordDiagnostic

/// What can go wrong with the service beyond HTTP: facts; `diagnostic` has the words.
enum PlatsannonsFault: DiagnosticError, Hashable {
  /// Nobody said where a copy of the service is.
  case gone

  // Arguments

  /// An option without a value, which is not the same as none.
  case empty(String)
  /// An option whose value is no whole number.
  case number(String, String)
  /// An option of a list that must be given.
  case missing(String, of: String, list: String)
  /// A time that can't be said, or is none.
  case time
  /// Text that is no beginning of an organisation's number.
  case organisation(String)
  /// A search without a criterion.
  case noCriterion
  /// A name to look for with nothing in it.
  case emptyName
  /// A name to look for that the service would cut.
  case cutName(String)
  /// A name together with a filter.
  case nameAndFilter
  /// Text that is no ad's id.
  case noID(String)
  /// A column `annonsid` of a type that can't hold one.
  case noTextInID(String)

  // Answers

  /// A 404 for a path that there must be, with what is said of it.
  case noService(url: String, said: String?)
  /// An answer that is no list.
  case noList(String, url: String, why: String)
  /// As many names as the service gives at most.
  case namesCut(Int)
  /// An answer that is no page of a search.
  case noPage(url: String, why: String)
  /// A search that the server refuses because it has none of the main criteria.
  case criterionWanted(url: String, said: String?)
  /// A page far behind the last one, refused as a fault of the server.
  case pageTooDeep(Int, url: String)
  /// A page that holds nothing but ads that came before.
  case repeatedPage(Int)
  /// A page without ads though more were to come.
  case emptyPage(Int, of: Int)
  /// No ad of that id.
  case noAd(String)
  /// An answer that is no ad, or another one.
  case noAdBody(asked: String, why: String)
  /// Ads that could not be had; no count where more may follow.
  case adsMissing(count: Int?, cause: String)
  /// A stored row that can't be read.
  case unreadablePayload
  /// An ad without a logo.
  case noLogo(String)
  /// An answer that is no image.
  case noImage(String, url: String)
  /// An answer that says no version, or nothing at all.
  case noText(String, url: String)

  /// Whether asking once more may give the right answer.
  var mayPass: Bool {
    switch self {
    case .noPage, .repeatedPage: true
    default: false
    }
  }
}

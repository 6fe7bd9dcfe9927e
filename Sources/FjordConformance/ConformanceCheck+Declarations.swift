import FjordTable

extension ConformanceCheck {
  /// What a declaration must say, which is seen without asking anybody.
  static let declarations: [ConformanceCheck] = [
    ConformanceCheck("its plugin's declarations are sound") { candidate in
      .faults(candidate.plugin.faults())
    },
    ConformanceCheck("its plugin is named by a word of small letters") { candidate in
      let name = candidate.plugin.name
      return .expect(
        !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber) },
        "found `\(name)`")
    },
    ConformanceCheck("its plugin says where the API is described") { candidate in
      .expect(
        candidate.plugin.homePage.hasPrefix("https://"), "found `\(candidate.plugin.homePage)`")
    },
    ConformanceCheck("its base URL can be set") { candidate in
      .expect(
        candidate.plugin.settings.contains { $0 == "url" || $0.hasSuffix("_url") },
        "no setting is named `url`")
    },
    ConformanceCheck("its summary is one line") { candidate in
      let summary = candidate.source.summary
      return .expect(isLine(summary) && summary.count <= 120, "found `\(summary)`")
    },
    ConformanceCheck("it is explained in paragraphs") { candidate in
      .expect(!candidate.source.discussion.isEmpty, "the discussion is empty")
    },
    ConformanceCheck("it has two examples") { candidate in
      .expect(
        candidate.source.examples.count > 1, "found \(candidate.source.examples.count)")
    },
    ConformanceCheck("an example begins with it") { candidate in
      .expect(candidate.call != nil, "its own rows can't be checked")
    },
    ConformanceCheck("each column's meaning is one line that says more than its name") {
      candidate in
      .faults(
        fields(candidate).filter { !isLine($0.meaning) || $0.meaning == $0.name }
          .map { "column `\($0.name)` means `\($0.meaning)`" })
    },
    ConformanceCheck("only numbers and lengths of time have a unit") { candidate in
      .faults(
        fields(candidate).filter { $0.unit != nil && ![.int, .float, .duration].contains($0.type) }
          .map { "column `\($0.name)` is of type \($0.type)" })
    },
    ConformanceCheck("columns about persons are declared personal") { candidate in
      let words = ["contact", "email", "e_mail", "phone", "kontakt", "telefon", "epost"]
      return .faults(
        fields(candidate).filter { field in
          let name = field.name.lowercased()
          return !field.semantics.isPersonal && words.contains { name.contains($0) }
        }.map { "column `\($0.name)` is not" })
    },
    ConformanceCheck("each option is explained in one line") { candidate in
      .faults(
        candidate.source.options.filter { !isLine($0.summary) }.map { "`--\($0.name)` is not" })
    },
    ConformanceCheck("its terms name a licence and where they stand") { candidate in
      guard let terms = candidate.source.terms else { return .fails("it has none") }
      return .expect(
        !terms.licence.isEmpty && terms.url.hasPrefix("https://"), "found `\(terms.url)`")
    },
  ]

  private static func isLine(_ text: String) -> Bool { !text.isEmpty && !text.contains("\n") }

  private static func fields(_ candidate: Candidate) -> [Field] {
    candidate.source.columns + (candidate.source.lookup?.columns ?? [])
  }
}

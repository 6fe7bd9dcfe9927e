import FjordPlugin

extension NAV {
  /// Norwegian words that stand in the feeds' values and names.
  static let glossary = [
    term("stilling, stillingsannonse", "a position; a job ad"),
    term("ledig stilling", "a vacancy"),
    term("arbeidsgiver", "an employer"),
    term("bedrift, foretak", "a place of business; the legal unit behind it"),
    term(
      "organisasjonsnummer, orgnr", "the number of a unit in the Brønnøysund register, nine digits"),
    term("kommune", "a municipality"),
    term("fylke", "a county"),
    term("sted, poststed", "a place; the town of a postcode"),
    term("sist endret, sistEndret", "last changed"),
    term("publisert", "published"),
    term("utløper", "expires; the last day on which an ad is shown"),
    term("søknadsfrist", "the last day to apply"),
    term("snarest", "as soon as possible, in place of a date"),
    term("heltid", "full time"),
    term("deltid", "part time"),
    term("fast", "permanent, of an engagement"),
    term("vikariat", "a temporary post in another's place"),
    term("engasjement", "a temporary engagement"),
    term("sesong", "seasonal work"),
    term("sommerjobb", "a summer job"),
    term("lærling", "an apprentice"),
    term("trainee", "a trainee"),
    term("privat", "of the private sector"),
    term("offentlig", "of the public sector"),
    term("yrke", "an occupation"),
    term("STYRK08", "Statistics Norway's list of occupations, after ISCO-08"),
    term("kontaktperson", "a person to ask about an ad"),
    term("Stillingsregistrering", "NAV's own form in which employers write ads"),
    term("stedfortreder", "a deputy"),
  ]

  private static func term(_ term: String, _ meaning: String) -> GlossaryTerm {
    GlossaryTerm(term, language: "nb", meaning)
  }
}

import FjordPlugin

extension JobTech {
  /// Swedish words that stand in the ads' values and names.
  static let glossary = [
    term("annons, platsannons", "an ad; a job ad"),
    term("arbetsgivare", "an employer"),
    term("Arbetsförmedlingen", "Sweden's public employment service"),
    term("Platsbanken", "its board of job ads"),
    term("organisationsnummer", "the number of a legal unit, ten digits"),
    term("kommun", "a municipality, of which there are 290"),
    term("län", "a county, of which there are 21; `region` in the services"),
    term("ort", "a place"),
    term("yrke, yrkesbenämning", "an occupation; its name, the finest level"),
    term("yrkesgrupp", "a group of occupations: level 4 of SSYK"),
    term("yrkesområde", "a field of occupations, of which there are 21"),
    term("SSYK", "Sweden's standard classification of occupations, after ISCO"),
    term("heltid", "full time"),
    term("deltid", "part time"),
    term("tillsvidare", "until further notice: permanent"),
    term("vanlig anställning", "ordinary employment"),
    term("behovsanställning", "employment as needed, by the hour"),
    term("sommarjobb", "a summer job"),
    term("säsongsanställning", "seasonal employment"),
    term("vikariat", "a temporary post in another's place"),
    term("varaktighet", "how long an employment lasts"),
    term("fast månads- vecko- eller timlön", "a fixed monthly, weekly or hourly wage"),
    term("rörlig ackords- eller provisionslön", "piecework or commission"),
    term("lön", "pay"),
    term("körkort", "a driving licence"),
    term("egen bil", "a car of one's own"),
    term("distansarbete", "remote work"),
    term("sista ansökningsdag", "the last day to apply"),
    term("arbetslivserfarenhet", "work experience"),
    term("kompetens", "a skill"),
    term("utbildning", "education"),
    term("språk", "a language"),
    term("lärling", "an apprentice"),
    term("Öppen för alla", "open to all: no prior experience or education is asked for"),
    term("utlandet", "abroad"),
    term("hela Sverige, ospecificerad arbetsort", "all of Sweden; no place of work is named"),
  ]

  private static func term(_ term: String, _ meaning: String) -> GlossaryTerm {
    GlossaryTerm(term, language: "sv", meaning)
  }
}

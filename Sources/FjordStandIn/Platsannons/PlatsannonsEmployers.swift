/// Employers and people that do not exist.
enum PlatsannonsEmployers {
  /// How many employers there are.
  static let count = 240

  private static let firsts = [
    "Exempelverkstaden", "Nordhamn", "Lyckå", "Skärgårdens", "Påhittets", "Sagodalens",
    "Luftslottets", "Ingenstans", "Drömvikens", "Månstrålens", "Trollskogens", "Fabelns",
    "Regnbågens", "Snöflingans", "Tomtebo", "Lyktgubbens",
  ]

  private static let lasts = [
    "Data AB", "Bageri & Café AB", "Vård HB", "Logistik AB", "Bygg AB", "Service", "Omsorg AB",
    "Handel AB", "Konsult AB", "Teknik AB", "Kök & Krog HB", "Skola AB", "Städ", "Industri AB",
    "Mark & Maskin AB",
  ]

  /// The name of an employer.
  static func name(_ employer: Int) -> String {
    let first = firsts[employer % firsts.count]
    return first + " " + lasts[employer / firsts.count % lasts.count]
  }

  /// A number that no organisation has; nil for a sole trader, whose number is a person's.
  static func organisationNumber(_ employer: Int) -> String? {
    guard name(employer).hasSuffix("AB") || name(employer).hasSuffix("HB") else { return nil }
    let digits = "\(employer)"
    return "550000" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }

  /// The name of a contact.
  static func contact(_ bits: UInt64) -> String {
    let given = ["Exempla", "Provar", "Testa", "Fiktiv", "Påhitt", "Figura"][Int(bits % 6)]
    let family = ["Testsson", "Provberg", "Exempelsson", "Låtsaslund", "Sagoström"][
      Int(bits >> 8 % 5) % 5]
    return "\(given) \(family)"
  }

  /// A number of those that are kept free for fiction.
  static func phone(_ bits: UInt64) -> String {
    let place = Int(bits >> 16 % 95)
    let isMobile = bits % 2 == 1
    let digits = isMobile ? place + 5 : place
    return (isMobile ? "070-17406" : "08-465 004 ") + (digits < 10 ? "0" : "") + "\(digits)"
  }
}

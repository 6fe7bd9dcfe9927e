extension PlatsannonsAdForms {
  /// The whole ad; parts that have nothing to tell are left out.
  var whole: PlatsannonsValue {
    .object([
      (
        "platsannons",
        .parts([
          ("annons", announcement), ("villkor", terms), ("ansokan", application),
          ("arbetsplats", place), ("krav", ad.detail >> 20 % 25 == 0 ? nil : requirements),
        ])
      )
    ])
  }

  private var isRich: Bool { ad.detail >> 24 % 3 != 0 }

  private var announcement: PlatsannonsValue {
    .parts([
      ("annonsid", .text(ad.id)), ("platsannonsUrl", .text(url)), ("annonsrubrik", .text(heading)),
      ("annonstext", .text(text)), ("yrkesbenamning", .text(orNone: occupation)),
      ("yrkesid", .number(orNone: ad.namesOccupation ? ad.occupation.id : nil)),
      ("publiceraddatum", .text(published)), ("antal_platser", count),
      ("kommunnamn", .text(orNone: municipality)), ("kommunkod", .number(orNone: ad.municipality)),
      ("antalplatserVisa", .number(shownVacancies)),
      ("anstallningstyp", .text(orNone: ad.detail % 50 == 0 ? nil : employmentType)),
    ])
  }

  /// With the fraction of a second that lists leave out.
  private var published: String {
    generation == .first
      ? PlatsannonsTime.text(microseconds: ad.published)
      : PlatsannonsTime.day(seconds: ad.publishedSecond)
  }

  private var terms: PlatsannonsValue {
    let hours = ad.isPartTime ? "Deltid 75 %" : "Måndag–fredag, 40 timmar"
    return .parts([
      ("varaktighet", .text(durationName)), ("arbetstid", .text(workingTime)),
      ("arbetstidvaraktighet", .text("\(workingTime)\r\n\(hours)")),
      ("tilltrade", isRich ? .text("Enligt överenskommelse") : nil), ("lonetyp", .text(pay)),
      ("loneform", .text("Individuell lön")),
    ])
  }

  private var application: PlatsannonsValue {
    let site = "https://jobb.example.invalid/\(ad.id)?kalla=af&id=\(ad.number)"
    return .parts([
      ("referens", .text(orNone: isRich ? "REF-\(ad.number)" : nil)),
      (
        generation == .first ? "webbplats" : "webbadress",
        .text(orNone: ad.detail >> 28 % 2 == 0 ? site : nil)
      ),
      (
        "epostadress",
        .text(orNone: ad.detail >> 29 % 2 == 0 ? "jobb\(ad.employer)@example.invalid" : nil)
      ),
      ("sista_ansokningsdag", .text(orNone: tellsDeadline ? deadline : nil)),
      ("ovrigt_om_ansokan", .text(otherApplication)),
    ])
  }

  /// The beginning of the last day or its end, by the way the ad came.
  private var deadline: String {
    if generation == .second { return PlatsannonsTime.day(seconds: deadlineDay) }
    return switch ad.detail >> 32 % 4 {
    case 0: PlatsannonsTime.text(microseconds: ad.lastPublication * 1_000_000 + 997_000)
    case 1: PlatsannonsTime.text(seconds: ad.lastPublication)
    default: PlatsannonsTime.text(seconds: deadlineDay)
    }
  }

  private var place: PlatsannonsValue {
    let isFirst = generation == .first
    let street = "Provgatan \(1 + ad.employer % 90)"
    let mail = isRich ? "info\(ad.employer)@example.invalid" : nil
    return .parts([
      ("arbetsplatsnamn", .text(workplace)),
      ("postnummer", .text("\(10_000 + ad.number % 89_999)")),
      ("postadress", .text(street)), ("postort", .text(municipality ?? "")),
      ("postland", .text(country)), ("land", isFirst ? .text(country) : nil),
      ("besoksadress", isFirst ? .text(visitingAddress) : nil),
      ("besoksort", .text(orNone: isRich ? municipality ?? "" : nil)),
      ("telefonnummer", .text(orNone: isRich ? PlatsannonsEmployers.phone(ad.detail) : nil)),
      ("faxnummer", .text(orNone: isRich ? "" : nil)), ("epostadress", .text(orNone: mail)),
      ("hemsida", .text(ad.employer % 4 == 0 ? "" : "https://www.example.invalid/\(ad.employer)")),
      ("logotypurl", .text(orNone: logo)), ("kontaktpersonlista", contacts),
    ])
  }

  /// The old address, sometimes without its scheme, and for a few of those without a logo too.
  private var logo: String? {
    guard hasLogo || ad.detail >> 36 % 10 == 0 else { return nil }
    let scheme = ad.detail >> 40 % 4 == 0 ? "" : "http://"
    return "\(scheme)api.arbetsformedlingen.se/platsannons/\(ad.id)/logotyp"
  }

  private var contacts: PlatsannonsValue? {
    let count = [0, 1, 1, 2][Int(ad.detail >> 44 % 4)]
    guard count > 0 else { return nil }
    let people = (0..<count).map { contact(SeededStream.mixed(ad.detail &+ UInt64($0))) }
    return .object([("kontaktpersondata", .list(people))])
  }

  private func contact(_ bits: UInt64) -> PlatsannonsValue {
    let (name, phone) = (PlatsannonsEmployers.contact(bits), PlatsannonsEmployers.phone(bits))
    guard bits >> 40 % 3 != 0 else {
      return .object([("namn", .text(name)), ("telefonnummer", .text(phone))])
    }
    return .object([
      ("namn", .text(name)), ("titel", .text("Gruppchef")),
      ("mobilnummer", .text(PlatsannonsEmployers.phone(bits | 1))),
      ("telefonnummer", .text(phone)), ("telefonnummer2", .text("")),
      ("epostadress", .text("kontakt\(ad.employer)@example.invalid")),
      ("kontaktpersonertelefon1beskrivning", .text("Helst före lunch")),
      ("kontaktpersonertelefon2beskrivning", .text("")),
    ])
  }

  private var requirements: PlatsannonsValue {
    let licences = [[], [], ["B"], ["B", "C1"]][Int(ad.detail >> 48 % 4)]
    let types = licences.map { PlatsannonsValue.text($0) }
    let list: PlatsannonsValue =
      generation == .first
      ? .object([("korkortstyp", .list(types))])
      : .list(types.map { .object([("korkortstyp", $0)]) })
    return .parts([
      ("korkortslista", licences.isEmpty ? nil : list),
      ("egenbil", .truth(ad.detail >> 52 % 8 == 0)),
    ])
  }
}

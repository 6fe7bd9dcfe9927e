/// The tables that the stand-in has.
enum JobindsatsTables {
  /// Subjects by id, in the service's order.
  static let subjects: [(id: String, name: String)] = [
    ("1", "A-dagpenge"), ("2", "Kontanthjælp"), ("8", "Fleksjob"), ("14", "Aktive tilbud"),
    ("25", "Rekruttering og jobåbninger"), ("30", "Offentligt forsørgede"),
  ]

  /// All tables, by subject.
  static let all: [JobindsatsTable] = unemployment + insured + others

  /// A table by its id as version 3 writes it.
  static func table(_ id: String) -> JobindsatsTable? { all.first { $0.id == id } }

  /// A subject's name.
  static func subject(_ id: String) -> String { subjects.first { $0.id == id }?.name ?? id }

  private static let areas = JobindsatsPlaces.areas(
    ["_nykom", "_region", "_reko", "_hele_landet"], hasUnknown: true)
  private static let known = JobindsatsPlaces.areas(
    ["_nykom", "_region", "_hele_landet"], hasUnknown: false)
  private static let regions = JobindsatsPlaces.areas(["_region"], hasUnknown: false)
  private static let country = JobindsatsPlaces.areas(["_hele_landet"], hasUnknown: false)
  private static let months: [JobindsatsPeriodType] = [.month]
  private static let longer: [JobindsatsPeriodType] = [.month, .quarter, .rollingYear, .year]

  private static func month(_ year: Int, _ month: Int = 1) -> Int { year * 12 + month - 1 }

  // MARK: Vacancies and unemployment

  private static let labour = (id: "2", name: "Ledighed og varslinger")
  private static let jobnet = (id: "1", name: "Stillinger på Jobnet")

  private static let unemployment: [JobindsatsTable] = [
    JobindsatsTable(
      id: "y25i01", name: "Ledige", subject: "25", tableGroup: labour, types: longer,
      first: month(2008), lag: (1, 27), area: areas,
      dimensions: [JobindsatsDimensions.unemployed, JobindsatsDimensions.fundsAndNone],
      groups: [
        JobindsatsMeasureGroup(
          "Ledige", number: 1,
          [
            JobindsatsMeasure("Antal ledige personer", .count(110_000, .persons)),
            JobindsatsMeasure(
              "Antal ledige fuldtidspersoner", .part(of: 0, share: 0.81, .stock)),
            JobindsatsMeasure(
              "Ledige fuldtidspersoner i pct. af arbejdsstyrken 16-66 år",
              .ofLabourForce(1, decimals: 1)),
            JobindsatsMeasure(
              "Ledige fuldtidspersoner i pct. af befolkningen 16-66 år", .ofPeople(1, decimals: 1)),
          ])
      ], withholding: .under(3)),
    JobindsatsTable(
      id: "y25i03", name: "Sæsonkorrigeret ledighed", subject: "25", tableGroup: labour,
      types: months, first: month(2008), lag: (1, 27), area: country,
      dimensions: [JobindsatsDimensions.unemployed],
      groups: [
        JobindsatsMeasureGroup(
          "Sæsonkorrigeret ledighed", number: 1,
          [
            JobindsatsMeasure(
              "Sæsonkorrigeret antal ledige fuldtidspersoner", .count(89_000, .stock)),
            JobindsatsMeasure(
              "Sæsonkorrigeret fuldtidspersoner i pct. af arbejdsstyrken",
              .ofLabourForce(0, decimals: 1)),
          ])
      ], withholding: .nothing),
    JobindsatsTable(
      id: "y25i05", name: "Varslinger", subject: "25", tableGroup: labour, types: [.month, .year],
      first: month(2010), lag: (1, 10), area: known, dimensions: [],
      groups: [
        JobindsatsMeasureGroup(
          "Varslinger", number: 1,
          [
            JobindsatsMeasure("Varslinger, antal personer", .count(1100, .flow)),
            JobindsatsMeasure("Varslinger, antal virksomheder", .part(of: 0, share: 0.05, .flow)),
          ])
      ], withholding: .nothing),
    workSharing("y25i06", "Arbejdsfordeling", ["Antal personer", "Antal sager"], window: nil),
    workSharing(
      "y25i06b", "Ny arbejdsfordeling", ["Antal personer, tilgang", "Antal sager, tilgang"],
      window: 60),
    JobindsatsTable(
      id: "y25i07", name: "Antal ledige stillinger på Jobnet", subject: "25", tableGroup: jobnet,
      types: months, first: month(2021), lag: (1, 10), area: known,
      dimensions: [JobindsatsDimensions.titles],
      groups: [
        JobindsatsMeasureGroup(
          "Ledige stillinger", number: 1,
          [
            JobindsatsMeasure("Antal stillinger", .count(42_000, .stock)),
            JobindsatsMeasure("Antal nye stillinger", .part(of: 0, share: 0.5, .flow)),
            JobindsatsMeasure("Antal udløbne stillinger", .part(of: 0, share: 0.49, .flow)),
          ])
      ], measureStem: "mesi07", withholding: .under(5), isSparse: true),
    JobindsatsTable(
      id: "y25i09", name: "Langtidsledige", subject: "25", tableGroup: labour, types: longer,
      first: month(2008), lag: (1, 27), area: areas,
      dimensions: [JobindsatsDimensions.unemployed, JobindsatsDimensions.fundsAndNone],
      groups: [
        JobindsatsMeasureGroup(
          "Langtidsledige", number: 1,
          [
            JobindsatsMeasure("Antal langtidsledige personer", .count(24_000, .persons)),
            JobindsatsMeasure(
              "Antal langtidsledige fuldtidspersoner", .part(of: 0, share: 0.9, .stock)),
          ])
      ], withholding: .under(3)),
    JobindsatsTable(
      id: "y25i14", name: "Forgæves rekrutteringer", subject: "25", tableGroup: jobnet,
      types: [.quarter], first: month(2021), lag: (1, 26), area: regions,
      dimensions: [JobindsatsDimensions.wantedTitles],
      groups: [
        JobindsatsMeasureGroup(
          "Forgæves rekrutteringer", number: 1,
          [
            JobindsatsMeasure("Antal forgæves rekrutteringer", .count(300, .flow)),
            JobindsatsMeasure(
              "Forgæves rekrutteringsrate (pct.)", .share(of: 0, in: 2, decimals: 1)),
          ])
      ], hidden: [JobindsatsMeasure("", .count(1_500, .flow))], withholding: .raisedTo(5)),
  ]

  private static func workSharing(
    _ id: String, _ name: String, _ measures: [String], window: Int?
  ) -> JobindsatsTable {
    JobindsatsTable(
      id: id, name: name, subject: "25", tableGroup: labour, types: months, first: month(2020, 3),
      window: window, lag: (1, 10), area: known, dimensions: [JobindsatsDimensions.workSharing],
      groups: [
        JobindsatsMeasureGroup(
          name, number: 1,
          [
            JobindsatsMeasure(measures[0], .count(window == nil ? 300 : 110, .persons)),
            JobindsatsMeasure(measures[1], .part(of: 0, share: 0.07, .flow)),
          ])
      ], withholding: .under(3), isUnordered: true)
  }

  // MARK: A-dagpenge

  private static let spells = (id: "1", name: "Personer og forløb")
  private static let duties = (id: "2", name: "Indsats og rådighed")

  private static let insured: [JobindsatsTable] = [
    JobindsatsTable(
      id: "y01a02", name: "Antal personer på a-dagpenge", subject: "1", tableGroup: spells,
      types: longer, first: month(2008), area: areas, dimensions: [JobindsatsDimensions.sex],
      groups: [
        JobindsatsMeasureGroup(
          "Antal personer på a-dagpenge", number: 1,
          [
            JobindsatsMeasure("Antal personer", .count(61_000, .persons)),
            JobindsatsMeasure("Fuldtidspersoner", .part(of: 0, share: 0.82, .stock)),
          ])
      ], withholding: .under(10)),
    JobindsatsTable(
      id: "y01a04", name: "Tilgang og afgang af a-dagpengeforløb", subject: "1",
      tableGroup: spells, types: months, first: month(2008), area: areas,
      dimensions: [JobindsatsDimensions.sex],
      groups: [
        JobindsatsMeasureGroup(
          "Tilgang", number: 3, [JobindsatsMeasure("Antal tilgange", .count(14_000, .flow))])
      ], withholding: .under(5)),
    JobindsatsTable(
      id: "y01c01", name: "Aktiverede", subject: "1", tableGroup: duties, types: longer,
      first: month(2012), lag: (1, 27), area: areas,
      dimensions: [JobindsatsDimensions.funds, JobindsatsDimensions.offers],
      groups: [
        JobindsatsMeasureGroup(
          "Aktiverede", number: 1,
          [
            JobindsatsMeasure("Antal aktiveringsforløb", .count(27_000, .flow)),
            JobindsatsMeasure("Antal aktiverede", .part(of: 0, share: 0.85, .persons)),
            JobindsatsMeasure(
              "Gnsn. antal aktiveringsforløb pr. aktiveret", .mean(0, per: 1, decimals: 1)),
          ])
      ], withholding: .under(5), isSparse: true),
    JobindsatsTable(
      id: "y01dia02", name: "Dimittendledige", subject: "1", tableGroup: spells, types: months,
      first: month(2014), lag: (1, 27), area: areas, dimensions: [JobindsatsDimensions.funds],
      groups: [
        JobindsatsMeasureGroup(
          "Dimittendledige", number: 1,
          [
            JobindsatsMeasure("Antal dimittendledige personer", .count(14_400, .persons)),
            JobindsatsMeasure(
              "Antal dimittendledige fuldtidspersoner", .part(of: 0, share: 0.81, .stock)),
            JobindsatsMeasure(
              "Andel dimittendledige personer ift. dagpengeledige personer",
              .share(of: 0, in: 4, decimals: 1)),
            JobindsatsMeasure(
              "Andel dimittendledige fuldtidspersoner ift. dagpengeledige fuldtidspersoner",
              .share(of: 1, in: 5, decimals: 1)),
          ])
      ],
      hidden: [
        JobindsatsMeasure("", .count(89_000, .persons)),
        JobindsatsMeasure("", .part(of: 4, share: 0.82, .stock)),
      ], withholding: .under(5)),
    JobindsatsTable(
      id: "y01h01", name: "Sanktioner", subject: "1", tableGroup: duties, types: [.quarter, .year],
      first: month(2015), area: areas, dimensions: [JobindsatsDimensions.funds],
      groups: [
        JobindsatsMeasureGroup(
          "Antal sanktioner i alt", number: 1,
          [JobindsatsMeasure("Antal sanktioner i alt", .sum(of: [1, 2, 3, 4]))]),
        JobindsatsMeasureGroup(
          "Antal sanktioner fordelt på type", number: 2, isPrefix: true,
          [
            JobindsatsMeasure("Udelukkes fra dagpenge i en periode", .count(830, .flow)),
            JobindsatsMeasure("Karantæne (selvforskyldt ledighed)", .count(1780, .flow)),
            JobindsatsMeasure("Gentagelsesvirkning (arbejdskrav)", .count(32, .flow)),
            JobindsatsMeasure("Andre (arbejdskrav)", .count(62, .flow)),
          ]),
        JobindsatsMeasureGroup(
          "Sanktionerede ledige", number: 3,
          [
            JobindsatsMeasure("Andel sanktionerede ledige", .share(of: 7, in: 8, decimals: 1)),
            JobindsatsMeasure(
              "Gnsn. antal sanktioner pr. sanktioneret ledig", .mean(0, per: 7, decimals: 2)),
          ]),
      ],
      hidden: [
        JobindsatsMeasure("", .sum(of: [9, 10])), JobindsatsMeasure("", .count(89_000, .persons)),
        JobindsatsMeasure("", .part(of: 1, share: 0.93, .flow)),
        JobindsatsMeasure("", .part(of: 2, share: 0.93, .flow)),
      ], withholding: .under(3)),
    JobindsatsTable(
      id: "y01ud01di", name: "Personer med opbrugt dagpengeret", subject: "1", tableGroup: spells,
      types: months, first: month(2017, 7), lag: (3, 27), area: country,
      dimensions: [
        JobindsatsDimensions.funds, JobindsatsDimensions.graduates, JobindsatsDimensions.extensions,
      ],
      groups: [
        JobindsatsMeasureGroup(
          "Opbrugt dagpengeret", number: 1,
          [
            JobindsatsMeasure("Antal personer med opbrugt dagpengeret", .count(480, .flow)),
            JobindsatsMeasure(
              "Antal i lønmodtagerbeskæftigelse / uddannelse 3 mdr. efter opbrugt dagpengeret",
              .followUp(of: 0, share: 0.41, .flow, months: 3)),
          ])
      ], withholding: .under(3)),
  ]

  // MARK: Other subjects

  private static let persons = (id: "1", name: "Personer")
  private static let results = (id: "2", name: "Resultater")

  private static let others: [JobindsatsTable] = [
    JobindsatsTable(
      id: "otij01", name: "Ydelsesmodtagere med løntimer", subject: "2", tableGroup: results,
      types: [.month, .yearToDate], first: month(2017), area: areas,
      dimensions: [JobindsatsDimensions.earning, JobindsatsDimensions.readiness],
      groups: [
        JobindsatsMeasureGroup(
          "Løntimer", number: 1,
          [
            JobindsatsMeasure("Antal ydelsesmodtagere", .count(127_000, .persons)),
            JobindsatsMeasure("Antal med løntimer", .part(of: 0, share: 0.15, .persons)),
            JobindsatsMeasure(
              "Andel med løntimer (pct.)", .share(of: 1, in: 0, decimals: 1), isTrimmed: true),
          ])
      ], withholding: .under(5)),
    JobindsatsTable(
      id: "y08a02", name: "Antal personer i fleksjob", subject: "8", tableGroup: persons,
      types: longer + [.yearToDate], first: month(2014), area: areas,
      dimensions: [JobindsatsDimensions.sex, JobindsatsDimensions.age],
      groups: [
        JobindsatsMeasureGroup(
          "Fleksjob", number: 1,
          [
            JobindsatsMeasure("Antal personer", .count(104_000, .persons)),
            JobindsatsMeasure("Fuldtidspersoner", .part(of: 0, share: 0.97, .stock)),
          ])
      ], withholding: .under(5)),
    JobindsatsTable(
      id: "y14d03", name: "Tilbud", subject: "14", tableGroup: persons,
      types: [.month, .quarter, .year],
      first: month(2016), area: areas,
      dimensions: [JobindsatsDimensions.targets, JobindsatsDimensions.offersByTarget],
      groups: [
        JobindsatsMeasureGroup(
          "Tilbud", number: 1,
          [
            JobindsatsMeasure("Antal påbegyndte tilbud", .count(41_000, .flow)),
            JobindsatsMeasure(
              "Antal i beskæftigelse 3 mdr. efter tilbud",
              .followUp(of: 0, share: 0.32, .flow, months: 3)),
            JobindsatsMeasure(
              "Antal i beskæftigelse 6 mdr. efter tilbud",
              .followUp(of: 0, share: 0.39, .flow, months: 6)),
          ])
      ], withholding: .under(5), isSparse: true),
    JobindsatsTable(
      id: "ptv_a02", name: "Offentligt forsørgede", subject: "30", tableGroup: persons,
      types: longer + [.yearToDate], first: month(2014), area: areas,
      dimensions: [
        JobindsatsDimensions.supported, JobindsatsDimensions.sex, JobindsatsDimensions.age,
      ],
      groups: [
        JobindsatsMeasureGroup(
          "Offentligt forsørgede", number: 1,
          [
            JobindsatsMeasure("Antal personer", .count(650_000, .persons)),
            JobindsatsMeasure("Fuldtidspersoner", .part(of: 0, share: 0.93, .stock)),
            JobindsatsMeasure(
              "Fuldtidspersoner i pct. af befolkningen 16-66 år", .ofPeople(1, decimals: 1)),
          ])
      ], withholding: .under(5)),
    JobindsatsTable(
      id: "y30r21", name: "Forventet og faktisk antal på offentlig forsørgelse", subject: "30",
      tableGroup: results, types: [.rollingYear], first: month(2012, 7), lag: (4, 27), area: areas,
      dimensions: [JobindsatsDimensions.benchmarked],
      groups: [
        JobindsatsMeasureGroup(
          "Forventet og faktisk antal fuldtidspersoner på offentlig forsørgelse", number: 1,
          isPrefix: true,
          [
            JobindsatsMeasure("Forventet antal", .count(350_000, .stock)),
            JobindsatsMeasure("Faktisk antal", .count(350_000, .stock)),
            JobindsatsMeasure(
              "Forskel mellem forventet og faktisk antal", .difference(1, 0, decimals: 0)),
          ]),
        JobindsatsMeasureGroup(
          "Forventet og faktisk andel fuldtidspersoner på offentlig forsørgelse", number: 2,
          isPrefix: true,
          [
            JobindsatsMeasure("Forventet andel (pct.)", .ofPeople(0, decimals: 2)),
            JobindsatsMeasure("Faktisk andel (pct.)", .ofPeople(1, decimals: 2)),
            JobindsatsMeasure(
              "Forskel mellem forventet og faktisk andel (pct. point)",
              .difference(4, 3, decimals: 2)),
          ]),
        JobindsatsMeasureGroup(
          "Placering", number: 3,
          [JobindsatsMeasure("Placering på benchmarkranglisten", .rank(by: 5))]),
      ], withholding: .tens),
  ]
}

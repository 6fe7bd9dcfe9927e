/// What figures are divided by, beside areas.
enum JobindsatsDimensions {
  static let sex = JobindsatsDimension(
    "_kon", "Køn", hierarchy: "_kon", total: "Køn i alt", levels: [("kon", "Køn")],
    outline: """
      1 Kvinder;53
      2 Mænd;47
      """)

  static let age = JobindsatsDimension(
    "_alder", "Alder", hierarchy: "_alder5", total: "Alder i alt",
    levels: [("hoved", "Hovedgrupper"), ("interval", "Intervaller")],
    outline: """
      1 16-29 år
        11 16-19 år;2
        12 20-24 år;9
        13 25-29 år;14
      2 30-49 år
        21 30-34 år;13
        22 35-39 år;11
        23 40-44 år;9
        24 45-49 år;10
      3 50 år og derover
        31 50-54 år;11
        32 55-59 år;12
        33 60 år og derover;9
      """
  ).adding("_alderhoved", "Hovedgrupper", below: 1)

  /// Benefit groups of the unemployed: a-dagpenge is `/2/`, kontanthjælp `/3/`.
  static let unemployed = JobindsatsDimension(
    "_ygrp", "Ydelsesgrupper", hierarchy: "_ygrpi09", total: "Ydelsesgrupper i alt",
    levels: [("ydelse", "Ydelsesgruppe")],
    outline: """
      2 A-dagpenge;82
      3 Kontanthjælp;18
      """)

  static let supported = JobindsatsDimension(
    "_ygrp", "Ydelsesgrupper", hierarchy: "_ygrpa02", total: "Ydelsesgrupper i alt",
    levels: [("gruppe", "Gruppe"), ("ydelse", "Ydelse")],
    outline: """
      1 Midlertidige ydelser
        11 A-dagpenge mv.;100
        12 Kontanthjælp mv.;90
        13 Sygedagpenge mv.;75
        14 Ressourceforløb;10
      2 Varige ydelser
        21 Fleksjob;110
        22 Ledighedsydelse;15
        23 Førtidspension;250
      """)

  static let benchmarked = JobindsatsDimension(
    "_ygrp", "Ydelsesgrupper", hierarchy: "_ygrp_y30r21", total: "Ydelsesgrupper i alt",
    levels: [("ydelse", "Ydelsesgruppe")],
    outline: """
      1 A-dagpenge mv.;38
      2 Sygedagpenge mv.;20
      3 Kontanthjælp mv.;42
      """)

  static let earning = JobindsatsDimension(
    "_ygrp", "Ydelsesgrupper", hierarchy: "_ygrp_j01", total: "Ydelsesgrupper i alt",
    levels: [("ydelse", "Ydelsesgruppe")],
    outline: """
      1 Kontanthjælp;60
      2 Uddannelseshjælp;32
      3 Selvforsørgelses- og hjemrejseydelse mv.;8
      4 Jobafklaringsforløb;16
      5 Forrevalidering og revalidering;2
      6 Ressourceforløb;9
      """)

  static let readiness = JobindsatsDimension(
    "_maalgrp", "Målgrupper", hierarchy: "_maalgrp", total: "Målgrupper i alt",
    levels: [("gruppe", "Målgruppe")],
    outline: """
      1 Jobparate mv.;45
      2 Aktivitetsparate mv.;55
      """)

  static let targets = JobindsatsDimension(
    "_maalgrp", "Målgrupper", hierarchy: "_maalgrp_d03", total: "Målgrupper i alt",
    levels: [("gruppe", "Målgruppe")],
    outline: """
      1 A-dagpenge;50
      2 Jobparate kontanthjælpsmodtagere;15
      3 Aktivitetsparate kontanthjælpsmodtagere;20
      4 Sygedagpenge;15
      """)

  /// Funds of those who are insured; the older hierarchy has those who are not as well.
  static let funds = JobindsatsDimension(
    "_akasse", "A-kasse", hierarchy: "_akassedp", total: "A-kasse i alt",
    levels: [("akasse", "A-kasse")], outline: fundLines)

  static let fundsAndNone = JobindsatsDimension(
    "_akasse", "A-kasse", hierarchy: "_akassebl", total: "I alt",
    levels: [("akasse", "A-kasse")], outline: "99 Ingen a-kasse;180\n" + fundLines)

  /// Measures offered; a group of one has that one in it once more, under its own name.
  static let offers = offers("_tilb_2ptv")
  static let offersByTarget = offers("_tilbud_d03")

  static let workSharing = JobindsatsDimension(
    "_arbford", "Arbejdsfordelingstype", hierarchy: "_var13uger", total: nil,
    levels: [("type", "Type")],
    outline: """
      1 Supplerende dagpenge op til 13 uger;85
      2 Supplerende dagpenge ud over 13 uger;15
      """)

  static let graduates = JobindsatsDimension(
    "_dimittend", "Dimittend", hierarchy: "_dimittend", total: "Ledige i alt",
    levels: [("gruppe", "Gruppe")],
    outline: """
      1 Øvrige ledige;60
      2 1 års dimittendret;25
      3 Øvrige dimittender;15
      """)

  static let extensions = JobindsatsDimension(
    "_forlang", "Forlængelser af dagpengeperioden", hierarchy: "_forlang",
    total: "Personer i alt", levels: [("gruppe", "Forlængelse")],
    outline: """
      1 Uden forlængelse;70
      2 Med forlængelse;30
      """)

  static let titles = titles("_esco_uri")
  static let wantedTitles = titles("_escostar_rs")

  private static func titles(_ hierarchy: String) -> JobindsatsDimension {
    JobindsatsDimension(
      "_esco", "Stillingsbetegnelse", hierarchy: hierarchy, total: "Stillingsbetegnelse i alt",
      levels: [("gruppe", "Gruppe"), ("stilling", "Stilling")], outline: titleLines)
  }

  private static func offers(_ hierarchy: String) -> JobindsatsDimension {
    JobindsatsDimension(
      "_tilbud", "Tilbud", hierarchy: hierarchy, total: "Tilbud i alt",
      levels: [("hoved", "Hovedgruppe"), ("gruppe", "Gruppe"), ("tilbud", "Tilbud")],
      outline: """
        1 Vejledning og opkvalificering i alt
          11 Ordinær uddannelse i alt
            111 Almen voksenuddannelse (AVU);40
            112 Arbejdsmarkedsuddannelse (AMU);200
            113 Erhversuddannelse (EUD) m.v.;67
            114 Social- og sundhedsuddannelser (SOSU);5
            115 Udd. på videregående niveau (KVU, MVU, LVU);60
            116 Læse-, skrive-, regne- og ordblindekurser;10
            117 Danskuddannelse;100
          12 Øvrige vejlednings- og opkvalificeringsforløb
            121 Øvrige vejlednings- og opkvalificeringsforløb;1370
        2 Ansættelse med løntilskud i alt
          21 Privat ansættelse med løntilskud
            211 Privat ansættelse med løntilskud;91
          22 Offentlig ansættelse med løntilskud i alt
            221 Ansættelse med løntilskud, stat;4.6
            222 Ansættelse med løntilskud, region;2.9
            223 Ansættelse med løntilskud, kommune;27
        3 Virksomhedspraktik i alt
          31 Privat virksomhedspraktik
            311 Privat virksomhedspraktik;557
          32 Offentlig virksomhedspraktik i alt
            321 Virksomhedspraktik, stat;23
            322 Virksomhedspraktik, region;12
            323 Virksomhedspraktik, kommune;151
        4 Nytteindsats i alt
          41 Nytteindsats i alt
            411 Nytteindsats, stat;0.02
            412 Nytteindsats, kommune;6.6
        """)
  }

  private static let fundLines = """
    1 A-kassen for Journalistik, Komm. og Sprog;18
    2 Socialpædagogernes A-Kasse;8
    3 Faglig Fælles (3F) A-kasse;105
    4 FOAs A-kasse;28
    5 Lærernes A-kasse;15
    6 Det Faglige Hus A-kasse;89
    7 Metalarbejdernes A-Kasse;17
    8 Din Faglige A-Kasse;16
    9 HK /Danmarks A-kasse;74
    10 Min A-kasse;32
    11 Lederne A-kasse;41
    12 Teknikernes A-Kasse;11
    13 Kristelig A-Kasse;78
    14 Din Sundhedsfaglige A-kasse;15
    15 BUPL A-kasse;10
    16 A-kassen Frie;19
    17 Akademikernes A-kasse;125
    18 Magistrenes A-kasse;43
    19 A-kassen A&Til;64
    20 A-kassen Ase;60
    21 CA A-kasse;22
    """

  private static let titleLines = """
    1 Ledelse
      11 Butikschef;9
      12 Projektleder;14
      13 Afdelingsleder;7
      14 Institutionsleder;3
    2 Undervisning og pædagogik
      21 Pædagog;38
      22 Pædagogmedhjælper;27
      23 Folkeskolelærer;18
      24 Gymnasielærer;4
    3 Sundhed og omsorg
      31 Sygeplejerske;30
      32 Social- og sundhedsassistent;44
      33 Social- og sundhedshjælper;36
      34 Læge;12
      35 Fysioterapeut;5
    4 It og teknik
      41 Softwareudvikler;16
      42 Systemadministrator;5
      43 Datatekniker;3
      44 Bygningsingeniør;9
    5 Bygge og anlæg
      51 Tømrer;13
      52 Murer;5
      53 Elektriker;15
      54 VVS-montør;8
      55 Struktør;2
    6 Industri
      61 Industritekniker;7
      62 Smed;8
      63 Procesoperatør;9
      64 Automatiktekniker;5
    7 Transport og lager
      71 Lastbilchauffør;17
      72 Buschauffør;6
      73 Lagermedarbejder;24
      74 Truckfører;4
    8 Handel og kontor
      81 Salgsassistent;41
      82 Kontorassistent;13
      83 Bogholder;11
      84 Kundeservicemedarbejder;12
    9 Hotel, restauration og rengøring
      91 Kok;15
      92 Tjener;19
      93 Køkkenmedhjælper;11
      94 Rengøringsassistent;29
    10 Landbrug og gartneri
      101 Landbrugsmedhjælper;6
      102 Gartner;4
      103 Anlægsgartner;4
    """
}

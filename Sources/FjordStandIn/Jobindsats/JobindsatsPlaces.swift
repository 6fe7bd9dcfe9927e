/// The municipalities and regions of Denmark.
enum JobindsatsPlaces {
  struct Municipality: Sendable {
    let code: String
    let name: String
    let region: String
    /// Roughly how many thousand people live there.
    let people: Double
  }

  static let regions: [(code: String, name: String)] = [
    ("1084", "Region Hovedstaden"), ("1085", "Region Sjælland"), ("1083", "Region Syddanmark"),
    ("1082", "Region Midtjylland"), ("1081", "Region Nordjylland"),
  ]

  /// All 98, by regions.
  static let municipalities: [Municipality] = {
    var region = ""
    var list: [Municipality] = []
    for line in table.split(separator: "\n") {
      let fields = line.split(separator: ";").map(String.init)
      if fields.count == 1 {
        region = fields[0]
      } else if fields.count == 3, let people = Double(fields[2]) {
        list.append(Municipality(code: fields[0], name: fields[1], region: region, people: people))
      }
    }
    return list
  }()

  /// Regions, then code; name; thousands of people.
  private static let table = """
    1084
    101;København;660
    147;Frederiksberg;105
    151;Ballerup;52
    153;Brøndby;40
    155;Dragør;15
    157;Gentofte;75
    159;Gladsaxe;70
    161;Glostrup;24
    163;Herlev;30
    165;Albertslund;28
    167;Hvidovre;54
    169;Høje-Taastrup;58
    173;Lyngby-Taarbæk;58
    175;Rødovre;44
    183;Ishøj;24
    185;Tårnby;43
    187;Vallensbæk;18
    190;Furesø;42
    201;Allerød;26
    210;Fredensborg;42
    217;Helsingør;64
    219;Hillerød;55
    223;Hørsholm;25
    230;Rudersdal;57
    240;Egedal;45
    250;Frederikssund;46
    260;Halsnæs;31
    270;Gribskov;42
    400;Bornholm;39
    1085
    253;Greve;51
    259;Køge;62
    265;Roskilde;91
    269;Solrød;24
    306;Odsherred;33
    316;Holbæk;74
    320;Faxe;37
    326;Kalundborg;48
    329;Ringsted;36
    330;Slagelse;80
    336;Stevns;24
    340;Sorø;30
    350;Lejre;29
    360;Lolland;40
    370;Næstved;84
    376;Guldborgsund;60
    390;Vordingborg;45
    1083
    410;Middelfart;40
    420;Assens;41
    430;Faaborg-Midtfyn;52
    440;Kerteminde;24
    450;Nyborg;32
    461;Odense;209
    479;Svendborg;60
    480;Nordfyns;30
    482;Langeland;12
    492;Ærø;6
    510;Haderslev;55
    530;Billund;27
    540;Sønderborg;74
    550;Tønder;36
    561;Esbjerg;115
    563;Fanø;3
    573;Varde;50
    575;Vejen;43
    580;Aabenraa;59
    607;Fredericia;52
    621;Kolding;95
    630;Vejle;121
    1082
    615;Horsens;97
    657;Herning;90
    661;Holstebro;59
    665;Lemvig;19
    671;Struer;21
    706;Syddjurs;44
    707;Norddjurs;37
    710;Favrskov;50
    727;Odder;24
    730;Randers;100
    740;Silkeborg;102
    741;Samsø;4
    746;Skanderborg;65
    751;Aarhus;367
    756;Ikast-Brande;43
    760;Ringkøbing-Skjern;56
    766;Hedensted;48
    779;Skive;44
    791;Viborg;98
    1081
    773;Morsø;20
    787;Thisted;43
    810;Brønderslev;36
    813;Frederikshavn;58
    820;Vesthimmerlands;36
    825;Læsø;1.7
    840;Rebild;31
    846;Mariagerfjord;41
    849;Jammerbugt;38
    851;Aalborg;223
    860;Hjørring;63
    """

  /// The dimension of areas, with some of the hierarchies that there are.
  ///
  /// - Parameter hasUnknown: Whether some cannot be placed; they are in no region.
  static func areas(_ hierarchies: [String], hasUnknown: Bool) -> JobindsatsDimension {
    var weights = municipalities.map(\.people)
    if hasUnknown { weights.append(weights.reduce(0, +) * 0.002) }
    let sum = weights.reduce(0, +)
    return JobindsatsDimension(
      "_omrade", "Område",
      hierarchies: hierarchies.map { hierarchy($0, hasUnknown: hasUnknown) },
      weights: weights.map { $0 / sum })
  }

  private static func hierarchy(_ id: String, hasUnknown: Bool) -> JobindsatsHierarchy {
    let all = municipalities.count + (hasUnknown ? 1 : 0)
    let total = JobindsatsValue(id: "/", name: "Hele landet", level: 0, parts: Array(0..<all))
    let (hasRegions, hasMunicipalities) = (
      id == "_region" || id == "_reko", id == "_nykom" || id == "_reko"
    )
    var levels = [(id: "total", name: "I alt")]
    if hasRegions { levels.append(("region", "Region")) }
    if hasMunicipalities { levels.append(("kommune", "Kommune")) }
    var values = [total]
    for region in regions {
      let within = municipalities.indices.filter { municipalities[$0].region == region.code }
      if hasRegions {
        values.append(
          JobindsatsValue(id: "/\(region.code)/", name: region.name, level: 1, parts: within))
      }
      guard hasMunicipalities else { continue }
      for place in within {
        let path = (hasRegions ? "/\(region.code)/" : "/") + municipalities[place].code + "/"
        values.append(
          JobindsatsValue(
            id: path, name: municipalities[place].name, level: levels.count - 1, parts: [place]))
      }
    }
    if hasUnknown, levels.count > 1 {
      values.append(
        JobindsatsValue(
          id: hasRegions && hasMunicipalities ? "/0/999/" : "/999/", name: "Uoplyst område",
          level: levels.count - 1, parts: [all - 1]))
    }
    let names = ["_nykom": "Kommune", "_region": "Region", "_reko": "Region og kommune"]
    return JobindsatsHierarchy(
      id: id, name: names[id] ?? "Hele landet", levels: levels, values: values)
  }
}

/// Norwegian municipalities with their counties, a post code, and a weight near their population
/// in thousands.
///
/// Names are as the feed writes them, in capitals. HERØY and VÅLER exist twice, as in the world.
struct NAVPlaces: Sendable {
  struct Place: Sendable {
    var name: String
    var county: String
    var postalCode: String
    var city: String
    /// The name as JSON text without quotes.
    var json: [UInt8]
  }

  /// The number that stands for "no municipality".
  static let unknown = UInt16.max

  static let all = NAVPlaces()

  let places: [Place]
  private let cumulative: [Int]

  private init() {
    var places: [Place] = []
    var cumulative: [Int] = []
    var sum = 0
    for line in Self.table.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      for entry in parts[1].split(separator: ",") {
        let words = entry.split(separator: "/")
        guard words.count >= 3, let weight = Int(words[2]) else { continue }
        let name = words[0].drop { $0 == " " }
        places.append(
          Place(
            name: String(name), county: String(parts[0]), postalCode: String(words[1]),
            city: String(words.count > 3 ? words[3] : name), json: Array(name.utf8)))
        sum += weight
        cumulative.append(sum)
      }
    }
    self.places = places
    self.cumulative = cumulative
  }

  /// A place by weight.
  func index(_ stream: inout SeededStream) -> UInt16 {
    let wanted = stream.below(cumulative.last ?? 1)
    var low = 0
    var high = cumulative.count - 1
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] > wanted { high = middle } else { low = middle + 1 }
    }
    return UInt16(truncatingIfNeeded: max(low, 0))
  }

  /// COUNTY: NAME/post code/weight[/city], ...
  private static let table = """
    OSLO:OSLO/0150/717
    AKERSHUS:BÆRUM/1337/130/SANDVIKA, ASKER/1383/99, LILLESTRØM/2000/92, NORDRE FOLLO/1400/63/SKI, \
    LØRENSKOG/1470/48, ULLENSAKER/2050/44/JESSHEIM, EIDSVOLL/2080/28, NES/2150/25/ÅRNES, \
    RÆLINGEN/2005/20, ÅS/1430/21, VESTBY/1540/19, NITTEDAL/1481/25, NANNESTAD/2030/16, \
    FROGN/1440/16/DRØBAK, NESODDEN/1450/20, AURSKOG-HØLAND/1940/18/BJØRKELANGEN, ENEBAKK/1912/11, \
    LUNNER/2740/9/ROA, JEVNAKER/3520/7
    ØSTFOLD:FREDRIKSTAD/1606/85, SARPSBORG/1706/60, MOSS/1530/53, INDRE ØSTFOLD/1830/47/ASKIM, \
    HALDEN/1767/32, RÅDE/1640/8, HVALER/1680/5, RAKKESTAD/1890/8, VÅLER/1592/6, SKIPTVET/1816/4
    BUSKERUD:DRAMMEN/3015/104, RINGERIKE/3510/32/HØNEFOSS, KONGSBERG/3611/29, LIER/3400/28, \
    ØVRE EIKER/3300/21/HOKKSUND, MODUM/3370/14/VIKERSUND, HOLE/3530/7, GOL/3550/5, ÅL/3570/5, \
    HOL/3580/5/GEILO, HEMSEDAL/3560/3, SIGDAL/3350/3
    INNLANDET:RINGSAKER/2380/35/BRUMUNDDAL, HAMAR/2317/33, GJØVIK/2815/31, LILLEHAMMER/2609/29, \
    ELVERUM/2406/22, STANGE/2335/22, KONGSVINGER/2211/18, ØSTRE TOTEN/2850/15/LENA, \
    VESTRE TOTEN/2830/14/RAUFOSS, GRAN/2750/14, TRYSIL/2420/7, TYNSET/2500/6, ÅSNES/2270/7/FLISA, \
    NORD-AURDAL/2900/6/FAGERNES, NORD-FRON/2640/6/VINSTRA, SEL/2670/6/OTTA, ØYER/2636/5, \
    VÅLER/2436/4, VÅGÅ/2680/4, DOVRE/2662/3
    VESTFOLD:SANDEFJORD/3208/65, TØNSBERG/3110/58, LARVIK/3256/48, HORTEN/3187/28, \
    FÆRDER/3140/27/NØTTERØY, HOLMESTRAND/3080/26
    TELEMARK:SKIEN/3717/56, PORSGRUNN/3915/37, BAMBLE/3970/14/LANGESUND, NOTODDEN/3674/13, \
    KRAGERØ/3770/10, MIDT-TELEMARK/3800/11/BØ I TELEMARK, TINN/3660/6/RJUKAN, VINJE/3890/4
    AGDER:KRISTIANSAND/4610/117, ARENDAL/4836/46, GRIMSTAD/4876/25, LINDESNES/4515/23/MANDAL, \
    VENNESLA/4700/15, LILLESAND/4790/11, FARSUND/4550/10, FLEKKEFJORD/4400/9, BYKLE/4754/1
    ROGALAND:STAVANGER/4006/149, SANDNES/4306/84, KARMØY/4250/43/KOPERVIK, HAUGESUND/5515/38, \
    SOLA/4050/29, KLEPP/4352/21, TIME/4340/20/BRYNE, HÅ/4360/20/VARHAUG, EIGERSUND/4370/15, \
    STRAND/4100/13/JØRPELAND, GJESDAL/4330/12, RANDABERG/4070/11, TYSVÆR/5570/11, SAUDA/4200/4
    VESTLAND:BERGEN/5014/255, ØYGARDEN/5353/40/STRAUME, ASKØY/5300/30, ALVER/5914/30/ISDALSTØ, \
    BJØRNAFJORDEN/5200/26/OS, SUNNFJORD/6800/22/FØRDE, STORD/5411/19, KINN/6900/17/FLORØ, \
    VOSS/5700/16, KVINNHERAD/5470/13, SOGNDAL/6856/12, BØMLO/5430/12, ULLENSVANG/5750/11/ODDA, \
    STAD/6770/10, KVAM/5600/8, OSTERØY/5281/8, STRYN/6783/7, GLOPPEN/6823/6, ÅRDAL/6884/5, \
    LÆRDAL/6887/2
    MØRE OG ROMSDAL:ÅLESUND/6002/58, MOLDE/6413/32, KRISTIANSUND/6509/24, ØRSTA/6150/11, \
    VOLDA/6100/11, SULA/6030/10, HERØY/6090/9, ULSTEIN/6065/9, HARAM/6270/9, RAUMA/6300/7, \
    SUNNDAL/6600/7, SURNADAL/6650/6, SMØLA/6570/2
    TRØNDELAG:TRONDHEIM/7011/215, STJØRDAL/7500/25, STEINKJER/7713/24, LEVANGER/7600/20, \
    ORKLAND/7300/18/ORKANGER, MELHUS/7224/17, NAMSOS/7800/15, VERDAL/7650/15, MALVIK/7560/14, \
    NÆRØYSUND/7900/10/RØRVIK, ØRLAND/7130/10, OPPDAL/7340/7, INDERØY/7670/7, RØROS/7374/6, \
    FRØYA/7260/5, HITRA/7240/5
    NORDLAND:BODØ/8006/53, RANA/8622/26/MO I RANA, NARVIK/8514/21, VEFSN/8656/13/MOSJØEN, \
    VESTVÅGØY/8370/12/LEKNES, FAUSKE/8200/10, SORTLAND/8400/10, VÅGAN/8300/10/SVOLVÆR, \
    BRØNNØY/8900/8, HADSEL/8450/8, ALSTAHAUG/8800/7, MELØY/8150/6, ANDØY/8480/5, HERØY/8850/2, \
    RØST/8064/1, VÆRØY/8063/1
    TROMS:TROMSØ/9008/78, HARSTAD/9405/25, SENJA/9300/15/FINNSNES, MÅLSELV/9325/7, BALSFJORD/9050/6, \
    NORDREISA/9151/5, BARDU/9360/4, LYNGEN/9060/3, SKJERVØY/9180/3
    FINNMARK:ALTA/9510/21, HAMMERFEST/9600/11, SØR-VARANGER/9900/10/KIRKENES, VADSØ/9800/6, \
    PORSANGER/9700/4/LAKSELV, KARASJOK/9730/3, KAUTOKEINO/9520/3, TANA/9845/3, NORDKAPP/9750/3, \
    VARDØ/9950/2
    """
}

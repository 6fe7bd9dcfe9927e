/// Occupations with their titles and classifications, and the words that vary a title.
///
/// Codes are shaped like those of STYRK-08; names and shares are chosen to look right, not to be
/// statistics.
struct NAVOccupations: Sendable {
  struct Occupation: Sendable {
    var title: String
    var branch: NAVBranch
    var level1: String
    var level2: String
    var styrk: String
    /// The title as JSON text without quotes.
    var json: [UInt8]
  }

  static let all = NAVOccupations()

  let occupations: [Occupation]
  /// What may stand behind a title; the first is nothing.
  let endings: [String]
  /// The same as JSON text without quotes.
  let endingsJSON: [[UInt8]]
  private let drawn: [UInt8]

  private init() {
    var occupations: [Occupation] = []
    var drawn: [UInt8] = []
    for line in Self.table.split(separator: "\n") {
      let words = line.split(separator: ";").map(String.init)
      guard words.count == 6, let weight = Int(words[1]), let branch = NAVBranch(name: words[2])
      else { continue }
      drawn += Array(repeating: UInt8(truncatingIfNeeded: occupations.count), count: weight)
      occupations.append(
        Occupation(
          title: words[0], branch: branch, level1: words[3], level2: words[4], styrk: words[5],
          json: Self.json(words[0])))
    }
    self.occupations = occupations
    self.drawn = drawn
    endings = Self.endingTable
    endingsJSON = Self.endingTable.map(Self.json)
  }

  /// An occupation by weight.
  func index(_ stream: inout SeededStream) -> Int {
    Int(drawn[stream.below(drawn.count)])
  }

  private static func json(_ text: String) -> [UInt8] {
    var json = JSONBytes()
    json.text(text)
    return json.bytes
  }

  private static let endingTable = [
    "", " 100 % fast", " – vikariat", ", natt", " 80 %", " (m/k/alle)", " - sommerjobb 2027",
    ", deltid", " søkes!", " med interesse for faget", " & litt til", ", 2 stillinger",
    " til \"Team Kyst\"", " 🌊", " / stedfortreder", " – snarlig oppstart",
  ]

  /// Title; weight; branch; level 1; level 2; STYRK-08.
  private static let table = """
    Sykepleier;12;health;Helse og sosial;Sykepleier;2223
    Helsefagarbeider;10;health;Helse og sosial;Helsefagarbeider;5321
    Vernepleier;6;health;Helse og sosial;Vernepleier;2224
    Fagarbeider i helse- og omsorgstjenesten;4;health;Helse og sosial;Helsefagarbeider;5321
    Fastlege;2;health;Helse og sosial;Lege;2211
    Overlege;2;health;Helse og sosial;Lege;2212
    Fysioterapeut;2;health;Helse og sosial;Fysioterapi;2264
    Psykolog;2;health;Helse og sosial;Psykologi;2634
    Tannlege;1;health;Helse og sosial;Tannhelse;2261
    Jordmor;1;health;Helse og sosial;Jordmor;2222
    Miljøterapeut;4;health;Helse og sosial;Sosial;2635
    Personlig assistent;5;health;Helse og sosial;Personlig assistent;5322
    Lærer 1.–7. trinn;5;school;Utdanning;Grunnskole;2341
    Lektor i norsk;3;school;Utdanning;Videregående;2330
    Lærer i matematikk;3;school;Utdanning;Ungdomsskole;2341
    Barnehagelærer;5;school;Utdanning;Barnehage;2342
    Barne- og ungdomsarbeider;4;school;Utdanning;Barnehage;5311
    Assistent i SFO;3;school;Utdanning;SFO;5312
    Førsteamanuensis;1;school;Utdanning;Forskning;2310
    Stipendiat;2;school;Utdanning;Forskning;2310
    Utvikler;4;data;IT;Utvikling;2512
    Backend-utvikler (Kotlin);3;data;IT;Utvikling;2512
    Frontend-utvikler;2;data;IT;Interaksjonsdesign;2513
    IT-driftstekniker;3;data;IT;Drift, vedlikehold;3511
    Dataanalytiker;2;data;IT;Analyse;2511
    Sikkerhetsrådgiver;1;data;IT;Drift, vedlikehold;2529
    Tømrer;6;build;Bygg og anlegg;Tømrer;7115
    Elektriker;7;build;Bygg og anlegg;Elektriker;7411
    Rørlegger;4;build;Bygg og anlegg;Rørlegger;7126
    Maler;2;build;Bygg og anlegg;Maler og tapetserer;7131
    Anleggsmaskinfører;3;build;Bygg og anlegg;Maskinfører;8342
    Betongfagarbeider;2;build;Bygg og anlegg;Betong;7114
    Prosjektleder bygg;3;build;Bygg og anlegg;Ingeniør;1323
    Blikkenslager;1;build;Bygg og anlegg;Blikkenslager;7213
    Butikkmedarbeider;10;trade;Butikk og salg;Butikk;5223
    Selger;6;trade;Butikk og salg;Salg;3322
    Kundebehandler;5;trade;Butikk og salg;Kundeservice;4222
    Butikksjef;2;trade;Butikk og salg;Butikk;1420
    Telefonselger;2;trade;Butikk og salg;Salg;5244
    Kokk;6;food;Reiseliv og mat;Kokk;5120
    Servitør;5;food;Reiseliv og mat;Servitør;5131
    Bartender;2;food;Reiseliv og mat;Servitør;5132
    Resepsjonist;3;food;Reiseliv og mat;Hotell;4224
    Renholder;6;food;Renhold og eiendom;Renhold;9112
    Baker;1;food;Reiseliv og mat;Baker og konditor;7512
    Lastebilsjåfør;5;transport;Transport og lager;Sjåfør;8332
    Bussjåfør;4;transport;Transport og lager;Sjåfør;8331
    Lagermedarbeider;6;transport;Transport og lager;Lager;4321
    Varebilsjåfør;3;transport;Transport og lager;Sjåfør;8322
    Matros;2;transport;Transport og lager;Sjø;8350
    Sveiser;3;industry;Industri og produksjon;Sveis;7212
    Industrimekaniker;4;industry;Industri og produksjon;Mekanikk;7233
    Produksjonsmedarbeider;4;industry;Industri og produksjon;Produksjon;8160
    Bilmekaniker;4;industry;Industri og produksjon;Bil;7231
    Røkter ved oppdrettsanlegg;2;industry;Natur og miljø;Havbruk;6221
    Prosessoperatør;2;industry;Industri og produksjon;Produksjon;3139
    Regnskapsfører;4;office;Kontor og økonomi;Økonomi, statistikk;3313
    Saksbehandler;5;office;Kontor og økonomi;Kontor;3359
    Rådgiver;5;office;Kontor og økonomi;Administrasjon;2422
    HR-konsulent;2;office;Kontor og økonomi;Personal;2423
    Controller;2;office;Kontor og økonomi;Økonomi, statistikk;2411
    Daglig leder;2;office;Kontor og økonomi;Ledelse;1120
    Advokatfullmektig;1;office;Kontor og økonomi;Jus;2611
    Sekretær;2;office;Kontor og økonomi;Kontor;4120
    Arkivar;1;office;Kontor og økonomi;Kontor;2621
    Frisør;3;trade;Håndverkere;Frisør;5141
    Vekter;2;office;Sikkerhet og beredskap;Vekter;5414
    Brannkonstabel;1;office;Sikkerhet og beredskap;Brann;5411
    Landbruksvikar;1;industry;Natur og miljø;Jordbruk;6130
    Kommunalsjef;1;office;Kontor og økonomi;Ledelse;1112
    """
}

/// Lists of places and occupations, a line each.
enum JobTechTables {
  /// Places in a list by weight.
  static func drawn(_ weights: [String]) -> [UInt8] {
    weights.enumerated().flatMap { place, weight in
      Array(repeating: UInt8(truncatingIfNeeded: place), count: Int(weight) ?? 0)
    }
  }

  /// Code; name; concept where known.
  static let regions = rows(
    """
    01;Stockholms län
    03;Uppsala län;zBon_eET_fFU
    04;Södermanlands län
    05;Östergötlands län
    06;Jönköpings län
    07;Kronobergs län
    08;Kalmar län
    09;Gotlands län
    10;Blekinge län
    12;Skåne län;CaRE_1nn_cSU
    13;Hallands län
    14;Västra Götalands län
    17;Värmlands län
    18;Örebro län
    19;Västmanlands län
    20;Dalarnas län
    21;Gävleborgs län
    22;Västernorrlands län
    23;Jämtlands län
    24;Västerbottens län
    25;Norrbottens län;9hXe_F4g_eTG
    """)

  /// Code; name; weight; longitude; latitude; concept where known.
  static let municipalities = rows(
    """
    0180;Stockholm;30;18.06;59.33;AvNB_uwa_6n6
    0184;Solna;5;18.00;59.36
    0126;Huddinge;3;17.98;59.24
    0191;Sigtuna;2;17.72;59.62
    0380;Uppsala;8;17.64;59.86;otaF_bQY_4ZD
    0381;Enköping;1;17.08;59.64
    0480;Nyköping;1;17.01;58.75
    0484;Eskilstuna;3;16.51;59.37
    0580;Linköping;5;15.62;58.41
    0581;Norrköping;4;16.18;58.59
    0680;Jönköping;4;14.16;57.78
    0780;Växjö;3;14.81;56.88
    0880;Kalmar;2;16.36;56.66
    0980;Gotland;1;18.29;57.64
    1080;Karlskrona;2;15.59;56.16
    1082;Karlshamn;1;14.86;56.17
    1280;Malmö;12;13.00;55.60;oYPt_yRA_Smm
    1281;Lund;5;13.19;55.70;muSY_tsR_vDZ
    1283;Helsingborg;5;12.69;56.05;qj3q_oXH_MGR
    1290;Kristianstad;2;14.16;56.03
    1380;Halmstad;3;12.86;56.67
    1384;Kungsbacka;1;12.08;57.49
    1480;Göteborg;20;11.97;57.71;PVZL_BQT_XtL
    1481;Mölndal;3;12.01;57.66
    1490;Borås;3;12.94;57.72
    1488;Trollhättan;2;12.29;58.28
    1780;Karlstad;3;13.50;59.38
    1880;Örebro;4;15.21;59.27
    1980;Västerås;4;16.55;59.61
    2080;Falun;2;15.63;60.61
    2081;Borlänge;1;15.44;60.49
    2180;Gävle;3;17.14;60.67
    2281;Sundsvall;3;17.31;62.39
    2380;Östersund;2;14.64;63.18
    2480;Umeå;4;20.26;63.83
    2482;Skellefteå;3;20.95;64.75
    2580;Luleå;3;22.15;65.58
    2583;Haparanda;1;24.13;65.84;tfRE_hXa_eq7
    2584;Kiruna;2;20.23;67.86
    """)

  /// Old code; name; weight; SSYK; group; old code of the field; field; trade.
  static let occupations = rows(
    """
    7296;Sjuksköterska, grundutbildad;12;2221;Grundutbildade sjuksköterskor;8;Hälso- och sjukvård;Vård
    7292;Undersköterska, hemtjänst;10;5321;Undersköterskor, hemtjänst och äldreboende;8;Hälso- och sjukvård;Omsorg
    7334;Läkare;3;2212;ST-läkare;8;Hälso- och sjukvård;Vård
    7298;Fysioterapeut;2;2272;Fysioterapeuter och sjukgymnaster;8;Hälso- och sjukvård;Vård
    5798;Personlig assistent;8;5343;Personliga assistenter;16;Socialt arbete;Assistans
    5784;Socialsekreterare;3;2661;Socialsekreterare;16;Socialt arbete;Omsorg
    7579;Mjukvaruutvecklare;6;2512;Mjukvaru- och systemutvecklare m.fl.;3;Data/IT;Data
    7582;Systemförvaltare;2;2516;IT-säkerhetsspecialister;3;Data/IT;Data
    7577;Supporttekniker, IT;3;3512;Supporttekniker, IT;3;Data/IT;Data
    7411;Grundskollärare;5;2341;Grundskollärare;15;Pedagogik;Skola
    7413;Förskollärare;4;2343;Förskollärare;15;Pedagogik;Förskola
    7420;Ämneslärare i gymnasieskolan;3;2330;Gymnasielärare;15;Pedagogik;Skola
    7131;Butikssäljare, dagligvaror;7;5222;Butikssäljare, dagligvaror;5;Försäljning, inköp, marknadsföring;Livs
    7134;Utesäljare;4;3322;Företagssäljare;5;Försäljning, inköp, marknadsföring;Handel
    7168;Kock;5;5120;Kockar och kallskänkor;7;Hotell, restaurang, storhushåll;Kök
    7164;Servitör/Servitris;4;5131;Hovmästare och servitörer;7;Hotell, restaurang, storhushåll;Krog
    6936;Städare;6;9111;Städare;17;Sanering och renhållning;Städ
    7066;Lastbilsförare;5;8332;Lastbilsförare m.fl.;19;Transport, distribution, lager;Åkeri
    7070;Lagerarbetare;6;4322;Lager- och terminalpersonal;19;Transport, distribution, lager;Lager
    7075;Bussförare;3;8331;Buss- och spårvagnsförare;19;Transport, distribution, lager;Buss
    6973;Snickare;4;7111;Träarbetare, snickare m.fl.;2;Bygg och anläggning;Bygg
    6984;Installationselektriker;4;7411;Installations- och serviceelektriker;9;Installation, drift, underhåll;El
    6990;Rörmokare;2;7125;VVS-montörer m.fl.;9;Installation, drift, underhåll;Rör
    7003;Svetsare;2;7212;Svetsare och gasskärare;6;Industriell tillverkning;Mekaniska
    7010;Processoperatör;3;8189;Övriga process- och maskinoperatörer;6;Industriell tillverkning;Bruk
    6846;Ekonomiassistent;4;4111;Ekonomiassistenter m.fl.;1;Administration, ekonomi, juridik;Ekonomi
    6849;Redovisningsekonom;3;3313;Redovisningsekonomer;1;Administration, ekonomi, juridik;Ekonomi
    6860;Administratör;4;4119;Övriga kontorsassistenter och sekreterare;1;Administration, ekonomi, juridik;Kontor
    7035;Trädgårdsarbetare;1;9210;Bärplockare och plantörer m.fl.;13;Naturbruk;Trädgård
    5550;Väktare;2;5413;Väktare och ordningsvakter;18;Säkerhet och bevakning;Bevakning
    """)

  private static func rows(_ text: String) -> [[String]] {
    text.split(separator: "\n").map { $0.split(separator: ";").map(String.init) }
  }
}

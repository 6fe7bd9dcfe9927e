/// Lists of places and occupations.
enum PlatsannonsTables {
  /// The fields with their groups and occupations.
  ///
  /// A field stands after `#`: id; name; ads. A group in it after `@`: code; name. Then occupations in the
  /// group: id; name; weight. Ids above 8000 are made up, because the service's are not known.
  static let occupations = """
    #1;Administration, ekonomi, juridik;3783
    @4111;Ekonomiassistenter m.fl.
    8001;Ekonomiassistent;300
    8002;Löneadministratör;120
    @4119;Övriga kontorsassistenter och sekreterare
    5841;Kontorist;90
    5949;Orderadministratör;110
    8003;Receptionist;150
    6534;Accounting controller;9
    @2411;Revisorer m.fl.
    8004;Redovisningsekonom;240
    8005;Revisor;60
    @2415;Nationalekonomer och makroanalytiker m.fl.
    6040;Nationalekonom;12
    @2423;Personal- och HR-specialister
    8006;Rekryterare;130
    8007;HR-specialist;110
    @2611;Advokater
    8008;Jurist;90
    @3312;Banktjänstemän
    8009;Bankrådgivare;60
    2565;Besiktningsingenjör, försäkring;5
    @4112;Löne- och personaladministratörer
    4896;Abonnemangskontorist;1
    #2;Bygg och anläggning;1579
    @7111;Träarbetare, snickare m.fl.
    8010;Snickare;280
    8011;Träarbetare;160
    @7114;Betongarbetare
    5862;Betonghåltagare;14
    8012;Betongarbetare;80
    @7119;Övriga byggnads- och anläggningsarbetare
    2351;Demonteringsarbetare/Rivningsarbetare;18
    8013;Anläggningsarbetare;160
    @8342;Anläggningsmaskinförare m.fl.
    507;Grävmaskinförare;110
    8014;Hjullastarförare;50
    @7131;Målare
    8015;Målare;130
    #20;Chefer och verksamhetsledare;1548
    @1491;Förvaltnings- och planeringschefer
    5373;Administrativ chef;120
    @1512;Chefer inom hälso- och sjukvård
    7305;Enhetschef, hälso- och sjukvård;160
    @1722;Restaurang- och kökschefer
    7339;Barchef;25
    8016;Restaurangchef;80
    @1221;Försäljnings- och marknadschefer
    8017;Försäljningschef;140
    6516;Teamledare;130
    #3;Data/IT;3302
    @3511;Drifttekniker, IT
    8018;Drifttekniker, IT;205
    @2516;IT-säkerhetsspecialister
    8019;IT-säkerhetsspecialist;53
    @2512;Mjukvaru- och systemutvecklare m.fl.
    7632;Backend-utvecklare;214
    80;Mjukvaruutvecklare;538
    2419;Systemutvecklare/Programmerare;1172
    @3514;Nätverks- och systemtekniker m.fl.
    8020;Nätverkstekniker;86
    @3512;Supporttekniker, IT
    8021;Helpdesktekniker/Supporttekniker;330
    @3513;Systemadministratörer
    8022;Systemadministratör;114
    @2511;Systemanalytiker och IT-arkitekter m.fl.
    8023;IT-arkitekt/Lösningsarkitekt;215
    7477;Processansvarig, ITIL;10
    @2515;Systemförvaltare m.fl.
    8024;Systemförvaltare;90
    @2514;Systemtestare och testledare
    8025;Testare;127
    @2513;Utvecklare inom spel och digitala media
    8026;Spelutvecklare;14
    7439;3D-grafiker;11
    7441;2D-grafiker;1
    @3515;Webbmaster och webbadministratörer
    8027;Webbadministratör;26
    @2519;Övriga IT-specialister
    8028;IT-specialist;96
    #5;Försäljning, inköp, marknadsföring;4943
    @3322;Företagssäljare
    8029;Utesäljare;420
    6728;Account manager;364
    7690;Anbudsansvarig/ Bid Manager;12
    @5222;Butikssäljare, dagligvaror
    8030;Butikssäljare, dagligvaror;460
    @5242;Telefonförsäljare m.fl.
    7468;Telefonförsäljare;620
    2315;Abonnemangsförsäljare;41
    @4222;Kundtjänstpersonal
    8031;Kundtjänstmedarbetare;380
    @2431;Marknadsanalytiker och marknadsförare m.fl.
    406;Marknadskommunikatör;40
    8032;Marknadsförare;110
    @3323;Inköpare och upphandlare
    8033;Inköpare;140
    #6;Hantverksyrken;120
    @7311;Finmekaniker
    8034;Låssmed;20
    8035;Skräddare;12
    @7612;Bagare och konditorer
    8036;Bagare;60
    8037;Konditor;34
    #7;Hotell, restaurang, storhushåll;2935
    @5120;Kockar och kallskänkor
    8038;Kock, à la carte;520
    5483;Specialkock;30
    211;Husmor;9
    @9413;Restaurang- och köksbiträden m.fl.
    5555;Restaurangbiträde;380
    @5131;Hovmästare och servitörer
    5487;Servitör/Servitris;410
    @5132;Bartendrar
    8039;Bartender;90
    @4221;Hotellreceptionister m.fl.
    8040;Hotellreceptionist;110
    #8;Hälso- och sjukvård;5319
    @2221;Grundutbildade sjuksköterskor
    7296;Sjuksköterska, grundutbildad;1180
    @5321;Undersköterskor, hemtjänst och äldreboende
    8041;Undersköterska, hemtjänst och äldreboende;760
    @5322;Undersköterskor, vård- och specialavdelning
    7587;Undersköterska, vård- o specialavd. o mottagning;310
    @2211;Specialistläkare
    8042;Specialistläkare;420
    @2272;Fysioterapeuter och sjukgymnaster
    8043;Fysioterapeut;150
    @2284;Dietister
    5769;Dietist;25
    @2260;Tandläkare
    8044;Tandläkare;160
    #9;Industriell tillverkning;1618
    @7212;Svetsare och gasskärare
    8045;Svetsare;240
    @7223;Maskinställare och maskinoperatörer, metallarbete
    8046;CNC-operatör;280
    @8189;Övriga process- och maskinoperatörer
    8047;Processoperatör;200
    8048;Montör;220
    #10;Installation, drift, underhåll;1536
    @7411;Installations- och serviceelektriker
    8049;Elektriker;420
    @7125;VVS-montörer m.fl.
    8050;Rörmokare;190
    @7231;Motorfordonsmekaniker och fordonsreparatörer
    8051;Fordonsmekaniker;260
    @5152;Fastighetsskötare
    8052;Fastighetsskötare;170
    #4;Kropps- och skönhetsvård;367
    @5141;Frisörer
    5491;Frisör;250
    @5142;Hudterapeuter
    8053;Hudterapeut;60
    #11;Kultur, media, design;428
    @2642;Journalister m.fl.
    8054;Journalist;70
    @2651;Grafisk formgivare m.fl.
    8055;Grafisk formgivare;60
    3826;AD-assistent;1
    @3432;Inredare, dekoratörer och scenografer m.fl.
    8056;Dekoratör;20
    @2652;Musiker, sångare och kompositörer
    8057;Musiker;30
    #22;Militärt arbete;64
    @0310;Soldater m.fl.
    8058;Soldat;50
    8059;Sjöman, försvarsmakten;10
    #13;Naturbruk;174
    @6113;Trädgårdsodlare
    8060;Trädgårdsarbetare;60
    @6121;Uppfödare och skötare av lantbrukets husdjur
    8061;Djurskötare, lantbruk;50
    @6210;Skogsarbetare
    8062;Skogsarbetare;40
    #14;Naturvetenskapligt arbete;247
    @2131;Cell- och molekylärbiologer m.fl.
    8063;Biolog;50
    @2113;Kemister
    8064;Kemist;60
    #15;Pedagogiskt arbete;3510
    @2341;Grundskollärare
    8065;Grundskollärare, årskurs 4-6;520
    7314;Modersmålslärare i grundskolan;70
    @2343;Förskollärare
    8066;Förskollärare;620
    @2330;Gymnasielärare
    8067;Gymnasielärare;260
    @5311;Barnskötare
    8068;Barnskötare;310
    438;Barnflicka/Barnvakt;120
    #12;Sanering och renhållning;1465
    @9111;Städare
    8069;Städare/Lokalvårdare;680
    8070;Hemstädare;120
    @9119;Övrig hemservicepersonal m.fl.
    8071;Saneringsarbetare;30
    #16;Socialt arbete;3466
    @5343;Personliga assistenter
    5798;Personlig assistent;980
    @2661;Socialsekreterare
    8072;Socialsekreterare;330
    @2662;Kuratorer
    5787;Kurator;120
    @5342;Skötare, vårdare och boendestödjare
    8073;Boendestödjare;180
    #17;Säkerhetsarbete;332
    @5413;Väktare och ordningsvakter
    8074;Väktare;190
    8075;Ordningsvakt;60
    @5411;Brandmän
    8076;Brandman;25
    #18;Tekniskt arbete;1860
    @2142;Civilingenjörsyrken inom bygg och anläggning
    8077;Byggingenjör;240
    7262;Drift- och underhållsingenjör, anläggning;60
    @2143;Civilingenjörsyrken inom elektroteknik
    8078;Elkonstruktör;120
    @2144;Civilingenjörsyrken inom maskinteknik
    8079;Maskinkonstruktör;160
    #19;Transport;1781
    @8332;Lastbilsförare m.fl.
    8080;Lastbilsförare;420
    @8329;Bil-, motorcykel- och cykelförare
    4332;Budbilsförare;110
    6242;Taxiförare/Taxichaufför;140
    @8331;Buss- och spårvagnsförare
    8081;Bussförare;210
    @4322;Lager- och terminalpersonal
    5842;Lagerarbetare;420
    @3151;Maskinbefäl
    5370;1:e Fartygsingenjör/1:e Maskinist;2
    5371;2:e Fartygsingenjör/2:e Maskinist;0
    @3152;Fartygsbefäl m.fl.
    5369;2:e Styrman;0
    """
}

extension PlatsannonsTables {
  /// The counties with their municipalities.
  ///
  /// A county stands after `#`: id; name; ads. Then its municipalities: code, name, weight where not 2.
  static let places = """
    #1;Stockholms län;12787
    0114 Upplands Väsby 4,0115 Vallentuna,0117 Österåker 3,0120 Värmdö 3,0123 Järfälla 6
    0125 Ekerö,0126 Huddinge 9,0127 Botkyrka 7,0128 Salem 1,0136 Haninge 7,0138 Tyresö 3
    0139 Upplands-Bro,0140 Nykvarn 1,0160 Täby 6,0162 Danderyd 5,0163 Sollentuna 6
    0180 Stockholm 120,0181 Södertälje 8,0182 Nacka 8,0183 Sundbyberg 5,0184 Solna 16
    0186 Lidingö 3,0187 Vaxholm 1,0188 Norrtälje 4,0191 Sigtuna 6,0192 Nynäshamn
    #3;Uppsala län;1513
    0305 Håbo,0319 Älvkarleby 1,0330 Knivsta,0331 Heby 1,0360 Tierp,0380 Uppsala 30
    0381 Enköping 5,0382 Östhammar
    #4;Södermanlands län;948
    0428 Vingåker 1,0461 Gnesta 1,0480 Nyköping 9,0481 Oxelösund,0482 Flen,0483 Katrineholm 5
    0484 Eskilstuna 15,0486 Strängnäs 4,0488 Trosa 1
    #5;Östergötlands län;1704
    0509 Ödeshög 1,0512 Ydre 1,0513 Kinda 1,0560 Boxholm 1,0561 Åtvidaberg 1,0562 Finspång
    0563 Valdemarsvik 1,0580 Linköping 25,0581 Norrköping 19,0582 Söderköping 1,0583 Motala 5
    0584 Vadstena 1,0586 Mjölby 3
    #6;Jönköpings län;1390
    0604 Aneby 1,0617 Gnosjö,0642 Mullsjö 1,0643 Habo 1,0662 Gislaved 4,0665 Vaggeryd
    0680 Jönköping 22,0682 Nässjö 4,0683 Värnamo 6,0684 Sävsjö,0685 Vetlanda 4,0686 Eksjö 3
    0687 Tranås 3
    #7;Kronobergs län;884
    0760 Uppvidinge,0761 Lessebo,0763 Tingsryd,0764 Alvesta 3,0765 Älmhult 5,0767 Markaryd
    0780 Växjö 20,0781 Ljungby 5
    #8;Kalmar län;553
    0821 Högsby 1,0834 Torsås 1,0840 Mörbylånga 1,0860 Hultsfred,0861 Mönsterås,0862 Emmaboda
    0880 Kalmar 12,0881 Nybro 3,0882 Oskarshamn 4,0883 Västervik 5,0884 Vimmerby,0885 Borgholm 1
    #9;Gotlands län;155
    0980 Gotland
    #10;Blekinge län;381
    1060 Olofström,1080 Karlskrona 13,1081 Ronneby 4,1082 Karlshamn 5,1083 Sölvesborg
    #12;Skåne län;4666
    1214 Svalöv 1,1230 Staffanstorp,1231 Burlöv,1233 Vellinge,1256 Östra Göinge,1257 Örkelljunga 1
    1260 Bjuv 1,1261 Kävlinge,1262 Lomma,1263 Svedala,1264 Skurup 1,1265 Sjöbo,1266 Hörby 1
    1267 Höör 1,1270 Tomelilla 1,1272 Bromölla 1,1273 Osby 1,1275 Perstorp 1,1276 Klippan
    1277 Åstorp,1278 Båstad,1280 Malmö 50,1281 Lund 20,1282 Landskrona 5,1283 Helsingborg 20
    1284 Höganäs,1285 Eslöv 3,1286 Ystad 3,1287 Trelleborg 4,1290 Kristianstad 9,1291 Simrishamn
    1292 Ängelholm 4,1293 Hässleholm 5
    #13;Hallands län;961
    1315 Hylte 1,1380 Halmstad 12,1381 Laholm 3,1382 Falkenberg 5,1383 Varberg 7,1384 Kungsbacka 7
    #14;Västra Götalands län;6874
    1401 Härryda 4,1402 Partille 3,1407 Öckerö 1,1415 Stenungsund 3,1419 Tjörn 1,1421 Orust 1
    1427 Sotenäs 1,1430 Munkedal 1,1435 Tanum 1,1438 Dals-Ed 1,1439 Färgelanda 1,1440 Ale
    1441 Lerum 3,1442 Vårgårda 1,1443 Bollebygd 1,1444 Grästorp 1,1445 Essunga 1,1446 Karlsborg 1
    1447 Gullspång 1,1452 Tranemo 1,1460 Bengtsfors 1,1461 Mellerud 1,1462 Lilla Edet 1,1463 Mark 3
    1465 Svenljunga 1,1466 Herrljunga 1,1470 Vara,1471 Götene 1,1472 Tibro 1,1473 Töreboda 1
    1480 Göteborg 95,1481 Mölndal 12,1482 Kungälv 5,1484 Lysekil,1485 Uddevalla 7,1486 Strömstad
    1487 Vänersborg 4,1488 Trollhättan 9,1489 Alingsås 5,1490 Borås 15,1491 Ulricehamn 3
    1492 Åmål 1,1493 Mariestad 3,1494 Lidköping 5,1495 Skara 3,1496 Skövde 9,1497 Hjo 1
    1498 Tidaholm 1,1499 Falköping 4
    #17;Värmlands län;587
    1715 Kil 1,1730 Eda 1,1737 Torsby 1,1760 Storfors 1,1761 Hammarö 1,1762 Munkfors 1
    1763 Forshaga 1,1764 Grums 1,1765 Årjäng 1,1766 Sunne,1780 Karlstad 20,1781 Kristinehamn 3
    1782 Filipstad,1783 Hagfors 1,1784 Arvika 4,1785 Säffle
    #18;Örebro län;924
    1814 Lekeberg 1,1860 Laxå 1,1861 Hallsberg,1862 Degerfors 1,1863 Hällefors 1
    1864 Ljusnarsberg 1,1880 Örebro 26,1881 Kumla 3,1882 Askersund 1,1883 Karlskoga 5,1884 Nora 1
    1885 Lindesberg 3
    #19;Västmanlands län;908
    1904 Skinnskatteberg 1,1907 Surahammar 1,1960 Kungsör 1,1961 Hallstahammar,1962 Norberg 1
    1980 Västerås 24,1981 Sala 3,1982 Fagersta,1983 Köping 4,1984 Arboga
    #20;Dalarnas län;908
    2021 Vansbro 1,2023 Malung-Sälen 4,2026 Gagnef 1,2029 Leksand,2031 Rättvik,2034 Orsa 1
    2039 Älvdalen 1,2061 Smedjebacken 1,2062 Mora 4,2080 Falun 11,2081 Borlänge 9,2082 Säter 1
    2083 Hedemora,2084 Avesta 3,2085 Ludvika 4
    #21;Gävleborgs län;799
    2101 Ockelbo 1,2104 Hofors 1,2121 Ovanåker 1,2132 Nordanstig 1,2161 Ljusdal 3,2180 Gävle 17
    2181 Sandviken 6,2182 Söderhamn 4,2183 Bollnäs 4,2184 Hudiksvall 5
    #22;Västernorrlands län;636
    2260 Ånge 1,2262 Timrå,2280 Härnösand 4,2281 Sundsvall 17,2282 Kramfors,2283 Sollefteå 3
    2284 Örnsköldsvik 7
    #23;Jämtlands län;447
    2303 Ragunda 1,2305 Bräcke 1,2309 Krokom,2313 Strömsund,2321 Åre 6,2326 Berg 1,2361 Härjedalen 3
    2380 Östersund 15
    #24;Västerbottens län;762
    2401 Nordmaling 1,2403 Bjurholm 1,2404 Vindeln 1,2409 Robertsfors 1,2417 Norsjö 1,2418 Malå 1
    2421 Storuman 1,2422 Sorsele 1,2425 Dorotea 1,2460 Vännäs 1,2462 Vilhelmina 1,2463 Åsele 1
    2480 Umeå 22,2481 Lycksele,2482 Skellefteå 11
    #25;Norrbottens län;846
    2505 Arvidsjaur 1,2506 Arjeplog 1,2510 Jokkmokk 1,2513 Överkalix 1,2514 Kalix 3
    2518 Övertorneå 1,2521 Pajala 1,2523 Gällivare 4,2560 Älvsbyn 1,2580 Luleå 15,2581 Piteå 7
    2582 Boden 5,2583 Haparanda,2584 Kiruna 6
    #90;Ospecificerad arbetsort;744
    9090 Ospecificerad arbetsort
    """

  /// What `kommuner?lanid=` lists beside the unspecified: code and name.
  static let danish = """
    10165 Albertslund,10201 Allerød,10151 Ballerup,10400 Bornholm,10153 Brøndby,10155 Dragør
    10240 Egedal,10320 Faxe,10210 Fredensborg,10147 Frederiksberg,10250 Frederikssund
    10260 Frederiksværk-Hundested,10190 Furesø,10157 Gentofte,10159 Gladsaxe,10161 Glostrup
    10253 Greve,10270 Gribskov,10376 Guldborgsund,10217 Helsingør,10163 Herlev,10219 Hillerød
    10316 Holbæk,10167 Hvidovre,10169 Høje-Taastrup,10223 Hørsholm,10183 Ishøj,10326 Kalundborg
    10101 København,10259 Køge,10350 Lejre,10360 Lolland,10173 Lyngby-Taarbæk,10370 Næstved
    10306 Odsherred,10329 Ringsted,10265 Roskilde,10230 Rudersdal,10175 Rødovre,10330 Slagelse
    10269 Solrød,10340 Sorø,10336 Stevns,10185 Tårnby,10187 Vallensbæk,10390 Vordingborg
    """
}

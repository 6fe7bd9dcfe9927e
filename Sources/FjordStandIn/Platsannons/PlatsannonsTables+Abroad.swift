extension PlatsannonsTables {
  /// The areas of the world with their countries.
  ///
  /// An area stands after `#`: id; name; ads. Then countries in it: id, name, weight, with a
  /// middle dot for a comma. Ids above 300 are made up, because those lists are not known.
  static let abroad = """
    #8;Antarktis;0
    #23;Australien och Nya Zeeland;0
    301 Australien 1,302 Nya Zeeland 1
    #11;Centralafrika;1
    303 Kamerun 1
    #16;Centralamerika;0
    304 Mexiko 1
    #18;Centralasien;0
    305 Kazakstan 1
    #9;Europa/ej EU/EES/EURES;1
    306 Ukraina 1,307 Serbien 1
    #2;Europa/EU/EES/EURES;375
    21 Belgien 1,33 Bulgarien 4,43 Cypern 12,44 Danmark 17,54 Estland 3,59 Finland 0
    60 Frankrike 16,70 Gibraltar 1,71 Grekland 11,88 Irland 6,89 Island 0,91 Italien 0
    112 Kroatien 0,117 Lettland 5,121 Liechtenstein 0,122 Litauen 0,123 Luxemburg 0,130 Malta 21
    147 Nederländerna 4,155 Norge 183,167 Polen 7,168 Portugal 5,172 Rumänien 0,185 Schweiz 1
    190 Slovakien 0,191 Slovenien 0,193 Spanien 46,195 Storbritannien och Nordirland 10
    209 Tjeckien 2,219 Tyskland 8,223 Ungern 0,246 Åland· tillhör Finland 6,236 Österrike 6
    #17;Karibien;1
    308 Barbados 1
    #24;Melanesien;0
    #25;Mikronesien;0
    #12;Nordafrika;0
    309 Marocko 1
    #6;Nordamerika;4
    310 USA 1,311 Kanada 1
    #26;Polynesien;0
    #3;Sydamerika;0
    312 Brasilien 1
    #21;Sydostasien;2
    313 Thailand 1,314 Vietnam 1
    #13;Södra Afrika;0
    315 Sydafrika 1
    #20;Södra Asien;3
    316 Indien 1
    #14;Västafrika;0
    317 Ghana 1
    #22;Västasien;2
    318 Turkiet 1,319 Förenade Arabemiraten 1
    #10;Östafrika;0
    320 Kenya 1
    #19;Östasien;1
    321 Kina 1,322 Japan 1
    """
}

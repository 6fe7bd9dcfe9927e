import FjordPlugin

// What help says of the lists.

extension ListKind {
  var summary: String {
    switch self {
    case .lan: "Swedish counties (län) with their numbers of ads."
    case .lan2: "Swedish counties (län) and abroad (utomlands) with their numbers of ads."
    case .land: "Countries (land) of a world area with their numbers of ads."
    case .omrade: "World areas (område) with their numbers of ads."
    case .kommuner: "Swedish municipalities (kommuner) with their numbers of ads."
    case .yrkesomraden: "Occupational fields (yrkesområden) with their numbers of ads."
    case .yrkesgrupper: "Occupational groups (yrkesgrupper) with their numbers of ads."
    case .yrken: "Occupations (yrken) with their numbers of ads, or those of a name."
    }
  }

  var discussion: String {
    let own =
      switch self {
      case .lan:
        "Row 90, Ospecificerad arbetsort, has the ads that name no place of work."
      case .lan2:
        "It is `platsannons.lan` with row 199, Utomlands, for work in other countries."
      case .land: "`--omradeid` must be given; countries add up to a little less than their area."
      case .omrade: "A search takes their ids as `--omradeid`. The server of 2019 had no such list."
      case .kommuner:
        """
        `kommunkod` has the code of four digits that statistics use, 0180, beside the service's \
        `id`, 180. Without `--lanid` all municipalities come.
        """
      case .yrkesomraden: "A search takes their ids as `--yrkesomradeid`."
      case .yrkesgrupper: "Without `--yrkesomradeid` all groups come, some 400."
      case .yrken:
        """
        With a name the occupations come that hold it anywhere, ten at most, which is warned of; \
        otherwise all, or those of `--yrkesgruppid`. Ids are reused and names change over the years: \
        look a name up rather than write its id down.
        """
      }
    return own + "\n\n" + Self.common
  }

  private static let common = """
    Rows without ads are listed with 0. The service's own totals, told at the end, are not quite the \
    sums of the rows: its servers count at different moments. An answer is kept for ten minutes, as \
    the service allows.
    """

  var examples: [Example] {
    switch self {
    case .lan:
      [
        Example("platsannons.lan | count", gives: "count\n22\n", "21 counties and unspecified"),
        Example(
          "platsannons.lan --accept xml | sort by antal_ledigajobb desc | take 3",
          "the counties with the most vacancies, asked for as XML"),
      ]
    case .lan2:
      [
        Example(
          "platsannons.lan2 | where id == \"199\" | select namn", gives: "namn\nUtomlands\n",
          "abroad"),
        Example("platsannons.lan2 | select lanskod, namn", "counties by their official codes"),
      ]
    case .land:
      [
        Example(
          "platsannons.land --omradeid 2 | where namn == \"Danmark\" | select id",
          gives: "id\n44\n", "the id of Denmark, in the area Europa/EU/EES"),
        Example(
          "platsannons.land --omradeid 2 | top 3 by antal_platsannonser",
          "where in Europe most work is offered"),
      ]
    case .omrade:
      [
        Example("platsannons.omrade | count", gives: "count\n21\n", "how many areas there are"),
        Example("platsannons.omrade | where antal_platsannonser > 0", "areas with ads"),
      ]
    case .kommuner:
      [
        Example(
          "platsannons.kommuner --lanid 10 | where namn == \"Karlskrona\" | select id, kommunkod",
          gives: "id,kommunkod\n1080,1080\n", "a municipality of Blekinge"),
        Example(
          "platsannons.kommuner --lanid 1 | where namn == \"Stockholm\" | select id, kommunkod",
          gives: "id,kommunkod\n180,0180\n", "the service's id and the official code"),
      ]
    case .yrkesomraden:
      [
        Example(
          "platsannons.yrkesomraden | where id == \"3\" | select namn", gives: "namn\nData/IT\n",
          "one field"),
        Example("platsannons.yrkesomraden | top 3 by antal_ledigajobb", "where most are sought"),
      ]
    case .yrkesgrupper:
      [
        Example(
          "platsannons.yrkesgrupper --yrkesomradeid 3 | sort by namn", "the groups of Data/IT"),
        Example("platsannons.yrkesgrupper | where antal_platsannonser == 0 | count"),
      ]
    case .yrken:
      [
        Example(
          "platsannons.yrken \"mjukvaruutvecklare\"", "occupations of a name, with their ids"),
        Example(
          "platsannons.yrken --yrkesgruppid 2512 | sort by antal_platsannonser desc",
          "the occupations of a group"),
      ]
    }
  }
}

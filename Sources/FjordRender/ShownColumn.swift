import FjordDiagnostic
import FjordTable

/// A column with all that is shown of it.
struct ShownColumn {
  private(set) var name: String
  private(set) var type: String
  private(set) var cells: [Cell]
  /// Cells of the terminal; what it wants until `cut` has said what it gets.
  private(set) var width: Int
  let isAtRight: Bool
  /// Texts below this width say too little.
  private static let leastText = 8
  /// Of a name at least so much is shown.
  private static let leastName = 6
  /// Numbers and times longer than this are cut after all.
  private static let leastOther = 26

  /// One shown value.
  struct Cell {
    let text: String
    let isNull: Bool
  }

  /// The column at a place of an excerpt, nothing cut yet.
  init(_ field: Field, _ place: Int, _ excerpt: TableExcerpt, _ style: TableStyle) {
    let unit = field.unit.map { " (\($0))" } ?? ""
    name = (field.name + unit).escapingControls()
    type =
      switch field.type {
      case .list: "list"
      case .record: "record"
      default: field.type.description
      }
    var widest = max(name.terminalWidth, style.usesColor ? type.terminalWidth : 0, 1)
    cells = []
    for batch in [excerpt.first, excerpt.last] {
      for row in 0..<batch.count {
        let cell = CellText(batch.columns[place], row: row, style: style)
        widest = max(widest, cell.width)
        cells.append(Cell(text: cell.text, isNull: cell.isNull))
      }
    }
    width = widest
    isAtRight = field.type.isNumeric
    isText = field.type == .string || field.type == .binary || field.type.isNested
    cellsWidth = cells.reduce(1) { max($0, $1.text.terminalWidth) }
  }

  private let isText: Bool
  private let cellsWidth: Int

  /// What the column wants of the line.
  var wish: ColumnWish {
    let least = isText ? Self.leastText : min(max(cellsWidth, Self.leastName), Self.leastOther)
    return ColumnWish(natural: width, least: min(width, least))
  }

  /// The column in the width it got.
  func cut(to width: Int, _ style: TableStyle) -> ShownColumn {
    var copy = self
    copy.width = width
    copy.name = name.cut(to: width, mark: style.ellipsis)
    copy.type = type.cut(to: width, mark: style.ellipsis)
    copy.cells = cells.map {
      Cell(text: $0.text.cut(to: width, mark: style.ellipsis), isNull: $0.isNull)
    }
    return copy
  }
}

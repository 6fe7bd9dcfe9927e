import FjordFormat
import FjordTable

/// What can be wrong with a file or standard input, as facts.
enum FileFault {
  /// How a name's file can't be had.
  case missing(String, near: [String])
  case isFolder(String)
  case isPipe(String)
  case system(String, doing: String, reason: String)
  case unwritable(String, reason: String, isFolderMissing: Bool = false)
  case otherColumns(String, known: [String], new: [String])
  case unfinishedLine(String)
  case inputTaken
  case inputIsTerminal
  case inputIsScript
  /// What it holds.
  case sample(String, CSVSampleFault)
  case longRow(String, line: Int, limit: Int)
  case csvRow(CSVRowPlace, CSVRowFault.Kind)
  case jsonRow(JSONRowPlace, String)
  case unknownKey(String, key: String, line: Int)
  case compression(String, kind: String, reason: String)
  case noLibrary(String, library: String)
  /// What was said about it.
  case option(String, String)
  case badRowsInInput(String)
  case optionElsewhere(String, format: String)
}

/// Where a row at fault stands, with a piece of its text.
struct CSVRowPlace {
  let file: String
  let line: Int
  /// The column's name, where one value is at fault.
  let column: String?
  /// The row, cut short.
  let excerpt: String
  /// The bytes at fault in the excerpt.
  let marked: Range<Int>
}

/// The same for JSON, where a line has characters to count.
struct JSONRowPlace {
  let file: String
  let line: Int
  /// The byte in the line, counted from 1.
  let character: Int
  let column: String?
  /// Whether a value is only of another type than its column.
  let isMisfit: Bool
  let excerpt: String
  let marked: Range<Int>
}

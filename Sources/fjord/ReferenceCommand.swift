import FjordDiagnostic
import FjordEngine
import FjordOperators
import FjordShell
import Foundation

/// `fjord reference FOLDER`: writes the reference pages, and removes those of what is gone.
enum ReferenceCommand {
  static func run(_ folder: String) throws(Diagnostics) -> ExitStatus {
    let files = ReferencePages(.core(tables: NoTables())).files
    let place = URL(fileURLWithPath: folder)
    do {
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      for name in try FileManager.default.contentsOfDirectory(atPath: folder)
      where isPage(name) && files[name] == nil {
        try FileManager.default.removeItem(at: place.appending(path: name))
      }
      for (name, text) in files {
        try Data(text.utf8).write(to: place.appending(path: name), options: .atomic)
      }
    } catch {
      throw Diagnostics(
        Diagnostic(
          code: "run.output", "could not write the reference to \(folder)",
          reason: error.localizedDescription))
    }
    OutputDescriptor.standardError.say("wrote \(files.count) pages to \(folder)")
    return .done
  }

  /// Whether a file is one that this command writes.
  private static func isPage(_ name: String) -> Bool {
    let kinds = ["operator", "function", "aggregate", "window", "source", "statement"]
    return name.hasSuffix(".md") && kinds.contains { name.hasPrefix($0 + "-") }
  }
}

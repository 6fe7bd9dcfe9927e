import Foundation

/// Executables of this package, as they were built beside the tests.
package enum BuiltExecutable {
  /// The path of an executable: beside the test bundle, or in a folder above it.
  ///
  /// Errors: `Missing`, where there is none; a test run builds executables that it depends on.
  package static func path(named name: String) throws -> String {
    var folders: [URL] = []
    for start in starts {
      var folder = start.deletingLastPathComponent()
      while folder.path.count > 1 {
        folders.append(folder)
        folder = folder.deletingLastPathComponent()
      }
    }
    for folder in folders {
      let path = folder.appending(path: name).path
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
        FileManager.default.isExecutableFile(atPath: path)
      {
        return path
      }
    }
    throw Missing(name: name, folders: folders.map(\.path))
  }

  /// An executable that is not there.
  package struct Missing: Error, CustomStringConvertible {
    package let name: String
    package let folders: [String]

    package var description: String {
      "no executable `\(name)` in \(folders.joined(separator: ", ")); `swift build` makes it"
    }
  }

  /// Where the running test program may lie: the process's own file, and what it was told to load.
  private static var starts: [URL] {
    var paths = [Bundle.main.bundlePath + "/x"]
    if let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") {
      paths.append(own)
    }
    paths += CommandLine.arguments.filter { $0.contains(".xctest") }
    return paths.map { URL(filePath: $0).standardizedFileURL }
  }
}

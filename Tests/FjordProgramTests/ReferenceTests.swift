import FjordEngine
import FjordOperators
import Foundation
import Testing

@testable import fjord

@Suite("The reference")
struct ReferenceTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/fjord/Documentation.docc/Reference")

  @Test("the pages are those that the declarations give; Scripts/reference.sh writes them")
  func pages() throws {
    let files = ReferencePages(.core(tables: NoTables())).files
    let present = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(Set(present) == Set(files.keys))
    for (name, text) in files {
      let page = try? String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
      #expect(page == text, "\(name) is not what its declaration gives")
    }
  }

  @Test("everything that is declared has a page and is in the index")
  func completeness() throws {
    let registry = Registry.core(tables: NoTables())
    let files = ReferencePages(registry).files
    let count =
      registry.operators.count + registry.functions.count + registry.aggregates.count
      + registry.windows.count
      + registry.sources.count + registry.commands.count
    #expect(files.count == count + 1)
    let index = try #require(files["Reference.md"])
    for name in files.keys where name != "Reference.md" { #expect(index.contains("(\(name))")) }
  }

  @Test("a page shows usage, options and examples with what they give")
  func page() throws {
    let files = ReferencePages(.core(tables: NoTables())).files
    let page = try #require(files["operator-unnest.md"])
    for part in [
      "# unnest", "unnest COLUMN", "`--only`", "## Shape", "id,tag\n1,a\n1,b\n2,\n",
    ] {
      #expect(page.contains(part), "\(part)")
    }
  }
}

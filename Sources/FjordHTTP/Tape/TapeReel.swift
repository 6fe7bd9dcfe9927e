import Foundation

/// A recording that was read: what became of each request, in order.
///
/// The same request asked again gets what became of it the next time it was recorded, and the last of
/// that from then on: the clock stands still, so the service does too.
struct TapeReel: Sendable {
  private struct Takes {
    var entries: [TapeEntry]
    var next = 0
  }

  /// The first line.
  let header: TapeHeader
  private var takes: [TapeEntry.Question: Takes] = [:]

  /// Reads a recording; `name` is what messages call it.
  ///
  /// What stands behind the last line end is what a run that was killed had begun to write, and is
  /// left out where it can't be read.
  init(_ bytes: [UInt8], name: String) throws(TapeFault) {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let rest = lines.popLast()
    guard let first = lines.first ?? rest else { throw .noTape(name) }
    header = try Self.header(first, name)
    for (number, line) in lines.enumerated().dropFirst() where !line.isEmpty {
      do {
        add(try JSONDecoder().decode(TapeEntry.self, from: Data(line)))
      } catch {
        throw .unreadableLine(name, number + 1)
      }
    }
    if !lines.isEmpty, let rest,
      let entry = try? JSONDecoder().decode(TapeEntry.self, from: Data(rest))
    {
      add(entry)
    }
  }

  private static func header(_ line: ArraySlice<UInt8>, _ name: String) throws(TapeFault)
    -> TapeHeader
  {
    struct Format: Decodable {
      enum CodingKeys: String, CodingKey { case version = "fjord_recording" }
      var version: Int
    }
    let format: Format
    do {
      format = try JSONDecoder().decode(Format.self, from: Data(line))
    } catch {
      throw .noTape(name)
    }
    guard format.version <= TapeHeader.currentVersion else {
      throw .newer(name, version: format.version)
    }
    do {
      return try JSONDecoder().decode(TapeHeader.self, from: Data(line))
    } catch {
      throw .unreadableLine(name, 1)
    }
  }

  private mutating func add(_ entry: TapeEntry) {
    takes[entry.question, default: Takes(entries: [])].entries.append(entry)
  }

  /// What became of a request this time; nil where it was never recorded.
  mutating func take(_ question: TapeEntry.Question) -> TapeEntry? {
    guard var found = takes[question] else { return nil }
    let entry = found.entries[found.next]
    found.next = min(found.next + 1, found.entries.count - 1)
    takes[question] = found
    return entry
  }

  /// The URL among those recorded of the same service that agrees with a request the longest.
  func nearest(to question: TapeEntry.Question) -> String? {
    func agreement(_ url: String) -> Int {
      zip(url.utf8, question.url.utf8).prefix { $0 == $1 }.count
    }
    let urls = takes.keys.filter { $0.service == question.service }.map(\.url)
    return urls.sorted().max { agreement($0) < agreement($1) }
  }
}

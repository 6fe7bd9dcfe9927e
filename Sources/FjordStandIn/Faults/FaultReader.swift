import FjordDiagnostic

/// Reads the text of one fault.
struct FaultReader {
  struct Word {
    var name: Substring
    var value: Substring?
    var span: Span
  }

  private static let kinds =
    "status, redirect, delay, drop, truncate, repeat, rotate, expired, missing, events, advance, mix"

  let text: String

  func fault() throws(Diagnostics) -> Fault {
    var words = words[...]
    guard let first = words.popFirst() else {
      throw fault(at: Span(0, text.utf8.count), "a fault", found: "nothing")
    }
    var fault = Fault(try kind(first))
    for word in words { try apply(word, to: &fault) }
    return fault
  }

  private var words: [Word] {
    let bytes = text.utf8
    return text.split(separator: " ").map { part in
      let parts = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let start = bytes.distance(from: bytes.startIndex, to: part.startIndex)
      return Word(
        name: parts[0], value: parts.count > 1 ? parts[1] : nil,
        span: Span(start, start + part.utf8.count))
    }
  }

  private func kind(_ word: Word) throws(Diagnostics) -> Fault.Kind {
    switch word.name {
    case "status":
      return .status(try integer(word, in: 400...599))
    case "redirect":
      guard let url = word.value, !url.isEmpty else { throw fault(word, "a URL") }
      return .redirect(to: String(url))
    case "delay": return .delay(try duration(word))
    case "drop": return .drop
    case "truncate": return .truncate(keeping: word.value == nil ? 0.5 : try share(word))
    case "repeat": return .repeatPage
    case "rotate": return .change(.rotateToken)
    case "expired": return .expiredToken
    case "missing": return .missingToken
    case "events": return .change(.events(try integer(word, in: 0...1_000_000)))
    case "advance": return .change(.advanceBy(try duration(word)))
    case "mix": return .mix
    default:
      throw fault(at: word.span, "one of \(Self.kinds)", found: "`\(word.name)`")
    }
  }

  private func apply(_ word: Word, to fault: inout Fault) throws(Diagnostics) {
    switch word.name {
    case "on":
      if word.value == "any" {
        fault.target = nil
      } else if let target = RequestKind(rawValue: String(word.value ?? "")) {
        fault.target = target
      } else {
        throw self.fault(word, "page, entry, token, other or any")
      }
    case "at": fault.at = try ranges(word)
    case "every": fault.every = try integer(word, in: 1...1_000_000)
    case "times": fault.times = try integer(word, in: 0...1_000_000)
    case "each": fault.each = try integer(word, in: 0...1_000_000)
    case "chance": fault.chance = try share(word)
    case "seed":
      guard let seed = word.value.flatMap({ UInt64($0) }) else {
        throw self.fault(word, "a whole number")
      }
      fault.seed = seed
    case "retry-after":
      guard case .status(let status, _) = fault.kind, let value = word.value, !value.isEmpty else {
        throw self.fault(word, "seconds or a date, after `status=`")
      }
      fault.kind = .status(status, retryAfter: String(value))
    default:
      let known = "on, at, every, chance, seed, times, each, retry-after"
      throw self.fault(at: word.span, "one of \(known)", found: "`\(word.name)`")
    }
  }

  private func integer(_ word: Word, in range: ClosedRange<Int>) throws(Diagnostics) -> Int {
    guard let value = word.value.flatMap({ Int($0) }), range.contains(value) else {
      throw fault(word, "a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  private func share(_ word: Word) throws(Diagnostics) -> Double {
    let text = word.value ?? ""
    let isPercent = text.hasSuffix("%")
    guard let value = Double(isPercent ? text.dropLast() : text),
      (0...1).contains(isPercent ? value / 100 : value)
    else { throw fault(word, "a share as 0.2 or 20%") }
    return isPercent ? value / 100 : value
  }

  private func duration(_ word: Word) throws(Diagnostics) -> Duration {
    let text = word.value ?? ""
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let units = ["ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000]
    guard digits.count <= 9, let count = Int(digits),
      let unit = units[String(text.dropFirst(digits.count))]
    else { throw fault(word, "a duration as 200ms, 2s, 5m, 1h or 3d") }
    return .milliseconds(count * unit)
  }

  private func ranges(_ word: Word) throws(Diagnostics) -> [ClosedRange<Int>] {
    var ranges: [ClosedRange<Int>] = []
    for part in (word.value ?? "").split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
      let first = Int(ends[0])
      let last = ends.count == 1 ? first : ends[1].isEmpty ? Int.max : Int(ends[1])
      guard let first, let last, first >= 1, last >= first else {
        throw fault(word, "numbers from 1 as 2,5-7,9-")
      }
      ranges.append(first...last)
    }
    return ranges
  }

  private func fault(_ word: Word, _ expected: String) -> Diagnostics {
    fault(at: word.span, expected, found: "`\(text(of: word))`")
  }

  private func fault(at span: Span, _ expected: String, found: String) -> Diagnostics {
    StandInFault.faultSyntax(text: text, span: span, expected: expected, found: found).diagnostics
  }

  private func text(of word: Word) -> String {
    word.value.map { "\(word.name)=\($0)" } ?? String(word.name)
  }
}

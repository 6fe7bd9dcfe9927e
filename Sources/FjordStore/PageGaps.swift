/// The places of a page of SQLite's file that hold nothing: between the cell pointers and the cells,
/// and in the blocks that removed cells left.
///
/// Source: https://www.sqlite.org/fileformat2.html section 1.6, read in November 2026.
struct PageGaps {
  /// Places within the page, ascending; none overlap, and none reach into what is in use.
  private(set) var ranges: [Range<Int>] = []

  private static let interiorTypes: Set<UInt8> = [2, 5]
  private static let leafTypes: Set<UInt8> = [10, 13]

  /// Finds the places of a page; nil where it is no page of a tree, or does not add up.
  ///
  /// `header` is where the page's own header begins: 100 on the first page, else 0. Bytes from
  /// `usable` on belong to extensions of SQLite and are none of ours.
  init?(_ page: Span<UInt8>, header: Int, usable: Int) {
    guard usable <= page.count, header + 12 <= usable else { return nil }
    func number(_ place: Int) -> Int { Int(page[place]) << 8 | Int(page[place + 1]) }
    let size: Int
    switch page[header] {
    case let type where Self.leafTypes.contains(type): size = 8
    case let type where Self.interiorTypes.contains(type): size = 12
    default: return nil
    }
    let start = header + size + 2 * number(header + 3)
    let content = number(header + 5) == 0 ? 65_536 : number(header + 5)
    guard start <= content, content <= usable else { return nil }
    if start < content { ranges.append(start..<content) }
    var block = number(header + 1)
    var end = content
    while block != 0 {
      guard block >= end, block + 4 <= usable else { return nil }
      end = block + number(block + 2)
      guard end >= block + 4, end <= usable else { return nil }
      if end > block + 4 { ranges.append(block + 4..<end) }
      block = number(block)
    }
  }
}

import FjordDiagnostic
import FjordTestSupport
import Testing

@testable import FjordFile

@Suite struct CompressionTests {
  private func bytes(_ seed: UInt64, count: Int) -> [UInt8] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in UInt8(random.below(random.oneIn(3) ? 256 : 4)) }
  }

  private func read(_ stream: any ByteStream, step: Int) throws -> [UInt8] {
    var all: [UInt8] = []
    while true {
      let block = try stream.head(step)
      all += block
      if block.count < step { return all }
    }
  }

  @Test(
    "what is compressed reads back, whatever the sizes of blocks",
    arguments: [
      Compression.gzip, .zstd,
    ])
  func roundTrip(_ compression: Compression) throws {
    for (count, step) in [(0, 1), (1, 1), (1_000, 7), (300_000, 4_096), (300_000, 1_000_000)] {
      let plain = bytes(UInt64(count), count: count)
      let compressor = try compression.makeCompressor(name: "t")
      var packed: [UInt8] = []
      var place = 0
      while place < plain.count {
        packed += try compressor.compress(Array(plain[place..<min(place + 10_000, plain.count)]))
        place += 10_000
      }
      packed += try compressor.finish([])
      let stream = try Compression.decompressed(MemoryStream(packed, step: 1_000), name: "t")
      #expect(try read(stream, step: step) == plain)
    }
  }

  @Test(
    "several members or frames one behind the other are read as one",
    arguments: [
      Compression.gzip, .zstd,
    ])
  func members(_ compression: Compression) throws {
    let packed =
      try compressed([1, 2], compression) + compressed([], compression)
      + compressed([3], compression)
    for step in [1, 2, 5, 1_000] {
      let stream = try Compression.decompressed(MemoryStream(packed, step: step), name: "t")
      #expect(try read(stream, step: 10) == [1, 2, 3])
    }
  }

  @Test(
    "a file that ends early, or is broken, is an error that names it",
    arguments: [
      Compression.gzip, .zstd,
    ])
  func brokenFiles(_ compression: Compression) throws {
    let packed = try compressed(bytes(3, count: 50_000), compression)
    for count in [5, packed.count / 2, packed.count - 1] {
      let stream = try Compression.decompressed(MemoryStream(Array(packed[..<count])), name: "t.x")
      let fault = #expect(throws: Diagnostics.self) { try read(stream, step: 4_096) }
      #expect(fault?.items.first?.code == "file.compression")
      #expect(fault?.items.first?.message.hasPrefix("t.x: ") == true)
    }
    for seed in 0..<40 {
      var random = SeededGenerator(seed: UInt64(seed))
      var broken = packed
      for _ in 0..<3 { broken[4 + random.below(broken.count - 4)] = UInt8(random.below(256)) }
      let stream = try Compression.decompressed(MemoryStream(broken), name: "t.x")
      _ = try? read(stream, step: 4_096)
    }
  }

  @Test("the bytes tell the compression, not the name")
  func magic() async throws {
    let folder = try Folder()
    let path = try folder.file("t.csv", compressed(Array("a\n1\n".utf8), .gzip))
    let plain = try folder.file("t.csv.gz", "a\n2\n".utf8)
    #expect(try await SessionFixture().show("open \"\(path)\"") == "a\n1\n")
    #expect(try await SessionFixture().show("open \"\(plain)\"") == "a\n2\n")
  }
}

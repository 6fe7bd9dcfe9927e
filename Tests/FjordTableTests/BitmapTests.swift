import FjordTable
import FjordTestSupport
import Testing

@Suite struct BitmapTests {
  @Test func aSliceBehavesAsItsBits() {
    var random = SeededGenerator(seed: 800)
    for _ in 0..<200 {
      let bits = (0..<random.below(300)).map { _ in random.oneIn(3) }
      let start = random.below(bits.count + 1)
      let range = start..<(start + random.below(bits.count - start + 1))
      let slice = Bitmap(bits).slice(range)
      let expected = Array(bits[range])
      #expect((0..<slice.count).map { slice[$0] } == expected)
      #expect(slice.setCount == expected.count { $0 })
      #expect(slice.setRows.map(Int.init) == expected.indices.filter { expected[$0] })
      #expect((0..<slice.count).map { slice.inverted[$0] } == expected.map { !$0 })
      #expect(slice.inverted.setCount == expected.count { !$0 })
    }
  }

  @Test func combiningSlicesOfDifferentOffsetCombinesTheirRows() {
    var random = SeededGenerator(seed: 801)
    for _ in 0..<100 {
      let count = random.below(200)
      let a = (0..<(count + 70)).map { _ in random.oneIn(2) }
      let b = (0..<(count + 70)).map { _ in random.oneIn(2) }
      let (i, j) = (random.below(70), random.below(70))
      let both = Bitmap(a).slice(i..<(i + count)).combined(
        with: Bitmap(b).slice(j..<(j + count)), &)
      #expect((0..<count).map { both[$0] } == (0..<count).map { a[i + $0] && b[j + $0] })
    }
  }

  @Test func theBuilderCountsWhatItWasGiven() {
    var builder = BitmapBuilder()
    builder.append(true, count: 65)
    builder.append(false)
    #expect(builder.count == 66)
    #expect(builder.clearCount == 1)
    #expect(builder.finish().setCount == 65)
    #expect(builder.count == 0)
    builder.append(true, count: 3)
    #expect(builder.finishValidity().map { _ in true } == nil)
  }

  @Test func takingRowsTakesTheirBits() {
    let bits = Bitmap([true, false, true]).slice(1..<3)
    let taken = bits.taking([1, 0, -1, 1], absent: true)
    #expect((0..<4).map { taken[$0] } == [true, false, true, true])
  }
}

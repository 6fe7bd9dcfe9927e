import FjordTable
import FjordTestSupport
import Testing

@Suite struct ExactSumTests {
  @Test func smallTermsAreNotLostBesideLargeOnes() {
    #expect(sum([1e16, 1, -1e16]) == 1)
    #expect(sum([0.1, 0.2, 0.3, -0.6]) == 0.1 + 0.2 + 0.3 - 0.6 - 8.326672684688674e-17)
    #expect(sum([]) == 0)
    #expect(sum([-0.0, 0.0]) == 0)
  }

  @Test func sumsAreTheNearestFloatWhateverTheOrder() {
    var random = SeededGenerator(seed: 77)
    for _ in 0..<300 {
      var values = (0..<random.below(60)).map { _ in float(&random, exponents: -60..<80) }
      // Cancellation leaves small rests.
      values += values.prefix(values.count / 2).map { -$0 }
      values.append(float(&random, exponents: -70 ..< -40))
      let expected = oracle(values)
      #expect(sum(values) == expected)
      #expect(sum(values.reversed()) == expected)
      #expect(wideSum(values) == expected)
      let (head, tail) = (values.prefix(values.count / 3), values.dropFirst(values.count / 3))
      var merged = exact(Array(head))
      merged.add(exact(Array(tail)))
      #expect(merged.rounded == expected)
    }
  }

  @Test func floatsOutsideTheRangeAreRefusedAndHeldByTheWideSum() {
    var sum = ExactSum()
    for value in [1e300, -1e300, 1e-300, .infinity, .nan, Double.leastNonzeroMagnitude] {
      let isTaken = sum.add(value)
      #expect(!isTaken)
    }
    #expect(sum == ExactSum())
    #expect(wideSum([1e300, 1e-300, -1e300]) == 1e-300)
    #expect(
      wideSum([Double.leastNonzeroMagnitude, Double.leastNonzeroMagnitude]) == 2
        * Double.leastNonzeroMagnitude)
    #expect(wideSum([1.7e308, 1.7e308]) == .infinity)
    #expect(wideSum([1.7e308, 1.7e308, -1.7e308]) == 1.7e308)
    #expect(wideSum([1, .infinity]).isNaN)
  }

  @Test func theWideSumTakesOverTheOther() {
    var random = SeededGenerator(seed: 78)
    for _ in 0..<100 {
      let values = (0..<20).map { _ in float(&random, exponents: -60..<80) }
      var wide = WideSum()
      wide.add(1e200)
      wide.add(exact(values))
      wide.add(-1e200)
      #expect(wide.rounded == oracle(values))
      var two = WideSum()
      two.add(wide)
      two.add(wide)
      #expect(two.rounded == oracle(values + values))
    }
  }

  @Test func aPairHoldsWhatOneFloatCannot() {
    let pair = exact([1e15, 1e-10]).pair
    #expect(pair.high == 1e15)
    #expect(pair.low == 1e-10)
  }

  private func float(_ random: inout SeededGenerator, exponents: Range<Int>) -> Double {
    let exponent = exponents.lowerBound + random.below(exponents.count)
    let significand = 1 + Double(random.below(1 << 52)) / Double(1 << 52)
    return Double(
      sign: random.below(2) == 0 ? .plus : .minus, exponent: exponent,
      significand: significand)
  }

  private func exact(_ values: [Double]) -> ExactSum {
    var sum = ExactSum()
    for value in values {
      let isTaken = sum.add(value)
      #expect(isTaken)
    }
    return sum
  }

  private func sum(_ values: [Double]) -> Double { exact(values).rounded }

  private func wideSum(_ values: [Double]) -> Double {
    var sum = WideSum()
    for value in values { sum.add(value) }
    return sum.rounded
  }

  /// The sum by parts that do not overlap, after Shewchuk: exact, and slow.
  private func oracle(_ values: [Double]) -> Double {
    var parts: [Double] = []
    for value in values {
      var rest = value
      var next: [Double] = []
      for part in parts {
        let high = rest + part
        let shadow = high - rest
        let low = (rest - (high - shadow)) + (part - shadow)
        if low != 0 { next.append(low) }
        rest = high
      }
      parts = next + [rest]
    }
    return rounded(parts)
  }

  /// Largest first; where the first rest is just half a unit, what comes behind it decides.
  private func rounded(_ parts: [Double]) -> Double {
    var left = parts
    guard var high = left.popLast() else { return 0 }
    var low = 0.0
    while let part = left.popLast() {
      let sum = high + part
      low = part - (sum - high)
      high = sum
      if low != 0 { break }
    }
    if let next = left.last, (low < 0 && next < 0) || (low > 0 && next > 0) {
      let twice = low * 2
      let sum = high + twice
      if twice == sum - high { high = sum }
    }
    return high
  }
}

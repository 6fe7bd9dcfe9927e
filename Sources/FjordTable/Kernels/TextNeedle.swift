// What is looked for in texts, prepared once: each character as the byte sequences that stand for it.
// Text is never decoded: UTF-8 tells where a character begins, so that bytes that match do so at
// characters.

/// A text to look for, exactly or with letter case ignored.
struct TextNeedle {
  /// One character to be matched.
  struct Step {
    /// A byte that is `value` after `mask` was set in it matches; 255, which no text has, where none
    /// does.
    let value: UInt8
    let mask: UInt8
    /// Longer sequences that match too, as places in `sequences`.
    let first: Int
    let end: Int
  }

  private(set) var steps: [Step] = []
  private(set) var sequences: [[UInt8]] = []
  /// What the first byte of a match, and the second, may be; the second empty where there may be
  /// none.
  private(set) var firstBytes: [UInt8] = []
  private(set) var secondBytes: [UInt8] = []

  /// Bytes as they are.
  init(exactly bytes: [UInt8]) {
    steps = bytes.map { Step(value: $0, mask: 0, first: 0, end: 0) }
    firstBytes = Array(bytes.prefix(1))
    secondBytes = Array(bytes.dropFirst().prefix(1))
  }

  /// Text, letter case ignored by Unicode simple folding.
  init(folding text: String) {
    let all = CaseFolding.fold(text).compactMap(Unicode.Scalar.init).map { scalar in
      CaseFolding.variants(of: scalar).map { Array(String($0).utf8) }
    }
    for forms in all {
      let single = forms.first { $0.count == 1 }?[0]
      let isLetter = single.map { $0 | 0x20 &- 97 < 26 } ?? false
      let longer = forms.filter { $0.count > 1 }
      steps.append(
        Step(
          value: single.map { isLetter ? $0 | 0x20 : $0 } ?? 255, mask: isLetter ? 0x20 : 0,
          first: sequences.count, end: sequences.count + longer.count))
      sequences += longer
    }
    guard let first = all.first else { return }
    firstBytes = Set(first.map { $0[0] }).sorted()
    let seconds = first.compactMap { $0.count > 1 ? $0[1] : nil }
    let isAlone = all.count == 1 && first.contains { $0.count == 1 }
    secondBytes =
      isAlone ? [] : Set(seconds + (all.count > 1 ? all[1].map { $0[0] } : [])).sorted()
  }

  var isEmpty: Bool { steps.isEmpty }

  /// Whether it stands at a place of a run.
  @inline(__always)
  func matches(_ run: UnsafeRawBufferPointer, at start: Int, before end: Int) -> Bool {
    var place = start
    for step in steps {
      guard place < end else { return false }
      if run[place] | step.mask == step.value {
        place &+= 1
      } else {
        let length = longerMatch(step, run, at: place, before: end)
        if length == 0 { return false }
        place &+= length
      }
    }
    return true
  }

  /// Whether a run ends with it.
  func ends(_ run: UnsafeRawBufferPointer) -> Bool {
    var place = run.count
    for step in steps.reversed() {
      guard place > 0 else { return false }
      if run[place - 1] | step.mask == step.value {
        place -= 1
        continue
      }
      let known = sequences[step.first..<step.end].first { sequence in
        place >= sequence.count
          && sequence.indices.allSatisfy { run[place - sequence.count + $0] == sequence[$0] }
      }
      guard let known else { return false }
      place -= known.count
    }
    return true
  }

  /// The length of the longer sequence of a step that stands at a place, or 0.
  private func longerMatch(
    _ step: Step, _ run: UnsafeRawBufferPointer, at place: Int, before end: Int
  ) -> Int {
    for index in step.first..<step.end {
      let sequence = sequences[index]
      guard place + sequence.count <= end else { continue }
      if sequence.indices.allSatisfy({ run[place + $0] == sequence[$0] }) { return sequence.count }
    }
    return 0
  }
}

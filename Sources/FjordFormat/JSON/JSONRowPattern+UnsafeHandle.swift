// Rows of one file are mostly written alike: the same keys in the same order, with the same spaces.
// What stands between two values of a row, as `,"employer":{"name":`, is learnt from rows that were
// walked, and in later rows is compared 32 bytes at once and not read key by key.
//
// A state is the value that was read last, named by its path of keys; behind it the texts that were
// met so far are tried. Whatever states a row goes through, it has been put together from texts that
// stood at just these places in rows that were checked, and from values that are checked each, so it
// is JSON, and its tokens are those of a walk. A row that goes another way is walked, and learnt from
// in turn. Measured on job ads of 17 values and 500 bytes: see `bench.sh`, ndjson.
//
// Why pointers: arrays of a class are checked for exclusive access a row and for bounds a step. Why
// it is safe: the store is owned by its pattern and of fixed size, which `add` keeps to; every index
// in a step was made by `add`; `firsts` has as many entries as there are states; all that is stored
// is plain numbers. The steps are used by the run that owns the pattern alone.

/// What to do with a value behind a text of a pattern.
enum JSONPatternKind {
  /// It is checked, and its token goes to the step's slot, if there is one.
  case value
  /// It is null where other rows have an object; its token goes to the slot, if there is one.
  case null
  /// There is none: the text was longer than a step.
  case none
  /// There is none, and the row has ended.
  case end
}

/// What a text of a pattern means for the objects that it opens and closes; places count from its
/// end.
enum JSONPatternMark {
  /// An object whose token goes to a slot begins.
  case begin(slot: Int, offset: Int)
  /// It ends.
  case end(slot: Int, offset: Int)
  /// What an object of the same key left behind does not count any more.
  case clear(Range<Int>)
}

/// A text that may follow a state, and what follows the text.
struct JSONPatternStep {
  var text = SIMD4<UInt64>()
  /// Ones where the text is.
  var mask = SIMD4<UInt64>()
  var length = 0
  var kind = JSONPatternKind.value
  var slot: Int32 = -1
  var depth: Int32 = 0
  /// The next step to try where this one's text is another.
  var alternative: Int32 = -1
  /// The state behind it.
  var state: Int32 = 0
  var marks: Range<Int32> = 0..<0
}

/// The steps of a pattern, for as long as the pattern lives.
///
/// A value without references: a row would count them up and down.
struct JSONPatternSteps {
  fileprivate static let stepLimit = 512
  fileprivate static let stateLimit = 256
  fileprivate static let markLimit = 1_024
  fileprivate let steps = UnsafeMutablePointer<JSONPatternStep>.allocate(capacity: stepLimit)
  /// The first step to try in each state, -1 for none.
  fileprivate let firsts = UnsafeMutablePointer<Int32>.allocate(capacity: stateLimit)
  fileprivate let marks = UnsafeMutablePointer<JSONPatternMark>.allocate(capacity: markLimit)

  fileprivate init() { firsts.initialize(repeating: -1, count: Self.stateLimit) }

  /// Reads a row that is written as others were and gives the place behind it; nil for other rows,
  /// and then slots may have been written to.
  @inline(never)
  func read(_ start: Int, _ values: JSONQuickValues, into slots: JSONSlots) -> Int? {
    let bytes = values.scanner.bytes
    var place = start
    var state = 0
    while place < bytes.count {
      guard let step = step(behind: state, bytes.paddedWords(place)) else { return nil }
      place &+= step.pointee.length
      if !step.pointee.marks.isEmpty { mark(step.pointee.marks, place, slots) }
      switch step.pointee.kind {
      case .value:
        guard let token = values.value(place, depth: Int(step.pointee.depth)) else { return nil }
        let slot = Int(step.pointee.slot)
        if slot >= 0 { slots[slot] = token }
        place = token.end
      case .null:
        guard values.isNull(place) else { return nil }
        let slot = Int(step.pointee.slot)
        if slot >= 0 { slots[slot] = JSONToken(.null, place, place &+ 4) }
        place &+= 4
      case .none: break
      case .end: return place
      }
      state = Int(step.pointee.state)
    }
    return nil
  }

  @inline(__always)
  private func step(
    behind state: Int, _ text: SIMD4<UInt64>
  ) -> UnsafeMutablePointer<JSONPatternStep>? {
    var index = firsts[state]
    while index >= 0 {
      let step = steps + Int(index)
      let rest = (text ^ step.pointee.text) & step.pointee.mask
      if (rest.x | rest.y) | (rest.z | rest.w) == 0 { return step }
      index = step.pointee.alternative
    }
    return nil
  }

  private func mark(_ range: Range<Int32>, _ place: Int, _ slots: JSONSlots) {
    for index in range {
      switch marks[Int(index)] {
      case .begin(let slot, let offset):
        slots[slot] = JSONToken(.object, place &+ offset, place &+ offset)
      case .end(let slot, let offset): slots[slot].end = place &+ offset
      case .clear(let below): for slot in below { slots[slot] = .absent }
      }
    }
  }
}

/// The ways in which rows have been written so far.
final class JSONRowPattern {
  let steps = JSONPatternSteps()
  private var stepCount = 0
  private var stateCount = 1
  private var markCount = 0

  deinit {
    steps.steps.deallocate()
    steps.firsts.deallocate()
    steps.marks.deallocate()
  }

  /// A new state; nil where there are too many.
  func makeState() -> Int? {
    guard stateCount < JSONPatternSteps.stateLimit else { return nil }
    stateCount += 1
    return stateCount - 1
  }

  /// Adds a step behind a state, before those with shorter texts, which may begin alike; false where
  /// there are too many.
  func add(_ step: JSONPatternStep, marks: [JSONPatternMark], behind state: Int) -> Bool {
    guard stepCount < JSONPatternSteps.stepLimit,
      markCount + marks.count <= JSONPatternSteps.markLimit
    else { return false }
    let (all, firsts) = (steps.steps, steps.firsts)
    var step = step
    step.marks = Int32(markCount)..<Int32(markCount + marks.count)
    for mark in marks {
      (steps.marks + markCount).initialize(to: mark)
      markCount += 1
    }
    var before: Int32 = -1
    var next = firsts[state]
    while next >= 0, all[Int(next)].length >= step.length {
      (before, next) = (next, all[Int(next)].alternative)
    }
    step.alternative = next
    (all + stepCount).initialize(to: step)
    if before < 0 {
      firsts[state] = Int32(stepCount)
    } else {
      all[Int(before)].alternative = Int32(stepCount)
    }
    stepCount += 1
    return true
  }

  /// The state behind a step of the same text and kind, if there is one.
  func state(behind state: Int, _ step: JSONPatternStep) -> Int? {
    var index = steps.firsts[state]
    while index >= 0 {
      let known = steps.steps[Int(index)]
      if known.text == step.text, known.length == step.length, known.kind == step.kind {
        return Int(known.state)
      }
      index = known.alternative
    }
    return nil
  }
}

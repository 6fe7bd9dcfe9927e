// The two places that hold memory of PCRE2. Why it is safe: each pointer is made in `init`, freed in
// `deinit` and never leaves its object; compiled code is not written to after `init`, so that tasks
// may share it; a matcher is used by the task that made it. Places that come back from a search lie
// within the bytes searched, which are borrowed for the call alone.

import CPCRE2

/// The compiled form of a regular expression.
final class PatternCode: Sendable {
  nonisolated(unsafe) fileprivate let code: OpaquePointer

  /// Compiles a pattern; letter classes and `\b` know the letters of all scripts.
  ///
  /// Errors: `PatternFault.syntax`.
  init(_ pattern: String, options: UInt32) throws(PatternFault) {
    var pattern = pattern
    var number: Int32 = 0
    var offset = 0
    let common =
      UInt32(PCRE2_UTF) | UInt32(PCRE2_UCP) | UInt32(PCRE2_DOLLAR_ENDONLY)
      | UInt32(PCRE2_NEVER_BACKSLASH_C) | UInt32(PCRE2_MATCH_INVALID_UTF)
    let context = pcre2_compile_context_create_8(nil)
    defer { pcre2_compile_context_free_8(context) }
    pcre2_set_newline_8(context, UInt32(PCRE2_NEWLINE_LF))
    let compiled = pattern.withUTF8 { bytes in
      pcre2_compile_8(
        bytes.baseAddress, bytes.count, common | options, &number, &offset, context)
    }
    guard let compiled else {
      throw .syntax(message: Self.message(number), offset: offset)
    }
    code = compiled
    // Where code may not be made at run time the library interprets: slower, the same answers.
    _ = pcre2_jit_compile_8(compiled, UInt32(PCRE2_JIT_COMPLETE))
  }

  deinit { pcre2_code_free_8(code) }

  /// How many groups there are.
  var groupCount: Int {
    var count: UInt32 = 0
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_CAPTURECOUNT), &count)
    return Int(count)
  }

  /// The number of a named group.
  func group(named name: String) -> Int? {
    let number = name.withCString { text in
      text.withMemoryRebound(to: UInt8.self, capacity: name.utf8.count + 1) {
        pcre2_substring_number_from_name_8(code, $0)
      }
    }
    return number > 0 ? Int(number) : nil
  }

  static func message(_ number: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = pcre2_get_error_message_8(number, &buffer, buffer.count)
    return length > 0 ? String(decoding: buffer.prefix(Int(length)), as: UTF8.self) : "unknown"
  }
}

/// Runs a compiled pattern over texts, one after the other, in one task.
final class PatternMatcher {
  private let pattern: Pattern
  private let code: PatternCode
  private let found: OpaquePointer?
  private let context: OpaquePointer?
  private let stack: OpaquePointer?
  private let places: UnsafeMutablePointer<Int>?

  /// How many steps the search of one text may take: a tenth of a second at most.
  static let stepLimit: UInt32 = 2_000_000

  init(_ pattern: Pattern, _ code: PatternCode) {
    self.pattern = pattern
    self.code = code
    found = pcre2_match_data_create_from_pattern_8(code.code, nil)
    context = pcre2_match_context_create_8(nil)
    stack = pcre2_jit_stack_create_8(32 << 10, 4 << 20, nil)
    places = found.flatMap { pcre2_get_ovector_pointer_8($0) }
    pcre2_set_match_limit_8(context, Self.stepLimit)
    pcre2_set_heap_limit_8(context, 64 << 10)
    pcre2_jit_stack_assign_8(context, nil, stack.map { UnsafeMutableRawPointer($0) })
  }

  deinit {
    pcre2_match_data_free_8(found)
    pcre2_match_context_free_8(context)
    pcre2_jit_stack_free_8(stack)
  }

  /// Whether the pattern is found from a place on.
  ///
  /// Errors: `PatternFault.tooMuchWork` past the limit of steps.
  func finds(in text: UnsafeRawBufferPointer, from start: Int = 0) throws(PatternFault) -> Bool {
    let result = withUnsafePointer(to: 0 as UInt8) { nothing in
      let base = text.baseAddress?.assumingMemoryBound(to: UInt8.self) ?? nothing
      return pcre2_match_8(code.code, base, text.count, start, 0, found, context)
    }
    if result > 0 { return true }
    switch result {
    case PCRE2_ERROR_NOMATCH: return false
    case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_HEAPLIMIT,
      PCRE2_ERROR_JIT_STACKLIMIT, PCRE2_ERROR_RECURSELOOP:
      throw .tooMuchWork(pattern: pattern.literalText)
    default: throw .failed(pattern: pattern.literalText, message: PatternCode.message(result))
    }
  }

  /// The whole place found last (group 0) or one of its groups; nil where the group took no part.
  func range(of group: Int = 0) -> Range<Int>? {
    guard let places, group <= pattern.groupCount else { return nil }
    let (start, end) = (places[2 * group], places[2 * group + 1])
    // A place that is not set is the largest number, -1 as read here; `\K` may turn ends around.
    return start >= 0 && end >= start ? start..<end : nil
  }
}

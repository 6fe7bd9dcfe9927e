extension Column {
  /// Checks all that must hold between type, buffers and mask; called at each creation in debug.
  ///
  /// Complexity: linear for offsets and codes, constant otherwise.
  package func checkInvariants() -> Bool {
    if let validity { precondition(validity.count == count, "mask and column differ in length") }
    switch (storage, type) {
    case (.bits(let bits), .bool): precondition(bits.count == count, "bits and rows differ")
    case (.int64(let values), .int), (.int64(let values), .date), (.int64(let values), .timestamp):
      precondition(values.count == count, "values and rows differ")
    case (.float64(let values), .float):
      precondition(values.count == count, "values and rows differ")
    case (.duration(let values), .duration):
      precondition(values.count == count, "values and rows differ")
    case (.text(let text), .string), (.text(let text), .binary):
      precondition(text.count == count, "offsets and rows differ")
      check(text.offsets, within: text.bytes.count)
    case (.dictionary(let codes, let values), .string):
      precondition(codes.count == count, "codes and rows differ")
      check(values.offsets, within: values.bytes.count)
      precondition(
        codes.allSatisfy { $0 >= 0 && Int($0) < values.count }, "a code outside its dictionary")
    case (.list(let offsets, let child), .list(let element)):
      precondition(offsets.count == count + 1, "offsets and rows differ")
      check(offsets, within: child.count)
      precondition(child.type == element, "a list's child has another type")
    case (.record(let children), .record(let fields)):
      precondition(
        children.count == fields.count && zip(children, fields).allSatisfy { $0.type == $1.type },
        "children and fields differ")
      precondition(children.allSatisfy { $0.count == count }, "a child differs in length")
    default: preconditionFailure("storage does not fit type \(type)")
    }
    return true
  }

  private func check(_ offsets: ArraySlice<Int64>, within limit: Int) {
    precondition(
      zip(offsets, offsets.dropFirst()).allSatisfy { $0 <= $1 }, "offsets must not fall")
    precondition(
      (offsets.first ?? 0) >= 0 && (offsets.last ?? 0) <= Int64(limit), "an offset past the end")
  }
}

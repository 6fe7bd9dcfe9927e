import Synchronization

/// A list that several tasks add to.
package final class Record<Element: Sendable>: Sendable {
  private let elements = Mutex<[Element]>([])

  package init() {}

  /// What was added so far, in order.
  package var all: [Element] { elements.withLock { $0 } }

  /// Adds an element; how many there are then.
  @discardableResult
  package func add(_ element: Element) -> Int {
    elements.withLock {
      $0.append(element)
      return $0.count
    }
  }
}

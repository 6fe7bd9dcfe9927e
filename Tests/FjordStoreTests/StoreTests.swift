import Testing
@testable import FjordStore

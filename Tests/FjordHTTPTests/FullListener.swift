#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A socket on loopback that listens, never accepts, and has no room left: who connects waits.
struct FullListener {
  struct Failure: Error {}

  let port: Int
  private let sockets: [CInt]

  init() throws {
    let listener = Self.newSocket()
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, length) == 0 && listen(listener, 0) == 0
          && getsockname(listener, address, &length) == 0
      }
    }
    guard bound else { throw Failure() }
    var sockets = [listener]
    for _ in 0..<4 {
      let knocker = Self.newSocket()
      _ = fcntl(knocker, F_SETFL, O_NONBLOCK)
      _ = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(knocker, $0, length) }
      }
      sockets.append(knocker)
    }
    self.sockets = sockets
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  func close() {
    for socket in sockets { _ = Self.end(socket) }
  }

  private static func newSocket() -> CInt {
    #if canImport(Darwin)
      socket(AF_INET, SOCK_STREAM, 0)
    #else
      socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    #endif
  }

  private static func end(_ socket: CInt) -> CInt {
    #if canImport(Glibc)
      Glibc.close(socket)
    #elseif canImport(Musl)
      Musl.close(socket)
    #else
      Darwin.close(socket)
    #endif
  }
}

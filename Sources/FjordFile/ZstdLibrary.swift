import CCompression
import FjordDiagnostic

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// zstd's library, loaded when it is first asked for and never unloaded.
///
/// Linked, it would cost every start of fjord; loaded, it costs those that meet a .zst file.
struct ZstdLibrary: Sendable {
  typealias Create = @convention(c) () -> OpaquePointer?
  typealias Free = @convention(c) (OpaquePointer?) -> Int
  typealias Decompress =
    @convention(c) (
      OpaquePointer?, UnsafeMutablePointer<zstd_output>, UnsafeMutablePointer<zstd_input>
    ) -> Int
  typealias Compress =
    @convention(c) (
      OpaquePointer?, UnsafeMutablePointer<zstd_output>, UnsafeMutablePointer<zstd_input>, Int32
    ) -> Int
  typealias IsError = @convention(c) (Int) -> UInt32
  typealias ErrorName = @convention(c) (Int) -> UnsafePointer<CChar>?

  let createReader: Create
  let freeReader: Free
  let decompress: Decompress
  let createWriter: Create
  let freeWriter: Free
  let compress: Compress
  private let isError: IsError
  private let errorName: ErrorName

  /// The library, or nil where the system has none.
  static let shared = ZstdLibrary()

  private init?() {
    let names = ["libzstd.so.1", "libzstd.1.dylib", "libzstd.so"]
    guard let handle = names.lazy.compactMap({ dlopen($0, RTLD_NOW | RTLD_LOCAL) }).first else {
      return nil
    }
    func symbol<Function>(_ name: String, as type: Function.Type) -> Function? {
      dlsym(handle, name).map { unsafeBitCast($0, to: type) }
    }
    guard let createReader = symbol("ZSTD_createDStream", as: Create.self),
      let freeReader = symbol("ZSTD_freeDStream", as: Free.self),
      let decompress = symbol("ZSTD_decompressStream", as: Decompress.self),
      let createWriter = symbol("ZSTD_createCStream", as: Create.self),
      let freeWriter = symbol("ZSTD_freeCStream", as: Free.self),
      let compress = symbol("ZSTD_compressStream2", as: Compress.self),
      let isError = symbol("ZSTD_isError", as: IsError.self),
      let errorName = symbol("ZSTD_getErrorName", as: ErrorName.self)
    else { return nil }
    (self.createReader, self.freeReader, self.decompress) = (createReader, freeReader, decompress)
    (self.createWriter, self.freeWriter, self.compress) = (createWriter, freeWriter, compress)
    (self.isError, self.errorName) = (isError, errorName)
  }

  /// What went wrong, where a result says so.
  func failure(_ result: Int) -> String? {
    guard isError(result) != 0 else { return nil }
    return errorName(result).map { String(cString: $0) } ?? "status \(result)"
  }

  /// The library.
  ///
  /// Errors: `file.no-library`.
  static func load(for name: String) throws -> ZstdLibrary {
    guard let shared else {
      throw Diagnostics(FileFault.noLibrary(name, library: "libzstd").diagnostic())
    }
    return shared
  }
}

/// A logo as the service serves it: a GIF of a few stripes, no larger than 150 by 150.
///
/// The picture is kept in codes of eight bits that never grow, because the table of the compression
/// is cleared before it would: a decoder sees ordinary data, and no compressor is needed.
enum PlatsannonsLogo {
  /// The address of an employer's picture is its number.
  static func gif(of employer: Int) -> [UInt8] {
    var stream = SeededStream(seed: 7, domain: 75, index: UInt64(employer))
    let width = 16 + 8 * stream.below(9)
    let height = 16 + 4 * stream.below(9)
    let stripe = 2 + stream.below(5)
    var colours: [UInt8] = []
    for _ in 0..<12 { colours.append(UInt8(truncatingIfNeeded: stream.below(256))) }
    let pixels = (0..<width * height).map { place in
      UInt8(truncatingIfNeeded: (place % width + place / width) / stripe % 4)
    }
    return header(width, height) + colours + picture(pixels, width, height) + [0x3B]
  }

  /// One white pixel, which stands for no logo in the second generation.
  static let pixel: [UInt8] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3A, 0x7E, 0x9B,
    0x55, 0x00, 0x00, 0x00, 0x0A, 0x49, 0x44, 0x41, 0x54, 0x78, 0xDA, 0x63, 0xF8, 0x0F, 0x00, 0x01,
    0x01, 0x01, 0x00, 0x1C, 0xB0, 0x8C, 0x99, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE,
    0x42, 0x60, 0x82,
  ]

  /// The signature, the size, and a table of four colours to come.
  private static func header(_ width: Int, _ height: Int) -> [UInt8] {
    Array("GIF89a".utf8) + word(width) + word(height) + [0x91, 0, 0]
  }

  private static func picture(_ pixels: [UInt8], _ width: Int, _ height: Int) -> [UInt8] {
    let (clear, end, run): (UInt8, UInt8, Int) = (128, 129, 126)
    var codes: [UInt8] = []
    for (place, pixel) in pixels.enumerated() {
      if place % run == 0 { codes.append(clear) }
      codes.append(pixel)
    }
    codes.append(end)
    var bytes: [UInt8] = [0x2C, 0, 0, 0, 0] + word(width) + word(height) + [0, 7]
    for start in stride(from: 0, to: codes.count, by: 255) {
      let block = codes[start..<min(start + 255, codes.count)]
      bytes.append(UInt8(truncatingIfNeeded: block.count))
      bytes += block
    }
    return bytes + [0]
  }

  private static func word(_ value: Int) -> [UInt8] {
    [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
  }
}

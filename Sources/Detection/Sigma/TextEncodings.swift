/// The encodings that modifiers put values into.
enum TextEncodings {
  /// UTF-16 of UTF-8, without a byte order mark.
  static func utf16(_ bytes: [UInt8], isBigEndian: Bool) -> [UInt8] {
    String(decoding: bytes, as: UTF8.self).utf16.flatMap { unit in
      let high = UInt8(unit >> 8)
      let low = UInt8(truncatingIfNeeded: unit)
      return isBigEndian ? [high, low] : [low, high]
    }
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Base64 (RFC 4648, section 4) with padding.
  static func base64(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = (0..<3).map { start + $0 < bytes.count ? UInt32(bytes[start + $0]) : 0 }
      let bits = group[0] << 16 | group[1] << 8 | group[2]
      for digit in 0..<4 {
        let isPadding = digit > bytes.count - start
        result.append(isPadding ? UInt8(ascii: "=") : alphabet[Int(bits >> (18 - 6 * UInt32(digit))) & 63])
      }
    }
    return result
  }

  /// How the bytes look inside Base64, by their offset modulo three: only the digits that do not depend on what stands
  /// before and behind them.
  static func base64Offsets(_ bytes: [UInt8]) -> [[UInt8]] {
    (0..<3).map { offset in
      let encoded = base64([UInt8](repeating: 0x20, count: offset) + bytes)
      let start = [0, 2, 3][offset]
      let cut = [0, 3, 2][(bytes.count + offset) % 3]
      return Array(encoded[min(start, encoded.count)..<max(min(start, encoded.count), encoded.count - cut)])
    }
  }

  /// The pieces of a value for `windash`: a dash or slash that begins a word may be any of five characters.
  static func dashes(_ bytes: [UInt8]) -> [[[UInt8]]] {
    let variants = ["-", "/", "\u{2013}", "\u{2014}", "\u{2015}"].map { Array($0.utf8) }
    var choices: [[[UInt8]]] = []
    var plain: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let length = variants.first { bytes[index...].starts(with: $0) }?.count
      let begins = index == 0 || !isWord(bytes[index - 1])
      if let length, begins, index + length < bytes.count, isWord(bytes[index + length]) {
        choices += [[plain], variants]
        plain = []
        index += length
      } else {
        plain.append(bytes[index])
        index += 1
      }
    }
    return choices + [[plain]]
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
  }
}

internal import CaseFolder
internal import Glibc

/// A range of IPv4 or IPv6 addresses in CIDR notation.
struct AddressRange: Hashable, Sendable {
  private let bytes: [UInt8]
  private let bits: Int

  /// Reads `10.0.0.0/8`, `fd00::/8` or a single address.
  init?(_ text: Text) {
    let parts = text.split(UInt8(ascii: "/"))
    guard parts.count <= 2, let bytes = Array(parts[0].utf8).withUnsafeBufferPointer({ Self.address($0) }) else {
      return nil
    }
    let longest = bytes.count * 8
    let bits = parts.count == 2 ? Int(parts[1].string) : longest
    guard let bits, (0...longest).contains(bits) else { return nil }
    self.bytes = bytes
    self.bits = bits
  }

  /// Whether a text is an address of the range.
  func contains(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let address = Self.address(text), address.count == bytes.count else { return false }
    let whole = bits / 8
    guard address[..<whole] == bytes[..<whole] else { return false }
    guard bits % 8 > 0 else { return true }
    let mask = UInt8(truncatingIfNeeded: 0xFF00 >> (bits % 8))
    return address[whole] & mask == bytes[whole] & mask
  }

  /// The bytes of an address in network order; an IPv4 address that is written as IPv6 becomes IPv4.
  private static func address(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard text.count >= 2, text.count <= 45 else { return nil }
    var terminated = text.map { CChar(bitPattern: $0) }
    terminated.append(0)
    var four = [UInt8](repeating: 0, count: 4)
    if inet_pton(AF_INET, terminated, &four) == 1 { return four }
    var sixteen = [UInt8](repeating: 0, count: 16)
    guard inet_pton(AF_INET6, terminated, &sixteen) == 1 else { return nil }
    let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
    return sixteen.starts(with: mapped) ? Array(sixteen[12...]) : sixteen
  }
}

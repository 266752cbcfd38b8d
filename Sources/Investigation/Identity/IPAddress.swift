package import CaseFolder

/// An IPv4 or IPv6 address as its bits, so that networks can be compared.
package struct IPAddress: Hashable, Sendable {
  /// 4 or 16 bytes, most significant first. An IPv4-mapped IPv6 address is held as IPv4.
  package let bytes: [UInt8]

  /// Reads dotted IPv4 or any RFC 4291 form of IPv6 without zone; nil for anything else.
  package init?(_ text: Text) {
    let utf8 = Array(text.utf8)
    guard !utf8.isEmpty, utf8.count <= 45 else { return nil }
    guard let parsed = utf8.contains(UInt8(ascii: ":")) ? Self.version6(utf8) : Self.version4(utf8[...]) else {
      return nil
    }
    let isMapped = parsed.count == 16 && parsed[..<10].allSatisfy { $0 == 0 } && parsed[10] == 255 && parsed[11] == 255
    bytes = isMapped ? Array(parsed[12...]) : parsed
  }

  /// Whether the address is IPv4.
  package var isVersion4: Bool { bytes.count == 4 }

  /// The neighbourhood that scope rule SP13 looks at: /24 of IPv4, /64 of IPv6.
  package var neighbourhood: [UInt8] { Array(bytes.prefix(isVersion4 ? 3 : 8)) }

  /// What the text of every IPv4 address of the neighbourhood begins with, such as `192.0.2.`.
  package var neighbourhoodPrefix: String { bytes.prefix(3).map { "\($0)." }.joined() }

  /// Whether the address can only be meant locally: private, shared, loopback, link-local, unique local, unspecified.
  package var isLocal: Bool {
    guard isVersion4 else {
      return bytes[0] & 0xFE == 0xFC || (bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80)
        || (bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] <= 1)
    }
    switch (bytes[0], bytes[1]) {
    case (10, _), (127, _), (0, _), (169, 254), (192, 168): return true
    case (172, 16...31), (100, 64...127): return true
    default: return false
    }
  }

  private static func version4(_ utf8: ArraySlice<UInt8>) -> [UInt8]? {
    let parts = utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bytes: [UInt8] = []
    for part in parts {
      guard (1...3).contains(part.count), part.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
      let value = part.reduce(0) { $0 * 10 + Int($1 - 0x30) }
      guard value < 256 else { return nil }
      bytes.append(UInt8(value))
    }
    return bytes
  }

  private static func version6(_ utf8: [UInt8]) -> [UInt8]? {
    let colon = UInt8(ascii: ":")
    guard let gap = (0..<utf8.count - 1).first(where: { utf8[$0] == colon && utf8[$0 + 1] == colon }) else {
      return groups(utf8[...]).flatMap { $0.count == 16 ? $0 : nil }
    }
    guard let head = groups(utf8[..<gap]), let tail = groups(utf8[(gap + 2)...]), head.count + tail.count <= 14 else {
      return nil
    }
    return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
  }

  /// The bytes of groups between colons; the last one may be a dotted IPv4 address.
  private static func groups(_ utf8: ArraySlice<UInt8>) -> [UInt8]? {
    guard !utf8.isEmpty else { return [] }
    var bytes: [UInt8] = []
    let parts = utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      let isDotted = index == parts.count - 1 && part.contains(UInt8(ascii: "."))
      guard let group = isDotted ? version4(part) : hex(part) else { return nil }
      bytes += group
    }
    return bytes
  }

  private static func hex(_ part: ArraySlice<UInt8>) -> [UInt8]? {
    guard part.count <= 4, part.first != 0x2B, let value = UInt16(String(decoding: part, as: UTF8.self), radix: 16)
    else { return nil }
    return [UInt8(value >> 8), UInt8(value & 0xFF)]
  }
}

/// A network in CIDR form.
package struct IPNetwork: Hashable, Sendable {
  /// The address.
  package let address: IPAddress
  /// Its length in bits.
  package let length: Int

  /// Reads `address/length`, or a single address as a network of itself; nil for anything else.
  package init?(_ text: Text) {
    let parts = text.split(UInt8(ascii: "/"))
    guard parts.count <= 2, let address = IPAddress(parts[0]) else { return nil }
    let bits = address.bytes.count * 8
    guard let length = parts.count == 2 ? Int(parts[1].string) : bits, (0...bits).contains(length) else { return nil }
    self.address = address
    self.length = length
  }

  /// Whether an address lies in the network; addresses of the other version never do.
  package func contains(_ other: IPAddress) -> Bool {
    guard other.bytes.count == address.bytes.count else { return false }
    let whole = length / 8
    guard address.bytes[..<whole].elementsEqual(other.bytes[..<whole]) else { return false }
    let rest = length % 8
    return rest == 0 || (address.bytes[whole] ^ other.bytes[whole]) >> UInt8(8 - rest) == 0
  }
}

#if canImport(Glibc)
  internal import Glibc
#endif

/// What an indicator of threat intelligence is.
package enum IndicatorKind: String, Sendable, CaseIterable {
  case address = "ip"
  case network = "cidr"
  case domain
  case url
  case md5
  case sha1
  case sha256
  case email
  case fileName = "file-name"

  /// What a value looks like, as far as its form alone can tell; nil when it looks like none. A domain is only a guess: file
  /// names look the same.
  package init?(form value: Text) {
    let bytes = Array(value.utf8)
    guard !bytes.isEmpty, bytes.count <= 2048 else { return nil }
    if Self.isAddress(bytes) {
      self = .address
    } else if let slash = bytes.lastIndex(of: UInt8(ascii: "/")), Self.isNetwork(bytes, slash) {
      self = .network
    } else if bytes.allSatisfy(Self.isHexDigit), let kind = Self.hashLengths[bytes.count] {
      self = kind
    } else if Self.isURL(value) {
      self = .url
    } else if Self.isDomain(bytes) {
      self = .domain
    } else {
      return nil
    }
  }

  private static let hashLengths: [Int: IndicatorKind] = [32: .md5, 40: .sha1, 64: .sha256]

  private static func isAddress(_ bytes: some Collection<UInt8>) -> Bool {
    guard bytes.count <= 45, bytes.contains(0x2E) || bytes.contains(0x3A) else { return false }
    let text = String(decoding: bytes, as: UTF8.self)
    var place = in6_addr()
    return inet_pton(AF_INET, text, &place) == 1 || inet_pton(AF_INET6, text, &place) == 1
  }

  private static func isNetwork(_ bytes: [UInt8], _ slash: Int) -> Bool {
    let length = bytes[(slash + 1)...]
    guard (1...3).contains(length.count), length.allSatisfy({ (0x30...0x39).contains($0) }),
      let bits = Int(String(decoding: length, as: UTF8.self))
    else { return false }
    return isAddress(bytes[..<slash]) && bits <= (bytes[..<slash].contains(0x3A) ? 128 : 32)
  }

  private static func isURL(_ value: Text) -> Bool {
    let small = value.asciiLowercased
    return ["http://", "https://", "ftp://"].contains { small.hasPrefix($0) && small.utf8.count > $0.utf8.count }
      && !value.utf8.contains(0x20)
  }

  private static func isDomain(_ bytes: [UInt8]) -> Bool {
    guard bytes.count <= 253 else { return false }
    var labels = bytes.split(separator: 0x2E, omittingEmptySubsequences: false)
    if labels.first?.elementsEqual([0x2A]) == true { labels.removeFirst() }
    if labels.last?.isEmpty == true { labels.removeLast() }
    guard labels.count >= 2, let last = labels.last, last.count >= 2 else { return false }
    let isTop = last.allSatisfy(isLetter) || last.starts(with: "xn--".utf8)
    return isTop
      && labels.allSatisfy { label in
        (1...63).contains(label.count)
          && label.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F }
      }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
  }
}

/// One line of a plain list of indicators.
package enum IndicatorLine {
  /// What a line holds: its first word with the harmless spelling (`hxxp`, `[.]`) undone. Nil for blank lines and comments,
  /// which begin with `#`, `;` or `//`.
  package static func value(of line: some Collection<UInt8>) -> Text? {
    let rest = line.drop { $0 == 0x20 || $0 == 0x09 }
    guard let first = rest.first, ![UInt8(ascii: "#"), UInt8(ascii: ";"), 0x0D].contains(first),
      !rest.starts(with: "//".utf8)
    else { return nil }
    return refanged(
      Text(bytes: rest.prefix { ![0x20, 0x09, 0x0D, UInt8(ascii: "#"), UInt8(ascii: ";")].contains($0) }))
  }

  /// A value as its owner wrote it before somebody made it harmless for reading.
  package static func refanged(_ value: Text) -> Text {
    var text = value
    for (written, meant) in [("[.]", "."), ("(.)", "."), ("[:]", ":"), ("[dot]", "."), ("[at]", "@")] as [(Text, Text)]
    {
      while let range = text.range(of: written, from: 0) {
        text = Text(
          bytes: Array(text.utf8.prefix(range.lowerBound)) + Array(meant.utf8)
            + Array(text.utf8.dropFirst(range.upperBound)))
      }
    }
    let small = text.asciiLowercased
    return small.hasPrefix("hxxp") ? Text(bytes: Array("http".utf8) + Array(text.utf8.dropFirst(4))) : text
  }
}

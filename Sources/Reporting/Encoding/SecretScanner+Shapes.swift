/// Secrets that are known by their whole shape.
extension SecretScanner {
  /// A private key in PEM: from its first line to its last, or to the end of the text when the last is missing.
  func privateKeyEnd(from start: Int) -> Int? {
    guard stands("-----BEGIN ", at: start) else { return nil }
    var position = start + 11
    while position < bytes.count, bytes[position] != UInt8(ascii: "-") {
      guard position - start < 60 else { return nil }
      position += 1
    }
    guard bytes[start..<position].containsRun("PRIVATE KEY") else { return nil }
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "-"), stands("-----END ", at: position) {
        position += 9
        while position < bytes.count, bytes[position] != UInt8(ascii: "-") { position += 1 }
        while position < bytes.count, bytes[position] == UInt8(ascii: "-") { position += 1 }
        return position
      }
      position += 1
    }
    return position
  }

  /// A JSON Web Token (RFC 7519): base64url of `{"…` twice, and a signature that may be empty.
  func jwtEnd(from start: Int) -> Int? {
    guard stands("eyJ", at: start) else { return nil }
    let header = base64URLEnd(from: start)
    guard header - start >= 12, stands(".eyJ", at: header) else { return nil }
    let payload = base64URLEnd(from: header + 1)
    guard payload - header >= 12 else { return nil }
    guard payload < bytes.count, bytes[payload] == UInt8(ascii: ".") else { return payload }
    return base64URLEnd(from: payload + 1)
  }

  /// The end of the run of base64url from `start`.
  func base64URLEnd(from start: Int) -> Int {
    var end = start
    while end < bytes.count, Self.isWord(bytes[end]) { end += 1 }
    return end
  }

  /// Takes down AWS secret access keys: runs of exactly 40 characters of base64 that are neither a path nor words.
  ///
  /// A random key changes between capitals, small letters, digits and signs about 25 times; names and paths do not reach 16.
  mutating func scanAWSSecretKeys() {
    let length = 40
    var position = 0
    while position < bytes.count {
      guard Self.base64Kind(bytes[position]) != nil else {
        position += 1
        continue
      }
      var end = position
      while end < bytes.count, Self.base64Kind(bytes[end]) != nil { end += 1 }
      // In a path, the key stands behind a slash.
      let start = end - position == length + 1 && bytes[position] == UInt8(ascii: "/") ? position + 1 : position
      let isPadded = end < bytes.count && (bytes[end] == UInt8(ascii: "=") || bytes[end] == UInt8(ascii: "_"))
      if end - start == length, !isPadded, isRandom(start..<end) { _ = take(start..<end, "an AWS secret key") }
      position = end
    }
  }

  private func isRandom(_ range: Range<Int>) -> Bool {
    var changes = 0
    var seen: Set<Int> = []
    var last = -1
    for byte in bytes[range] {
      let kind = Self.base64Kind(byte) ?? -1
      if kind != last { changes += 1 }
      seen.insert(kind)
      last = kind
    }
    let slashes = bytes[range].count { $0 == UInt8(ascii: "/") }
    return seen.isSuperset(of: [0, 1, 2]) && changes >= 16 && slashes <= 5
  }

  /// 0 for capitals, 1 for small letters, 2 for digits, 3 for `+` and `/`.
  private static func base64Kind(_ byte: UInt8) -> Int? {
    switch byte {
    case 0x41...0x5A: 0
    case 0x61...0x7A: 1
    case 0x30...0x39: 2
    case UInt8(ascii: "+"), UInt8(ascii: "/"): 3
    default: nil
    }
  }

  /// The password of a URL (`scheme://user:password@host`), given the colon before its slashes.
  mutating func scanURLPassword(at colon: Int) -> Int? {
    guard stands("://", at: colon) else { return nil }
    var separator: Int?
    var at: Int?
    var position = colon + 3
    while position < bytes.count {
      let byte = bytes[position]
      if byte <= 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "/")
        || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
      {
        break
      }
      if byte == UInt8(ascii: ":"), separator == nil { separator = position }
      if byte == UInt8(ascii: "@") { at = position }
      position += 1
    }
    guard let separator, let at, at > separator + 1, !isMasked(at: separator + 1) else { return nil }
    return take(separator + 1..<at, "a password")
  }
}

extension ArraySlice where Element == UInt8 {
  /// Whether the bytes of `text` stand in a row in it.
  func containsRun(_ text: StaticString) -> Bool {
    let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    return indices.contains { self[$0...].starts(with: wanted) }
  }
}

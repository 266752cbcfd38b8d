/// Finds what looks like a secret in one text, in one pass over its bytes.
struct SecretScanner {
  /// A secret: where it stands, and what it looks like, such as `an AWS secret key`.
  struct Secret {
    let range: Range<Int>
    let kind: StaticString
  }

  /// No text shorter than this holds a secret that can be told from a name.
  static let shortestText = 8
  /// What every mask begins with, and what therefore is no secret any more.
  static let maskPrefix = "[redacted: looks like "

  let bytes: [UInt8]
  var found: [Secret] = []
  /// Where the run of base64url ends in which no JWT begins: a run is looked at once, however often `eyJ` stands in it.
  private var noJWTBefore = 0
  /// Where the first of some commands stands; found once.
  lazy var firstCurl = firstIndex(of: "curl")
  lazy var firstMySQL = firstIndex(of: "mysql")
  lazy var firstSSHPass = firstIndex(of: "sshpass")

  /// A scanner of one text.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The secrets, by their beginnings.
  mutating func scan() -> [Secret] {
    scanAWSSecretKeys()
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      if Self.isWord(byte), position == 0 || !Self.isWord(bytes[position - 1]) {
        position = scanWord(from: position)
      } else if byte == UInt8(ascii: ":"), let end = scanURLPassword(at: position) {
        position = end
      } else {
        position += 1
      }
    }
    return found.sorted { ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound) }
  }

  /// Looks at the word (letters, digits, `_`, `-`) that begins at `start`; returns where to go on.
  private mutating func scanWord(from start: Int) -> Int {
    var end = start
    while end < bytes.count, Self.isWord(bytes[end]) {
      if isBoundary(end), let next = secretEnd(from: end) { return next }
      end += 1
    }
    return scanNamedValue(name: start..<end) ?? end
  }

  /// Whether a token may begin at `position`: behind anything but a letter or digit, or behind `\\n` or `%3D`.
  private func isBoundary(_ position: Int) -> Bool {
    if position == 0 || !CharacterClasses.isAlphanumeric(bytes[position - 1]) { return true }
    if bytes[position] == UInt8(ascii: "-") { return true }
    if position >= 2, bytes[position - 2] == UInt8(ascii: "\\") { return true }
    return position >= 3 && bytes[position - 3] == UInt8(ascii: "%")
  }

  /// The end of a secret that begins exactly at `start`, which is then taken down.
  private mutating func secretEnd(from start: Int) -> Int? {
    for shape in SecretShape.byFirstByte[Int(bytes[start])] {
      if let end = shape.end(in: bytes, from: start) { return take(start..<end, shape.kind) }
    }
    if bytes[start] == UInt8(ascii: "-"), let end = privateKeyEnd(from: start) {
      return take(start..<end, "a private key")
    }
    if start >= noJWTBefore, stands("eyJ", at: start) {
      if let end = jwtEnd(from: start) { return take(start..<end, "a JWT") }
      noJWTBefore = base64URLEnd(from: start)
    }
    return nil
  }

  /// Takes a secret down and returns its end.
  mutating func take(_ range: Range<Int>, _ kind: StaticString) -> Int {
    found.append(Secret(range: range, kind: kind))
    return range.upperBound
  }

  /// Whether `text` stands at `position`.
  func stands(_ text: StaticString, at position: Int) -> Bool {
    let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    return position >= 0 && bytes.count - position >= wanted.count && bytes[position...].starts(with: wanted)
  }

  private func firstIndex(of text: StaticString) -> Int {
    bytes.indices.first { stands(text, at: $0) } ?? bytes.count
  }

  /// Whether a mask of ours stands at `position`.
  func isMasked(at position: Int) -> Bool {
    bytes[position...].starts(with: Self.maskPrefix.utf8)
  }

  /// The bytes of words: letters, digits, `_`, `-`.
  static func isWord(_ byte: UInt8) -> Bool {
    CharacterClasses.isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }
}

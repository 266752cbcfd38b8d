package import CaseFolder

extension MarkdownText {
  /// A name or title: as words when nothing in it could be markup, a link, a mention or a reference anywhere, else in code.
  ///
  /// Use it for texts of which most are ours (titles, phases, states); it is as safe as a code span for any text.
  package static func name(_ text: Text, inTable: Bool = false) -> String {
    isHarmless(text) ? text.string : MarkdownCode.span(text, inTable: inTable)
  }

  /// Whether a text is a plain sentence of short ASCII words, in which no forge or reader finds anything to link or to expand.
  static func isHarmless(_ text: Text) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, CharacterClasses.isAlphanumeric(first), bytes.last != 0x20, bytes.count <= 200,
      !bytes[...].containsRun("  "), !Masking.findsSecret(in: text)
    else { return false }
    let colons = bytes.indices.filter { bytes[$0] == UInt8(ascii: ":") }
    guard colons.count <= 1 || colons.allSatisfy({ $0 + 1 < bytes.count && bytes[$0 + 1] == 0x20 }) else {
      return false
    }
    for (index, byte) in bytes.enumerated() where !CharacterClasses.isAlphanumeric(byte) {
      guard " ,;:-/()'.".utf8.contains(byte) else { return false }
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0x20
      let previous = index > 0 ? bytes[index - 1] : 0x20
      // Colons make schemes and emoji, `//` begins an address, and a dot between letters may be one of a domain.
      if byte == UInt8(ascii: ":"), next != 0x20 { return false }
      if byte == UInt8(ascii: "/"), next == byte { return false }
      let isNumber = CharacterClasses.isDigit(previous) && CharacterClasses.isDigit(next)
      if byte == UInt8(ascii: "."), next != 0x20, next != UInt8(ascii: ")"), !isNumber { return false }
    }
    return !startsBlock(bytes) && bytes.split { !CharacterClasses.isAlphanumeric($0) }.allSatisfy(isHarmlessWord)
      && !bytes.split(separator: 0x20).contains { $0.starts(with: "GH-".utf8) || $0.starts(with: "www.".utf8) }
  }

  /// `1. ` and `1) ` begin a list.
  private static func startsBlock(_ bytes: [UInt8]) -> Bool {
    let rest = bytes.drop { CharacterClasses.isDigit($0) }
    return rest.count < bytes.count && (rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ")"))
      && (rest.count == 1 || rest.dropFirst().first == 0x20)
  }

  /// Forges link commits by seven and more hex digits.
  private static func isHarmlessWord(_ word: ArraySlice<UInt8>) -> Bool {
    guard word.count >= 7 else { return true }
    let isHex = word.allSatisfy { CharacterClasses.isDigit($0) || (0x61...0x66).contains($0 | 0x20) }
    return word.count <= 32 && !isHex
  }
}

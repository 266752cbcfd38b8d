package import CaseFolder

extension MarkdownText {
  /// A name or title: its plain words as they stand, every other word in code.
  ///
  /// Use it for texts of which most are ours (titles, phases, states); it is as safe as a code span for any text. Anything but a
  /// short line of printable ASCII with single spaces is one code span as a whole.
  package static func name(_ text: Text, inTable: Bool = false) -> String {
    guard isLineOfWords(text) else { return MarkdownCode.span(text, inTable: inTable) }
    let shown = text.split(0x20).enumerated().map { index, word in
      isHarmless(Array(word.utf8)) && !(index == 0 && beginsItem(word))
        ? words(word.string, isStart: index == 0) : MarkdownCode.span(word, inTable: inTable)
    }
    return shown.joined(separator: " ")
  }

  /// Whether a text may be taken apart into words.
  private static func isLineOfWords(_ text: Text) -> Bool {
    guard (1...200).contains(text.utf8.count), !Masking.findsSecret(in: text) else { return false }
    return text.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "`") && $0 != UInt8(ascii: "\\") }
      && text.split(0x20).allSatisfy { !$0.isEmpty }
  }

  /// Whether nothing in a word is markup, a link, a mention or a reference in any forge or reader.
  private static func isHarmless(_ word: [UInt8]) -> Bool {
    for (index, byte) in word.enumerated() where !CharacterClasses.isAlphanumeric(byte) {
      guard ",;:-/()'.?&".utf8.contains(byte) else { return false }
      guard index + 1 < word.count else { continue }
      let next = word[index + 1]
      switch byte {
      // Colons make schemes and emoji, a slash in front commands, two of them addresses.
      case UInt8(ascii: ":"): return false
      case UInt8(ascii: "/"): if index == 0 || next == byte { return false }
      // A dot between letters may be one of a domain.
      case UInt8(ascii: "."):
        let isNumber = index > 0 && CharacterClasses.isDigit(word[index - 1]) && CharacterClasses.isDigit(next)
        if !isNumber, CharacterClasses.isAlphanumeric(next) { return false }
      // `&1` is an epic.
      case UInt8(ascii: "&"): if !(0x41...0x5A).contains(next) { return false }
      default: break
      }
    }
    return !word.starts(with: "GH-".utf8) && word.last != UInt8(ascii: "&")
      && word.split { !CharacterClasses.isAlphanumeric($0) }.allSatisfy { part in
        // Forges link commits by seven and more hex digits.
        part.count < 7 || (part.count <= 32 && !part.allSatisfy(isHexDigit))
      }
  }

  /// `1.`, `1)` and `-` begin a list.
  private static func beginsItem(_ word: Text) -> Bool {
    let rest = word.utf8.drop { CharacterClasses.isDigit($0) }
    return rest.count == 1 && !CharacterClasses.isAlphanumeric(rest.first ?? 0)
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    CharacterClasses.isDigit(byte) || (0x61...0x66).contains(byte | 0x20)
  }
}

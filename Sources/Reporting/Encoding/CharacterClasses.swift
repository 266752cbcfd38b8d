/// Classes of scalars that decide how a text may be shown.
enum CharacterClasses {
  /// Whether a scalar must be shown as `\u{…}`, because a reader could not see it or would be misled by it.
  static func mustShow(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 0x7F { return value < 0x20 }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .privateUse, .surrogate, .unassigned:
      return true
    default:
      return looksLikeNothing(value)
    }
  }

  /// Letters, marks and symbols that draw nothing: Hangul fillers, Khmer inherent vowels, Mongolian and other variation
  /// selectors, the empty braille pattern, the grapheme joiner.
  private static func looksLikeNothing(_ value: UInt32) -> Bool {
    switch value {
    case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x2800, 0x3164, 0xFE00...0xFE0F, 0xFFA0,
      0xFFF0...0xFFFC, 0xE0000...0xE0FFF:
      true
    default: false
    }
  }

  /// Whether a scalar combines with the one before it.
  static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x300 else { return false }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return true
    default: return scalar.properties.canonicalCombiningClass != .notReordered
    }
  }

  /// ASCII letters and digits.
  static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }

  /// ASCII digits.
  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

/// How many columns of a terminal a text takes.
enum DisplayWidth {
  /// The columns of a text that `TerminalText` made: it holds nothing that moves the cursor.
  static func columns(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + columns($1) }
  }

  /// 0 for what stands on the scalar before it, 2 for East Asian wide characters and emoji (UAX #11), else 1.
  static func columns(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    // Vowels and finals of a Hangul syllable are drawn into its first letter's cell.
    if (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FF).contains(value) { return 0 }
    return isWide(value) || scalar.properties.isEmojiPresentation ? 2 : 1
  }

  /// The classes W and F of UAX #11 in ranges; gaps between their letters are unassigned and so never shown as they are.
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
      0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1D300...0x1D376, 0x1F200...0x1F265, 0x20000...0x3FFFD:
      true
    default: false
    }
  }

  /// A text in at most `width` columns: both ends stay, an ellipsis stands for what was between them.
  static func shortened(_ text: String, to width: Int) -> String {
    guard columns(text) > width else { return text }
    guard width > 1 else { return width == 1 ? "…" : "" }
    let scalars = Array(text.unicodeScalars)
    var end = scalars.count
    var tail = 0
    while end > 0, tail + columns(scalars[end - 1]) <= (width - 1) / 2 {
      end -= 1
      tail += columns(scalars[end])
    }
    // A mark without the letter that it stands on would end up on the ellipsis.
    while end < scalars.count, columns(scalars[end]) == 0 { end += 1 }
    var start = 0
    var head = 0
    while start < end, head + columns(scalars[start]) <= width - 1 - tail {
      head += columns(scalars[start])
      start += 1
    }
    var view = String.UnicodeScalarView(scalars[..<start])
    view.append("…")
    view.append(contentsOf: scalars[end...])
    return String(view)
  }
}

package import CaseFolder

/// Quoting for a POSIX shell: the only way in which a name from evidence gets into a command.
package enum ShellQuoting {
  /// The value in single quotes, in which a shell changes nothing; a single quote inside becomes `'\''`
  /// (POSIX.1-2017, Shell Command Language, 2.2.2). Nil when the value holds a character that a reader of the command
  /// could not see: then no command is made of it.
  package static func quote(_ value: Text) -> Text? {
    guard isVisible(value) else { return nil }
    var quoted: [UInt8] = [apostrophe]
    for byte in value.utf8 {
      if byte == apostrophe {
        quoted.append(contentsOf: [apostrophe, backslash, apostrophe, apostrophe])
      } else {
        quoted.append(byte)
      }
    }
    quoted.append(apostrophe)
    return Text(bytes: quoted)
  }

  /// Whether every scalar shows itself: no controls, no format characters (bidi overrides, joiners), no line or
  /// paragraph
  /// separators, no exotic spaces, no unassigned or private ones.
  package static func isVisible(_ value: Text) -> Bool {
    value.string.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
      case .spaceSeparator: scalar == " "
      default: scalar != "\u{FFFD}" && !fillers.contains(scalar.value)
      }
    }
  }

  /// A JSON string literal of the value, which is a YAML double-quoted scalar too; nil as in `quote`.
  package static func json(_ value: Text) -> Text? {
    guard isVisible(value) else { return nil }
    var literal: [UInt8] = [UInt8(ascii: "\"")]
    for byte in value.utf8 {
      if byte == UInt8(ascii: "\"") || byte == backslash { literal.append(backslash) }
      literal.append(byte)
    }
    literal.append(UInt8(ascii: "\""))
    return Text(bytes: literal)
  }

  private static let apostrophe = UInt8(ascii: "'")
  private static let backslash = UInt8(ascii: "\\")
  /// Letters that are drawn as nothing: Hangul fillers, the Braille blank, the combining grapheme joiner.
  private static let fillers: Set<UInt32> = [0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0]
}

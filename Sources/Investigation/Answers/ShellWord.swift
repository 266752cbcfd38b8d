internal import CaseFolder

/// Names of evidence as words of a shell command.
enum ShellWord {
  /// A word that a POSIX shell reads back as these very bytes: as it stands when nothing in it is special, else in single
  /// quotes. Control bytes, which no name of AWS or Kubernetes holds, become `?`.
  static func quoted(_ text: Text) -> String {
    let isPlain = !text.isEmpty && text.utf8.allSatisfy { isHarmless($0) }
    guard !isPlain else { return text.string }
    var bytes: [UInt8] = [0x27]
    for byte in text.utf8 {
      if byte == 0x27 {
        bytes += Array("'\\''".utf8)
      } else {
        bytes.append(byte < 0x20 || byte == 0x7F ? UInt8(ascii: "?") : byte)
      }
    }
    return String(decoding: bytes + [0x27], as: UTF8.self)
  }

  private static func isHarmless(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: Array("-_./:@".utf8).contains(byte)
    }
  }
}

package import CaseFolder

/// Names of folders and files that are made from evidence or from what people wrote (report-rules 2.3).
package enum FolderName {
  /// The folder of a case's report: its id if that is a plain name, else its slug.
  package static func name(ofCase id: Text) -> Text {
    let isPlain =
      (1...60).contains(id.utf8.count) && id.utf8.first.map(isAlphanumeric) == true
      && id.utf8.allSatisfy { isAlphanumeric($0) || "._-".utf8.contains($0) } && id.utf8.last != UInt8(ascii: ".")
    return isPlain ? id : slug(id)
  }

  /// Small letters, digits and hyphens, at most 60, and 10 hex digits of SHA-256 over the exact bytes: never the text itself, and
  /// different for texts that differ, on file systems that ignore case too.
  package static func slug(_ text: Text) -> Text {
    var bytes: [UInt8] = []
    for byte in text.asciiLowercased.utf8 where bytes.count < 49 {
      if isAlphanumeric(byte) {
        bytes.append(byte)
      } else if let last = bytes.last, last != UInt8(ascii: "-") {
        bytes.append(UInt8(ascii: "-"))
      }
    }
    while bytes.last == UInt8(ascii: "-") { bytes.removeLast() }
    let name = bytes.isEmpty ? "x" : String(decoding: bytes, as: UTF8.self)
    return Text("\(name)-\(SHA256.hex(text.utf8, digits: 10))")
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }
}

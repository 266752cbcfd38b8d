package import CaseFolder

/// Addresses, domains and URLs so that no program makes a link of them and nobody opens one by accident (R2.9).
///
/// For reading only, and no encoding: apply it before `Visible`. Machine files and commands keep the real values.
/// Defanging twice changes nothing.
package enum Defang {
  /// `203[.]0[.]113[.]57`, `2001[:]db8[:][:]1`.
  package static func address(_ address: Text) -> Text {
    isIPv6(address) ? bracketing(address) { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") } : domain(address)
  }

  /// `evil[.]example`: every dot but a last one.
  package static func domain(_ domain: Text) -> Text {
    text(domain)
  }

  /// `hxxps[://]evil[.]example/path`.
  package static func url(_ url: Text) -> Text {
    text(url)
  }

  /// Any text in which an address, a domain, a URL or an e-mail address stands.
  package static func text(_ text: Text) -> Text {
    if isIPv6(text) { return address(text) }
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      let previous = position > 0 ? bytes[position - 1] : 0
      let next = position + 1 < bytes.count ? bytes[position + 1] : 0
      if byte == UInt8(ascii: "."), isWord(previous) || previous == UInt8(ascii: "]"), isWord(next) {
        out.append(contentsOf: "[.]".utf8)
      } else if byte == UInt8(ascii: "@"), isWord(previous) {
        out.append(contentsOf: "[@]".utf8)
      } else if byte == UInt8(ascii: ":"), next == UInt8(ascii: "/"), bytes.dropFirst(position + 2).first == next,
        previous != UInt8(ascii: "[")
      {
        defangScheme(&out)
        out.append(contentsOf: "[://]".utf8)
        position += 2
      } else {
        out.append(byte)
      }
      position += 1
    }
    return Text(bytes: out)
  }

  /// Turns the scheme at the end of `out` into one that no program knows: `http` into `hxxp`, `ftp` into `fxp`.
  private static func defangScheme(_ out: inout [UInt8]) {
    let scheme = Array(out.reversed().prefix { CharacterClasses.isAlphanumeric($0) }.reversed())
    let lower = scheme.map { $0 | 0x20 }
    let start = out.count - scheme.count
    if lower.starts(with: "http".utf8) {
      out[start + 1] = UInt8(ascii: "x")
      out[start + 2] = UInt8(ascii: "x")
    } else if lower.starts(with: "ftp".utf8) {
      out[start + 1] = UInt8(ascii: "x")
    }
  }

  private static func bracketing(_ text: Text, where isMark: (UInt8) -> Bool) -> Text {
    Text(bytes: text.utf8.flatMap { isMark($0) ? [UInt8(ascii: "["), $0, UInt8(ascii: "]")] : [$0] })
  }

  /// Letters, digits and everything beyond ASCII, as in internationalised names.
  private static func isWord(_ byte: UInt8) -> Bool {
    CharacterClasses.isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte >= 0x80
  }

  /// Whether a text is nothing but an IPv6 address, maybe with a zone or prefix length.
  private static func isIPv6(_ text: Text) -> Bool {
    let colons = text.utf8.count { $0 == UInt8(ascii: ":") }
    return colons >= 2
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
        case UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "%"): true
        default: false
        }
      }
  }
}

import CaseFolder

/// A `style` or `script` element with a template's text, and the hash by which the page's policy allows it.
struct HeadElement {
  /// The whole element.
  let bytes: [UInt8]
  /// The value for the policy: `'sha256-…'`.
  let source: Text

  /// Wraps a text. It becomes character data for XML and a comment for HTML, so `<` and `&` mean the same to both.
  init(_ tag: HTMLTag, _ text: [UInt8], name: Text) throws(GateError) {
    let unix = text.filter { $0 != 0x0D }
    let lowered = Text(bytes: unix).asciiLowercased
    for forbidden in ["</style", "</script", "<!--", "<script", "]]>"] as [Text] where lowered.contains(forbidden) {
      throw GateError(line: 0, reason: "\(name.string): “\(forbidden.string)” would end the element")
    }
    let content: [UInt8] =
      tag == .style
      ? Array("/*<![CDATA[*/\n".utf8) + unix + Array("/*]]>*/".utf8)
      : Array("//<![CDATA[\n".utf8) + unix + Array("\n//]]>\n".utf8)
    let name = Array(tag.rawValue.utf8)
    bytes = Array("<".utf8) + name + Array(">".utf8) + content + Array("</".utf8) + name + Array(">".utf8)
    source = Text("'sha256-\(Base64.text(SHA256.digest(content)))'")
  }
}

/// The Content-Security-Policy of a page.
enum ContentPolicy {
  /// The meta element: nothing is allowed but the page's own style and script, by their hashes.
  static func meta(style: HeadElement, script: HeadElement) -> [UInt8] {
    let policy =
      "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src \(style.source.string); "
      + "script-src \(script.source.string)"
    return Array("<meta http-equiv=\"Content-Security-Policy\" content=\"".utf8) + Array(policy.utf8)
      + Array("\"/>".utf8)
  }
}

/// Base64 of RFC 4648, section 4.
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The text of bytes, with padding.
  static func text(_ bytes: [UInt8]) -> String {
    var out: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let group = bytes[index..<min(index + 3, bytes.count)]
      var value = 0
      for offset in 0..<3 { value = value << 8 | (offset < group.count ? Int(group[index + offset]) : 0) }
      for place in 0..<4 {
        out.append(place <= group.count ? alphabet[value >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
      index += 3
    }
    return String(decoding: out, as: UTF8.self)
  }
}

/// Writes nodes as bytes that are HTML and well-formed XML at once.
///
/// It looks at each byte alone, so no delimiter hides behind a combining mark. Every ampersand is escaped: each one is
/// ambiguous.
package struct HTMLWriter: Sendable {
  /// What was written so far.
  package private(set) var bytes: [UInt8] = []

  /// A writer that has written nothing.
  package init() {}

  /// The bytes of a node.
  package static func bytes(of node: HTMLNode) -> [UInt8] {
    var writer = HTMLWriter()
    writer.write(node)
    return writer.bytes
  }

  /// Writes a node and all in it.
  package mutating func write(_ node: HTMLNode) {
    switch node {
    case .text(let text):
      escape(text.string)
    case .element(let tag, let attributes, let content):
      bytes.append(UInt8(ascii: "<"))
      bytes.append(contentsOf: tag.rawValue.utf8)
      for attribute in attributes { write(attribute) }
      if tag.isVoid || (tag.isPicture && content.isEmpty) {
        bytes.append(contentsOf: "/>".utf8)
      } else {
        bytes.append(UInt8(ascii: ">"))
        for child in content { write(child) }
        bytes.append(contentsOf: "</".utf8)
        bytes.append(contentsOf: tag.rawValue.utf8)
        bytes.append(UInt8(ascii: ">"))
      }
      if tag.breaksLine { bytes.append(UInt8(ascii: "\n")) }
    }
  }

  private mutating func write(_ attribute: HTMLAttribute) {
    let (name, value) = attribute.pair
    bytes.append(UInt8(ascii: " "))
    bytes.append(contentsOf: name.description.utf8)
    bytes.append(contentsOf: "=\"".utf8)
    escape(value)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Escapes a text for element content and double-quoted attributes alike.
  private mutating func escape(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
      case UInt8(ascii: "'"): bytes.append(contentsOf: "&#39;".utf8)
      case 0x0A: bytes.append(byte)
      // No control reaches this place through the visible encoding; XML could not hold it.
      case 0..<0x20, 0x7F: bytes.append(UInt8(ascii: "?"))
      default: bytes.append(byte)
      }
    }
  }
}

import CaseFolder

/// What a page may hold. It is written down apart from the writer, so that a mistake there meets a second opinion.
enum PageRules {
  /// Attributes of every element.
  private static let common: Set<String> = ["id", "class", "title", "aria-label", "aria-hidden", "role", "tabindex"]

  /// Attributes of single elements.
  private static let special: [String: Set<String>] = [
    "html": ["lang"], "meta": ["charset", "http-equiv", "content", "name"], "a": ["href"],
    "th": ["scope", "data-field"],
    "td": ["colspan"], "time": ["datetime"], "details": ["open"], "div": ["hidden"], "span": ["aria-live"],
    "input": ["type", "placeholder"], "label": ["for"], "button": ["type"],
    "svg": ["viewBox", "width", "height"], "rect": ["x", "y", "width", "height", "rx"], "circle": ["cx", "cy", "r"],
    "line": ["x1", "y1", "x2", "y2"], "path": ["d", "stroke-width"], "text": ["x", "y", "textLength"], "col": [],
  ]

  /// Values of `http-equiv`, `name` of `meta`.
  private static let equivalents: Set<String> = ["Content-Security-Policy"]
  private static let metaNames: Set<String> = ["viewport", "robots", "referrer", "color-scheme"]

  /// Whether an element may occur.
  static func allows(element: String) -> Bool { HTMLTag(rawValue: element) != nil }

  /// Why an attribute is refused; nil when it may occur.
  static func objection(element: String, attribute name: String, value: [UInt8]) -> String? {
    guard common.contains(name) || special[element]?.contains(name) == true else {
      return "attribute \(name) on element \(element)"
    }
    switch name {
    case "href": return objection(link: value)
    case "id":
      return ElementID(Text(bytes: value)) == nil && !isPlainID(value) ? "an id that is not derived from content" : nil
    case "for": return isPlainID(value) ? nil : "a label for something that is no id"
    case "class", "role", "scope", "type", "data-field":
      return value.allSatisfy({ isWord($0) || $0 == 0x20 }) ? nil : "\(name) with other characters than words have"
    case "d":
      return value.allSatisfy({ pathBytes.contains($0) }) ? nil : "a path with other characters than paths have"
    case "http-equiv":
      return equivalents.contains(String(decoding: value, as: UTF8.self)) ? nil : "http-equiv other than a policy"
    case "name":
      return metaNames.contains(String(decoding: value, as: UTF8.self)) ? nil : "meta of an unknown name"
    case "viewBox", "width", "height", "x", "y", "rx", "cx", "cy", "r", "x1", "y1", "x2", "y2", "stroke-width",
      "textLength", "colspan", "tabindex":
      return value.allSatisfy({ numberBytes.contains($0) }) ? nil : "\(name) that is no number"
    default: return nil
    }
  }

  private static func objection(link: [UInt8]) -> String? {
    if link.first == UInt8(ascii: "#") {
      return isPlainID(Array(link.dropFirst())) ? nil : "a fragment that is no id"
    }
    return DocumentURL(Text(bytes: link)) == nil ? "a link to somewhere that is not on the list" : nil
  }

  private static func isPlainID(_ bytes: [UInt8]) -> Bool {
    !bytes.isEmpty && bytes.count <= 80
      && bytes.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
  }

  private static let pathBytes = Set(Array("MLCHVZmlchvz0123456789.- ".utf8))
  private static let numberBytes = Set(Array("0123456789.- ".utf8))
}

internal import CaseFolder
internal import Evidence

/// What a list or watch of secrets was narrowed to by `fieldSelector` and `labelSelector`.
struct SecretSelector: Hashable {
  /// One condition on a field or label.
  enum Condition: Hashable {
    case equals(Text, Text)
    case differs(Text, Text)
    case oneOf(Text, [Text])
    case noneOf(Text, [Text])
    case has(Text)
    case lacks(Text)
  }

  let fields: [Condition]
  let labels: [Condition]

  init(fields: Text?, labels: Text?) {
    self.fields = Self.parse(fields ?? "")
    self.labels = Self.parse(labels ?? "")
  }

  var isEmpty: Bool { fields.isEmpty && labels.isEmpty }

  /// Whether a secret can match. What is not known about it (labels, type) counts as a match.
  func canMatch(name: Text, namespace: Text, type: Text?, labels known: [Tag]?) -> Bool {
    for condition in fields {
      switch condition {
      case .equals("metadata.name", let value): if name != value { return false }
      case .differs("metadata.name", let value): if name == value { return false }
      case .equals("metadata.namespace", let value): if namespace != value { return false }
      case .differs("metadata.namespace", let value): if namespace == value { return false }
      case .equals("type", let value): if let type, type != value { return false }
      case .differs("type", let value): if let type, type == value { return false }
      default: break
      }
    }
    guard let known else { return true }
    return labels.allSatisfy { condition in
      switch condition {
      case .equals(let key, let value): known[key] == value
      case .differs(let key, let value): known[key] != value
      case .oneOf(let key, let values): known[key].map(values.contains) ?? false
      case .noneOf(let key, let values): !(known[key].map(values.contains) ?? false)
      case .has(let key): known[key] != nil
      case .lacks(let key): known[key] == nil
      }
    }
  }

  /// Splits `a=b,c in (d,e),!f` into conditions (Kubernetes, Labels and Selectors).
  private static func parse(_ text: Text) -> [Condition] {
    var parts: [[UInt8]] = [[]]
    var depth = 0
    for byte in text.utf8 {
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") { depth -= 1 }
      if byte == UInt8(ascii: ","), depth <= 0 { parts.append([]) } else { parts[parts.count - 1].append(byte) }
    }
    return parts.compactMap { condition(trimmed($0)) }
  }

  private static func condition(_ text: Text) -> Condition? {
    if text.isEmpty { return nil }
    for (word, negated) in [(Text(" notin "), true), (Text(" in "), false)] {
      if let range = text.range(of: word, from: 0) {
        let bytes = Array(text.utf8)
        let key = trimmed(Array(bytes[..<range.lowerBound]))
        let list = bytes[range.upperBound...].filter { $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: ")") }
        let values = list.split(separator: UInt8(ascii: ",")).map { trimmed(Array($0)) }
        return negated ? .noneOf(key, values) : .oneOf(key, values)
      }
    }
    for (sign, negated) in [(Text("!="), true), (Text("=="), false), (Text("="), false)] {
      if let range = text.range(of: sign, from: 0) {
        let bytes = Array(text.utf8)
        let key = trimmed(Array(bytes[..<range.lowerBound]))
        let value = trimmed(Array(bytes[range.upperBound...]))
        return negated ? .differs(key, value) : .equals(key, value)
      }
    }
    if let key = text.dropping(prefix: "!") { return .lacks(trimmed(Array(key.utf8))) }
    return .has(text)
  }

  private static func trimmed(_ bytes: [UInt8]) -> Text {
    let start = bytes.firstIndex { $0 != 0x20 } ?? bytes.endIndex
    let end = bytes.lastIndex { $0 != 0x20 } ?? bytes.startIndex
    return start <= end && start < bytes.endIndex ? Text(bytes: bytes[start...end]) : ""
  }
}

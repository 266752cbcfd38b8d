internal import CaseFolder

/// Reads the STIX patterns that say "any of these": comparisons with `=`, `IN` or `ISSUBSET`, joined by `OR`, in one
/// observation or several. Whatever needs two things at once, an order, a time or an expression is not understood, since each
/// of its parts alone is no indicator.
enum STIXPattern {
  /// One value of a pattern.
  struct Value: Equatable {
    let kind: IndicatorKind
    let text: Text
  }

  /// The values of which one is enough; nil when the pattern is not understood.
  static func values(of pattern: Text) -> [Value]? {
    guard pattern.utf8.count <= 64 << 10, var rest = tokens(Array(pattern.utf8))?[...] else { return nil }
    var values: [Value] = []
    repeat {
      guard rest.popFirst() == .mark("[") else { return nil }
      repeat {
        guard let found = comparison(&rest) else { return nil }
        values += found
      } while take("OR", &rest)
      guard rest.popFirst() == .mark("]") else { return nil }
    } while take("OR", &rest)
    return rest.isEmpty ? values : nil
  }

  private enum Token: Equatable {
    /// A word: a path, an operator.
    case word(Text)
    /// A quoted text.
    case text(Text)
    /// A bracket or a comma.
    case mark(Text)
  }

  private static func take(_ word: Text, _ rest: inout ArraySlice<Token>) -> Bool {
    guard rest.first == .word(word) else { return false }
    rest.removeFirst()
    return true
  }

  private static func comparison(_ rest: inout ArraySlice<Token>) -> [Value]? {
    guard case .word(let path)? = rest.popFirst(), case .word(let sign)? = rest.popFirst() else { return nil }
    var texts: [Text] = []
    switch sign {
    case "=", "ISSUBSET":
      guard case .text(let text)? = rest.popFirst() else { return nil }
      texts = [text]
    case "IN":
      guard rest.popFirst() == .mark("(") else { return nil }
      repeat {
        guard case .text(let text)? = rest.popFirst() else { return nil }
        texts.append(text)
      } while rest.first == .mark(",") && rest.popFirst() != nil
      guard rest.popFirst() == .mark(")") else { return nil }
    default: return nil
    }
    let found = texts.compactMap { value(path, $0) }
    return found.count == texts.count ? found : nil
  }

  private static func value(_ path: Text, _ text: Text) -> Value? {
    guard let kind = kinds[path.asciiLowercased], !text.isEmpty else { return nil }
    let form = IndicatorKind(form: text)
    switch kind {
    case .address:
      guard form == .address || form == .network else { return nil }
      return form.map { Value(kind: $0, text: text) }
    // A line of prose is no domain, whatever its field says.
    case .domain: return form == .domain ? Value(kind: .domain, text: text) : nil
    case .md5, .sha1, .sha256: return form == kind ? Value(kind: kind, text: text) : nil
    default: return Value(kind: kind, text: text)
    }
  }

  /// Paths of STIX 2.0 and 2.1, in small letters, quotes undone.
  private static let kinds: [Text: IndicatorKind] = [
    "ipv4-addr:value": .address, "ipv6-addr:value": .address, "network-traffic:dst_ref.value": .address,
    "network-traffic:src_ref.value": .address, "domain-name:value": .domain, "url:value": .url,
    "email-addr:value": .email, "email-message:from_ref.value": .email, "file:name": .fileName,
    "file:hashes.md5": .md5, "file:hashes.sha-1": .sha1, "file:hashes.sha1": .sha1, "file:hashes.sha-256": .sha256,
    "file:hashes.sha256": .sha256,
  ]

  private static func tokens(_ bytes: [UInt8]) -> [Token]? {
    var tokens: [Token] = []
    var position = 0
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","):
        tokens.append(.mark(Text(bytes: [bytes[position]])))
        position += 1
      case UInt8(ascii: "'"):
        guard let text = quoted(bytes, &position) else { return nil }
        tokens.append(.text(text))
      case UInt8(ascii: "="):
        tokens.append(.word("="))
        position += 1
      default:
        guard let word = word(bytes, &position) else { return nil }
        tokens.append(.word(word))
      }
    }
    return tokens
  }

  /// A word; a path may hold quoted parts (`file:hashes.'SHA-256'`).
  private static func word(_ bytes: [UInt8], _ position: inout Int) -> Text? {
    var word: [UInt8] = []
    while position < bytes.count, ![0x20, 0x09, 0x0A, 0x0D, 0x28, 0x29, 0x2C, 0x3D, 0x5D].contains(bytes[position]) {
      if bytes[position] == UInt8(ascii: "'") {
        guard let part = quoted(bytes, &position) else { return nil }
        word += part.utf8
      } else {
        // Brackets inside a path choose from a list, which is no plain comparison.
        if bytes[position] == UInt8(ascii: "[") { return nil }
        word.append(bytes[position])
        position += 1
      }
    }
    return word.isEmpty ? nil : Text(bytes: word)
  }

  private static func quoted(_ bytes: [UInt8], _ position: inout Int) -> Text? {
    var text: [UInt8] = []
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "'") { return Text(bytes: text) }
      if byte == UInt8(ascii: "\\"), position < bytes.count {
        text.append(bytes[position])
        position += 1
      } else {
        text.append(byte)
      }
    }
    return nil
  }
}

internal import CaseFolder

/// A string of a Sigma rule with its wildcards: `*` is any text, `?` one character; a backslash takes a wildcard's meaning
/// away (Sigma specification 2.1, "Escaping").
struct SigmaString: Hashable, Sendable {
  /// A stretch of the string.
  enum Part: Hashable, Sendable {
    case literal([UInt8])
    /// `*`.
    case anyText
    /// `?`.
    case anyCharacter
  }

  private(set) var parts: [Part]

  /// Reads a string as a rule writes it. A backslash before something that has no special meaning is a backslash.
  init(_ text: Text) {
    var parts: [Part] = []
    var literal: [UInt8] = []
    var isEscaped = false
    func end() {
      if !literal.isEmpty { parts.append(.literal(literal)) }
      literal = []
    }
    for byte in text.utf8 {
      let isSpecial = byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?")
      if isEscaped {
        if !isSpecial && byte != UInt8(ascii: "\\") { literal.append(UInt8(ascii: "\\")) }
        literal.append(byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if isSpecial {
        end()
        parts.append(byte == UInt8(ascii: "*") ? .anyText : .anyCharacter)
      } else {
        literal.append(byte)
      }
    }
    if isEscaped { literal.append(UInt8(ascii: "\\")) }
    end()
    self.parts = parts
  }

  /// A string without wildcards.
  init(literal: [UInt8]) {
    parts = literal.isEmpty ? [] : [.literal(literal)]
  }

  private init(parts: [Part]) {
    self.parts = parts
  }

  /// Whether there is a wildcard in it.
  var hasWildcards: Bool {
    parts.contains { if case .literal = $0 { false } else { true } }
  }

  /// The bytes of a string without wildcards; nil when it has any.
  var literalBytes: [UInt8]? {
    hasWildcards ? nil : parts.first.map { if case .literal(let bytes) = $0 { bytes } else { [] } } ?? []
  }

  /// The string with `*` at its ends, unless it is there.
  func anchored(start: Bool, end: Bool) -> SigmaString {
    var parts = parts
    if !start, parts.first != .anyText { parts.insert(.anyText, at: 0) }
    if !end, parts.last != .anyText { parts.append(.anyText) }
    return SigmaString(parts: parts)
  }

  /// The string with another one behind it.
  func followed(by other: SigmaString) -> SigmaString {
    SigmaString(parts: Self.joined(parts + other.parts))
  }

  /// The string with each literal part changed.
  func mapLiterals(_ change: ([UInt8]) throws(RuleError) -> [UInt8]) throws(RuleError) -> SigmaString {
    var changed: [Part] = []
    for part in parts {
      guard case .literal(let bytes) = part else {
        changed.append(part)
        continue
      }
      changed.append(.literal(try change(bytes)))
    }
    return SigmaString(parts: changed)
  }

  /// The string with all that `find` marks in its literal parts replaced in every way that it names.
  func expanded(_ find: ([UInt8]) throws(RuleError) -> [[[UInt8]]]) throws(RuleError) -> [SigmaString] {
    var results: [[Part]] = [[]]
    for part in parts {
      guard case .literal(let bytes) = part else {
        for index in results.indices { results[index].append(part) }
        continue
      }
      for choices in try find(bytes) {
        guard results.count * choices.count <= Self.expansionsAllowed else {
          throw RuleError("a value expands to more than \(Self.expansionsAllowed) strings")
        }
        results = results.flatMap { result in choices.map { result + [.literal($0)] } }
      }
    }
    return results.map { SigmaString(parts: Self.joined($0)) }
  }

  /// One value may stand for so many strings.
  static let expansionsAllowed = 1000

  private static func joined(_ parts: [Part]) -> [Part] {
    var joined: [Part] = []
    for part in parts {
      if case .literal(let bytes) = part {
        if bytes.isEmpty { continue }
        if case .literal(let before) = joined.last {
          joined[joined.count - 1] = .literal(before + bytes)
          continue
        }
      }
      joined.append(part)
    }
    return joined
  }
}

package import CaseFolder

/// A sentence for people, in which words of ours and text of evidence stay apart.
///
/// Writers encode the parts differently: words as they stand, evidence as code that no markup can break out of.
/// Write it as an interpolated literal: `"\(count) requests by \(subject) from \(address: ip)"`.
package struct Prose: Hashable, Sendable {
  /// A piece of a sentence.
  package enum Part: Hashable, Sendable {
    /// Our own words.
    case words(String)
    /// Text from evidence: a name, an ARN, a command.
    case evidence(Text)
    /// An address, domain or URL from evidence, which editions for reading defang.
    case indicator(Text)
    /// A time.
    case time(Timestamp)
  }

  /// The pieces in order.
  package var parts: [Part]

  /// A sentence of pieces.
  package init(parts: [Part]) {
    self.parts = parts
  }

  /// Whether nothing stands in it.
  package var isEmpty: Bool { parts.isEmpty }

  /// Both, one after the other.
  package static func + (left: Prose, right: Prose) -> Prose {
    Prose(parts: left.parts + right.parts)
  }

  /// The text without any markup. Not safe in any output context: for sorting, searching and plain comparison only.
  package var plain: Text {
    Text(
      parts.map { part in
        switch part {
        case .words(let words): words
        case .evidence(let text), .indicator(let text): text.string
        case .time(let time): time.description
        }
      }.joined())
  }
}

extension Prose: ExpressibleByStringInterpolation {
  package struct StringInterpolation: StringInterpolationProtocol {
    var parts: [Part] = []

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { parts.append(.words(literal)) }
    }

    /// Text of evidence.
    package mutating func appendInterpolation(_ evidence: Text) {
      parts.append(.evidence(evidence))
    }

    /// An address, domain or URL of evidence.
    package mutating func appendInterpolation(address: Text) {
      parts.append(.indicator(address))
    }

    /// A time.
    package mutating func appendInterpolation(_ time: Timestamp) {
      parts.append(.time(time))
    }

    /// A whole number, in words of ours.
    package mutating func appendInterpolation(_ number: some BinaryInteger) {
      parts.append(.words(String(number)))
    }

    /// Words of ours that a constant holds. Never pass evidence here.
    package mutating func appendInterpolation(words: String) {
      if !words.isEmpty { parts.append(.words(words)) }
    }

    /// Another sentence.
    package mutating func appendInterpolation(_ prose: Prose) {
      parts.append(contentsOf: prose.parts)
    }
  }

  package init(stringInterpolation: StringInterpolation) {
    parts = stringInterpolation.parts
  }

  package init(stringLiteral value: String) {
    parts = value.isEmpty ? [] : [.words(value)]
  }
}

extension Array where Element == Prose {
  /// The sentences of a list as one, with `separator` between them and `last` before the last one.
  package func joined(_ separator: String = ", ", last: String = " and ") -> Prose {
    var parts: [Prose.Part] = []
    for (index, prose) in enumerated() {
      if index > 0 { parts.append(.words(index == count - 1 ? last : separator)) }
      parts.append(contentsOf: prose.parts)
    }
    return Prose(parts: parts)
  }
}

extension Prose: Codable {
  private enum Key: String, CodingKey {
    case value, indicator, at
  }

  package init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    parts = []
    while !container.isAtEnd {
      if let words = try? container.decode(String.self) {
        parts.append(.words(words))
        continue
      }
      let part = try container.nestedContainer(keyedBy: Key.self)
      if let text = try part.decodeIfPresent(Text.self, forKey: .indicator) {
        parts.append(.indicator(text))
      } else if let time = try part.decodeIfPresent(Timestamp.self, forKey: .at) {
        parts.append(.time(time))
      } else {
        parts.append(.evidence(try part.decode(Text.self, forKey: .value)))
      }
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    for part in parts {
      switch part {
      case .words(let words):
        try container.encode(words)
      case .evidence(let text):
        var nested = container.nestedContainer(keyedBy: Key.self)
        try nested.encode(text, forKey: .value)
      case .indicator(let text):
        var nested = container.nestedContainer(keyedBy: Key.self)
        try nested.encode(text, forKey: .indicator)
      case .time(let time):
        var nested = container.nestedContainer(keyedBy: Key.self)
        try nested.encode(time, forKey: .at)
      }
    }
  }
}

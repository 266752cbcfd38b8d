package import CaseFolder
package import Investigation

/// Text that may stand in a page: words of ours, or evidence after the visible encoding.
///
/// It is made of string literals, numbers, times, and `Text`, never of a `String` that some code has put together: so
/// there is no way from evidence to a page around `Visible`. The writer still escapes every byte of it.
package struct Shown: Hashable, Sendable {
  /// The text, with every control, format and look-alike space already made visible.
  package let string: String

  private init(raw: String) {
    string = raw
  }

  /// Nothing.
  package static let empty = Shown(raw: "")

  /// A text of evidence.
  package init(_ text: Text) {
    self.init(raw: Visible.text(text))
  }

  /// An address, domain or URL of evidence, defanged for reading.
  package init(indicator: Text) {
    self.init(raw: Visible.text(Defang.text(indicator)))
  }

  /// A sentence without any markup.
  package init(_ prose: Prose) {
    self = prose.parts.reduce(.empty) { $0 + Shown($1) }
  }

  private init(_ part: Prose.Part) {
    switch part {
    case .words(let words): self.init(Text(words))
    case .evidence(let text): self.init(text)
    case .indicator(let text): self.init(indicator: text)
    case .time(let time): self.init(time)
    }
  }

  /// A time as people read it, to the second: `2026-03-12 02:03:11Z`.
  package init(_ time: Timestamp) {
    let text = time.wholeSecond.description
    self.init(raw: text.prefix(10) + " " + text.dropFirst(11))
  }

  /// The time of day to the second: `02:03:11Z`.
  package init(timeOfDay time: Timestamp) {
    self.init(raw: String(time.wholeSecond.description.dropFirst(11)))
  }

  /// The day: `2026-03-12`.
  package init(day time: Timestamp) {
    self.init(raw: String(time.wholeSecond.description.prefix(10)))
  }

  /// Several lines of a command or record, each made visible, with real line breaks between them.
  package init(lines text: Text) {
    self.init(raw: Visible.lines(text).joined(separator: "\n"))
  }

  /// The text with a capital first letter, if that is an ASCII letter.
  package var capitalized: Shown {
    var bytes = Array(string.utf8)
    if let first = bytes.first, (0x61...0x7A).contains(first) { bytes[0] = first - 0x20 }
    return Shown(raw: String(decoding: bytes, as: UTF8.self))
  }

  /// The text with its middle left out, when it has more than `limit` scalars; both ends stay.
  ///
  /// It never cuts between a base letter and the marks on it. Use it only where the whole value stands elsewhere.
  package func shortened(to limit: Int) -> Shown {
    let scalars = Array(string.unicodeScalars)
    guard scalars.count > limit, limit >= 5 else { return self }
    var head = (limit - 1) * 3 / 5
    var tail = scalars.count - (limit - 1 - head)
    while head > 1, scalars[head].properties.canonicalCombiningClass != .notReordered { head -= 1 }
    while tail < scalars.count, scalars[tail].properties.canonicalCombiningClass != .notReordered { tail += 1 }
    var view = String.UnicodeScalarView(scalars[..<head])
    view.append("…")
    view.append(contentsOf: scalars[tail...])
    return Shown(raw: String(view))
  }

  /// The text in lines of at most `width` scalars, cut after a separator where one is near the end of a line; a mark
  /// stays with its letter.
  package func lines(of width: Int) -> [Shown] {
    var lines: [Shown] = []
    var rest = string.unicodeScalars[...]
    while rest.count > width, width > 1 {
      let most = rest.index(rest.startIndex, offsetBy: width)
      let least = rest.index(rest.startIndex, offsetBy: width / 2)
      var end = most
      // A cut at a separator must not cost another line.
      if let mark = rest[least..<most].lastIndex(where: { Self.separators.contains($0) }),
        rest.distance(from: mark, to: rest.endIndex) <= width || rest.count > 2 * width
      {
        end = rest.index(after: mark)
      }
      while end > least, rest[end].properties.canonicalCombiningClass != .notReordered { end = rest.index(before: end) }
      lines.append(Shown(raw: String(rest[..<end])))
      rest = rest[end...]
    }
    return lines + [Shown(raw: String(rest))]
  }

  private static let separators: Set<Unicode.Scalar> = ["/", ":", "-", ".", "_", "@", "]", " "]

  /// The number of scalars, from which pictures reckon the width of a label.
  package var scalarCount: Int { string.unicodeScalars.count }

  /// Whether nothing stands in it.
  package var isEmpty: Bool { string.isEmpty }

  /// Both, one after the other.
  package static func + (left: Shown, right: Shown) -> Shown {
    Shown(raw: left.string + right.string)
  }

  package static func == (left: Shown, right: Shown) -> Bool {
    left.string.utf8.elementsEqual(right.string.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    Text(string).hash(into: &hasher)
  }
}

extension Shown: ExpressibleByStringInterpolation {
  package struct StringInterpolation: StringInterpolationProtocol {
    var shown = Shown.empty

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ literal: StaticString) {
      shown = shown + Shown(raw: literal.description)
    }

    /// Text of evidence.
    package mutating func appendInterpolation(_ text: Text) {
      shown = shown + Shown(text)
    }

    /// A whole number, with commas between groups of three digits.
    package mutating func appendInterpolation(_ number: some BinaryInteger) {
      shown = shown + Shown(raw: Self.grouped(String(number)))
    }

    /// A time to the second.
    package mutating func appendInterpolation(_ time: Timestamp) {
      shown = shown + Shown(time)
    }

    /// Text that is shown already.
    package mutating func appendInterpolation(_ other: Shown) {
      shown = shown + other
    }

    private static func grouped(_ digits: String) -> String {
      let bytes = Array(digits.utf8)
      guard bytes.count > 3, bytes[0] != UInt8(ascii: "-") else { return digits }
      var out: [UInt8] = []
      for (index, byte) in bytes.enumerated() {
        if index > 0, (bytes.count - index).isMultiple(of: 3) { out.append(UInt8(ascii: ",")) }
        out.append(byte)
      }
      return String(decoding: out, as: UTF8.self)
    }
  }

  package init(stringInterpolation: StringInterpolation) {
    self = stringInterpolation.shown
  }

  package init(stringLiteral value: StaticString) {
    self.init(raw: value.description)
  }
}

extension Sequence where Element == Shown {
  /// The texts with a separator between them.
  package func joined(_ separator: Shown) -> Shown {
    reduce(nil as Shown?) { result, next in result.map { $0 + separator + next } ?? next } ?? .empty
  }
}

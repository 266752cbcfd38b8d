internal import CaseFolder

/// A value of a rule on its way through the modifiers.
enum DraftValue {
  /// A string or number as written, with its wildcards.
  case string(SigmaString, written: Text)
  case null
  case expression(Text, RegularExpression.Flags)
  case field(Text, FieldMatch)
  case range(AddressRange)
  case time(TimePart, NumberComparison?, Int)
  case compare(NumberComparison, Double)

  /// What comes of the value by one modifier: several values where it stands for several.
  func applying(_ modifier: Modifier, _ placeholders: Placeholders) throws(RuleError) -> [DraftValue] {
    switch modifier {
    case .all, .neq, .cased, .exists: return [self]
    case .contains: return [try anchored(start: false, end: false)]
    case .startswith: return [try anchored(start: true, end: false)]
    case .endswith: return [try anchored(start: false, end: true)]
    case .re: return [.expression(try written(modifier), [])]
    case .i: return [try flagged(.ignoreCase, modifier)]
    case .m: return [try flagged(.multiLine, modifier)]
    case .s: return [try flagged(.dotAll, modifier)]
    case .cidr:
      let text = try written(modifier)
      guard let range = AddressRange(text) else { throw RuleError("\(text) is no CIDR range") }
      return [.range(range)]
    case .fieldref: return [.field(Text(bytes: try literal(modifier)), FieldMatch())]
    case .lt, .lte, .gt, .gte: return [try compared(modifier)]
    case .minute, .hour, .day, .week, .month, .year:
      guard let part = modifier.timePart, let number = Int(try written(modifier).string) else {
        throw RuleError("\(modifier.rawValue) needs a whole number")
      }
      return [.time(part, nil, number)]
    case .windash: return try expanded(modifier, TextEncodings.dashes)
    case .wide, .utf16le: return [try mapped(modifier) { TextEncodings.utf16($0, isBigEndian: false) }]
    case .utf16be: return [try mapped(modifier) { TextEncodings.utf16($0, isBigEndian: true) }]
    case .utf16: return [try withByteOrderMark()]
    case .base64: return [Self.plain(TextEncodings.base64(try literal(modifier)))]
    case .base64offset: return TextEncodings.base64Offsets(try literal(modifier)).map(Self.plain)
    case .expand: return try expanded(modifier, placeholders.choices)
    }
  }

  /// The test that the value stands for in the end.
  func test(isCased: Bool) throws(RuleError) -> ValueTest {
    switch self {
    case .string(let string, _): .pattern(BytePattern(string, isCased: isCased))
    case .null: .null
    case .expression(let pattern, let flags): .regularExpression(try RegularExpression(pattern, flags))
    case .field(let name, var match):
      .field(
        FieldPath(name),
        {
          match.isCased = isCased
          return match
        }())
    case .range(let range): .address(range)
    case .time(let part, let comparison, let number): .time(part, comparison, number)
    case .compare(let comparison, let number): .compare(comparison, number)
    }
  }

  private static func plain(_ bytes: [UInt8]) -> DraftValue {
    .string(SigmaString(literal: bytes), written: Text(bytes: bytes))
  }

  private func written(_ modifier: Modifier) throws(RuleError) -> Text {
    guard case .string(_, let written) = self else {
      throw RuleError("\(modifier.rawValue) cannot follow the modifiers before it, or has no value")
    }
    return written
  }

  private func literal(_ modifier: Modifier) throws(RuleError) -> [UInt8] {
    guard case .string(let string, _) = self else {
      throw RuleError("\(modifier.rawValue) cannot follow the modifiers before it, or has no value")
    }
    guard let bytes = string.literalBytes else { throw RuleError("\(modifier.rawValue) allows no wildcards") }
    return bytes
  }

  private func anchored(start: Bool, end: Bool) throws(RuleError) -> DraftValue {
    switch self {
    case .string(let string, let written): return .string(string.anchored(start: start, end: end), written: written)
    case .expression(let pattern, let flags):
      // Expressions are searched for, so that only an end that is not open changes anything.
      if start { return .expression(Text("^(?:\(pattern))"), flags) }
      return .expression(end ? Text("(?:\(pattern))$") : pattern, flags)
    case .field(let name, var match):
      if !end { match.startsWith = true }
      if !start { match.endsWith = true }
      return .field(name, match)
    default: throw RuleError("contains, startswith and endswith need text")
    }
  }

  private func flagged(_ flag: RegularExpression.Flags, _ modifier: Modifier) throws(RuleError) -> DraftValue {
    guard case .expression(let pattern, let flags) = self else {
      throw RuleError("\(modifier.rawValue) may only follow re")
    }
    return .expression(pattern, flags.union(flag))
  }

  private func compared(_ modifier: Modifier) throws(RuleError) -> DraftValue {
    guard let comparison = modifier.comparison else { return self }
    if case .time(let part, _, let number) = self { return .time(part, comparison, number) }
    guard let number = Double(try written(modifier).string), number.isFinite else {
      throw RuleError("\(modifier.rawValue) needs a number")
    }
    return .compare(comparison, number)
  }

  private func mapped(_ modifier: Modifier, _ change: ([UInt8]) -> [UInt8]) throws(RuleError) -> DraftValue {
    guard case .string(let string, let written) = self else { throw RuleError("\(modifier.rawValue) needs text") }
    return .string(try string.mapLiterals { change($0) }, written: written)
  }

  private func withByteOrderMark() throws(RuleError) -> DraftValue {
    guard case .string(let string, let written) = self else { throw RuleError("utf16 needs text") }
    let mark = SigmaString(literal: [0xFF, 0xFE])
    return .string(
      mark.followed(by: try string.mapLiterals { TextEncodings.utf16($0, isBigEndian: false) }), written: written)
  }

  private func expanded(
    _ modifier: Modifier, _ find: ([UInt8]) throws(RuleError) -> [[[UInt8]]]
  ) throws(RuleError) -> [DraftValue] {
    switch self {
    case .string(let string, let written):
      return try string.expanded(find).map { .string($0, written: written) }
    case .expression(let pattern, let flags) where modifier == .expand:
      return try SigmaString(literal: Array(pattern.utf8)).expanded(find).map {
        .expression(Text(bytes: $0.literalBytes ?? []), flags)
      }
    default: throw RuleError("\(modifier.rawValue) needs text")
    }
  }
}

/// The values that `expand` puts in the place of `%name%`.
struct Placeholders: Sendable {
  /// The values of each name.
  var values: [Text: [Text]] = [:]

  /// The pieces of a literal: each with the texts that may stand there.
  func choices(_ bytes: [UInt8]) throws(RuleError) -> [[[UInt8]]] {
    var choices: [[[UInt8]]] = []
    var plain: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let rest = bytes[(index + 1)...]
      guard bytes[index] == UInt8(ascii: "%"), let close = rest.firstIndex(of: UInt8(ascii: "%")), close > index + 1,
        !bytes[(index + 1)..<close].contains(UInt8(ascii: "\\"))
      else {
        plain.append(bytes[index])
        index += 1
        continue
      }
      let name = Text(bytes: bytes[(index + 1)..<close])
      guard let known = values[name], !known.isEmpty else {
        throw RuleError("the placeholder %\(name)% has no values; give them in placeholders.yml beside the rules")
      }
      choices.append([plain])
      choices.append(known.map { Array($0.utf8) })
      plain = []
      index = close + 1
    }
    choices.append([plain])
    return choices
  }
}

internal import CaseFolder

/// The modifiers of the Sigma specification 2.1, by their names in rules.
enum Modifier: String, Sendable, CaseIterable {
  case contains, startswith, endswith, all, cased, exists, neq
  case lt, lte, gt, gte
  case cidr, re, i, m, s
  case windash, wide, utf16, utf16le, utf16be, base64, base64offset
  case expand, fieldref
  case minute, hour, day, week, month, year

  /// Reads a name; pySigma's long names of the flags are accepted too.
  init(name: Text) throws(RuleError) {
    let longNames: [Text: Modifier] = ["ignorecase": .i, "multiline": .m, "dotall": .s]
    if let known = longNames[name] ?? Modifier(rawValue: name.string) {
      self = known
      return
    }
    let near = EditDistance.nearest(to: name, among: Self.allCases.map { Text($0.rawValue) })
    throw RuleError("the modifier \(name) is not known" + (near.map { "; did you mean \($0)?" } ?? ""))
  }

  /// The part of a time that it asks for.
  var timePart: TimePart? {
    switch self {
    case .minute: .minute
    case .hour: .hour
    case .day: .day
    case .week: .week
    case .month: .month
    case .year: .year
    default: nil
    }
  }

  /// The comparison that it asks for.
  var comparison: NumberComparison? {
    switch self {
    case .lt: .less
    case .lte: .lessOrEqual
    case .gt: .greater
    case .gte: .greaterOrEqual
    default: nil
    }
  }
}

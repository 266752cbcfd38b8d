internal import CaseFolder
internal import Evidence

/// A rule's expression, arranged for records that stream by: each item knows the place of its field, and what is cheap to
/// know stands before what is not.
indirect enum MatchTree: Sendable {
  case item(DetectionItem, MatchPlace)
  case all([MatchTree])
  case any([MatchTree])
  case not(MatchTree)

  /// Arranges an expression; `place` says where a field is.
  init(_ expression: Expression, _ place: (FieldPath) -> MatchPlace) {
    switch expression {
    case .item(let item): self = .item(item, Self.place(of: item, place))
    case .not(let inner): self = .not(MatchTree(inner, place))
    case .all(let parts): self = .all(Self.arranged(parts, place))
    case .any(let parts): self = .any(Self.arranged(parts, place))
    }
  }

  private static func arranged(_ parts: [Expression], _ place: (FieldPath) -> MatchPlace) -> [MatchTree] {
    let trees = parts.map { MatchTree($0, place) }
    return trees.enumerated().sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }.map(\.element)
  }

  private static func place(of item: DetectionItem, _ place: (FieldPath) -> MatchPlace) -> MatchPlace {
    let needsMore = item.groups.joined().contains { if case .field = $0 { true } else { false } }
    guard let field = item.field, !needsMore else { return .body }
    return place(field)
  }

  private var cost: Int {
    switch self {
    case .item(_, .key): 0
    case .item(_, .field): 1
    case .item(_, .body): 2
    case .not(let inner): inner.cost
    case .all(let parts), .any(let parts): parts.map(\.cost).max() ?? 0
    }
  }

  /// The verdict on a record of which the keys are known, and with `keysOnly` nothing else.
  func verdict(_ record: WatchedRecord, keysOnly: Bool) -> Verdict {
    switch self {
    case .item(let item, let place):
      switch place {
      case .key(let number): return item.verdict(record.field(number))
      case .field(let number): return keysOnly ? .unknown : item.verdict(record.field(number))
      case .body: return .unknown
      }
    case .not(let inner): return inner.verdict(record, keysOnly: keysOnly).negated
    case .all(let parts):
      var result = Verdict.yes
      for part in parts {
        result = min(result, part.verdict(record, keysOnly: keysOnly))
        if result == .no { break }
      }
      return result
    case .any(let parts):
      var result = Verdict.no
      for part in parts {
        result = max(result, part.verdict(record, keysOnly: keysOnly))
        if result == .yes { break }
      }
      return result
    }
  }
}

/// Where an item's field is.
enum MatchPlace: Sendable {
  /// Among the keys, by the number of the field.
  case key(Int)
  /// Among the fields that are taken out of each record.
  case field(Int)
  /// In the record's body, which must be parsed.
  case body
}

extension DetectionItem {
  /// The verdict on a field that was taken out of a record.
  func verdict(_ field: RecordField) -> Verdict {
    if let exists { return Verdict(isNegated != (field.isThere == exists)) }
    guard let value = field.value else { return .unknown }
    let holds = linked { group in
      group.contains { test in
        if case .null = test {
          if case .null = value { return true }
          return false
        }
        return test.matches(value)
      }
    }
    return Verdict(isNegated != holds)
  }
}

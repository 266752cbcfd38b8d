internal import Evidence

/// What is known about a condition: while a record streams by, only some of its fields are at hand.
enum Verdict: UInt8, Sendable, Comparable {
  case no
  case unknown
  case yes

  /// The verdict of something that is known.
  init(_ holds: Bool) {
    self = holds ? .yes : .no
  }

  /// The verdict on the opposite.
  var negated: Verdict { Verdict(rawValue: 2 - rawValue) ?? .unknown }

  static func < (left: Verdict, right: Verdict) -> Bool { left.rawValue < right.rawValue }
}

/// A rule's condition with its selections put in: what is evaluated for each record.
indirect enum Expression: Sendable {
  case item(DetectionItem)
  case all([Expression])
  case any([Expression])
  case not(Expression)

  /// The verdict, from the verdicts of the items. Parts that cannot change it any more are not asked.
  func verdict(_ verdict: (DetectionItem) -> Verdict) -> Verdict {
    switch self {
    case .item(let item): return verdict(item)
    case .not(let inner): return inner.verdict(verdict).negated
    case .all(let parts):
      var result = Verdict.yes
      for part in parts {
        result = min(result, part.verdict(verdict))
        if result == .no { break }
      }
      return result
    case .any(let parts):
      var result = Verdict.no
      for part in parts {
        result = max(result, part.verdict(verdict))
        if result == .yes { break }
      }
      return result
    }
  }

  /// Whether a whole record matches.
  func matches(_ record: JSONValue) -> Bool {
    verdict { Verdict($0.matches(record)) } == .yes
  }

  /// All items, in order.
  var items: [DetectionItem] {
    switch self {
    case .item(let item): [item]
    case .not(let inner): inner.items
    case .all(let parts), .any(let parts): parts.flatMap(\.items)
    }
  }

  /// The folded texts of which a field must have one, whatever the rest of the record says; nil when the condition does not
  /// pin the field down.
  func required(_ field: FieldPath) -> Set<[UInt8]>? {
    switch self {
    case .item(let item):
      guard item.field == field, !item.isNegated, item.exists == nil, !item.isAll || item.groups.count == 1 else {
        return nil
      }
      var texts: Set<[UInt8]> = []
      for test in item.groups.joined() {
        guard let text = test.onlyText else { return nil }
        texts.insert(text)
      }
      return texts
    case .not: return nil
    case .all(let parts):
      return parts.compactMap { $0.required(field) }.min { $0.count < $1.count }
    case .any(let parts):
      var texts: Set<[UInt8]> = []
      for part in parts {
        guard let some = part.required(field) else { return nil }
        texts.formUnion(some)
      }
      return texts
    }
  }
}

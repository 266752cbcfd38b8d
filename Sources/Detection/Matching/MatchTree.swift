internal import CaseFolder
internal import Evidence

/// A rule's expression, arranged for records that stream by: each item knows the place of its field, and what is cheap to
/// know stands before what is not.
final class MatchTree: Sendable {
  /// What a node does with the nodes or the item below it.
  enum Kind: Sendable {
    case item(DetectionItem, MatchPlace)
    case all
    case any
    case not
  }

  private let kind: Kind
  private let parts: [MatchTree]
  private let cost: Int

  /// Arranges an expression; `place` says where a field is.
  init(_ expression: Expression, _ place: (DetectionItem) -> MatchPlace) {
    switch expression {
    case .item(let item):
      let found = place(item)
      kind = .item(item, found)
      parts = []
      cost = found.cost
    case .not(let inner):
      kind = .not
      parts = [MatchTree(inner, place)]
      cost = parts[0].cost
    case .all(let inner), .any(let inner):
      let trees = inner.map { MatchTree($0, place) }
      if case .all = expression { kind = .all } else { kind = .any }
      parts = trees.enumerated().sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }.map(\.element)
      cost = trees.map(\.cost).max() ?? 0
    }
  }

  /// The verdict on a record of which only the keys are known.
  func verdict(keys record: WatchedRecord) -> Verdict {
    verdict { item, place in
      guard case .key(let number) = place else { return .unknown }
      return item.verdict(record.field(number))
    }
  }

  /// The verdict on a record of which the keys and the caller are known.
  func verdict(caller record: WatchedRecord) -> Verdict {
    verdict { item, place in
      switch place {
      case .key(let number), .caller(let number): item.verdict(record.field(number))
      case .list(let first, let last): record.only(first, last).map { item.verdict($0) } ?? .unknown
      case .field, .body: .unknown
      }
    }
  }

  /// The verdict on a record of which everything can be had.
  func matches(_ context: MatchContext) -> Bool {
    verdict { item, place in context.verdict(item, place) } == .yes
  }

  private func verdict(_ verdict: (DetectionItem, MatchPlace) -> Verdict) -> Verdict {
    switch kind {
    case .item(let item, let place): return verdict(item, place)
    case .not: return parts[0].verdict(verdict).negated
    case .all:
      var result = Verdict.yes
      for index in parts.indices {
        result = min(result, parts[index].verdict(verdict))
        if result == .no { break }
      }
      return result
    case .any:
      var result = Verdict.no
      for index in parts.indices {
        result = max(result, parts[index].verdict(verdict))
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
  /// Among the fields that tell callers apart.
  case caller(Int)
  /// Among the other fields that are taken out of each record.
  case field(Int)
  /// A list, of which the first and the last element are taken out of each record.
  case list(Int, Int)
  /// In the record's body, which must be parsed; `needle` is the number of a word that stands in every record that has the
  /// field.
  case body(needle: Int?)

  /// How dear it is to know.
  var cost: Int {
    switch self {
    case .key: 0
    case .caller, .list: 1
    case .field: 2
    case .body: 3
    }
  }
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

package import CaseFolder
package import Evidence

/// One line of a selection: a field (or none, for keywords) with the values that it may have.
package final class DetectionItem: Sendable {
  /// The field; nil when the values are looked for anywhere in the record.
  package let field: FieldPath?
  /// The line as the rule writes it, for people: `userAgent|contains: S3 Browser`.
  package let written: Text
  /// Where the item stands in its file.
  package let line: Int
  /// What the values stand for: tests of one group are alternatives; `isAll` says whether every group must hold.
  let groups: [[ValueTest]]
  let isAll: Bool
  /// `neq`: the item holds when its values do not.
  let isNegated: Bool
  /// `exists`: only whether the field is there.
  let exists: Bool?

  init(
    field: FieldPath?, written: Text, line: Int, groups: [[ValueTest]], isAll: Bool, isNegated: Bool, exists: Bool?
  ) {
    self.field = field
    self.written = written
    self.line = line
    self.groups = groups
    self.isAll = isAll
    self.isNegated = isNegated
    self.exists = exists
  }

  /// Whether a record has what the item asks for.
  package func matches(_ record: JSONValue) -> Bool {
    guard let field else { return isNegated != linked { group in group.contains { keyword($0, record) } } }
    if let exists { return isNegated != (field.exists(in: record) == exists) }
    let values = field.values(in: record)
    return isNegated != linked { group in group.contains { passes($0, values, record) } }
  }

  /// Whether it compares its field with another one.
  var comparesFields: Bool { groups.joined().contains { if case .field = $0 { true } else { false } } }

  /// Whether the groups hold, as they are linked.
  func linked(_ holds: ([ValueTest]) -> Bool) -> Bool {
    isAll ? groups.allSatisfy(holds) : groups.contains(where: holds)
  }

  private func keyword(_ test: ValueTest, _ record: JSONValue) -> Bool {
    record.anyText { text in text.withFieldValue { test.matches($0) } }
  }

  private func passes(_ test: ValueTest, _ values: [JSONValue], _ record: JSONValue) -> Bool {
    switch test {
    case .null: return values.allSatisfy { $0 == .null }
    case .field(let other, let match):
      let others = other.values(in: record)
      return values.contains { value in
        value.withFieldValue { value in
          others.contains { other in
            other.withFieldValue { other in
              (value.withText { text in other.withText { match.holds(text, $0) } } ?? nil) ?? false
            }
          }
        }
      }
    default: return values.contains { passes(test, $0) }
    }
  }

  /// Whether one value passes. An object is taken as its compact JSON; a test for a part of a text also looks at each string
  /// inside it, since JSON inside a string is escaped there.
  private func passes(_ test: ValueTest, _ value: JSONValue) -> Bool {
    if value.withFieldValue({ test.matches($0) }) { return true }
    guard case .object = value, test.looksInside else { return false }
    return value.anyText { inner in inner.withFieldValue { test.matches($0) } }
  }
}

extension ValueTest {
  /// Whether the test asks for a part of a text rather than for all of it.
  var looksInside: Bool {
    switch self {
    case .pattern(let pattern): pattern.onlyText == nil
    case .regularExpression: true
    default: false
    }
  }

  /// The only text that passes, with small letters; nil when others do too.
  var onlyText: [UInt8]? {
    if case .pattern(let pattern) = self { pattern.onlyText } else { nil }
  }
}

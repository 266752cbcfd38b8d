package import CaseFolder
package import Evidence

/// How much a hit of a rule matters, by the rule's author.
package enum RuleLevel: String, Sendable, CaseIterable, Comparable, Codable {
  case informational
  case low
  case medium
  case high
  case critical

  package static func < (left: RuleLevel, right: RuleLevel) -> Bool {
    let order = allCases
    return (order.firstIndex(of: left) ?? 0) < (order.firstIndex(of: right) ?? 0)
  }
}

/// Where a rule comes from.
package enum RuleOrigin: String, Sendable, Codable {
  /// The pack that ships with the program.
  case builtIn = "built-in"
  /// `rules/` of the case.
  case ofCase = "case"
  /// `--rules DIR`.
  case supplied
}

/// What a rule says about itself.
package struct RuleHeader: Hashable, Sendable {
  /// Its `id`; without one, its file's name (and number, when the file holds several).
  package var id: Text
  /// Its `name`, by which correlations may refer to it.
  package var name: Text?
  /// Its title.
  package var title: Text
  /// Its `status`, such as `stable`.
  package var status: Text?
  /// What it detects, for people.
  package var description: Text?
  /// Its level; medium when it names none.
  package var level: RuleLevel = .medium
  /// Its tags, such as `attack.t1098.006`.
  package var tags: [Text] = []
  /// Links.
  package var references: [Text] = []
  /// When a hit is harmless.
  package var falsePositives: [Text] = []
  /// Where it comes from.
  package var origin: RuleOrigin
  /// The file that it stands in.
  package var file: Text
  /// The line where it begins.
  package var line: Int

  /// The ATT&CK techniques of its tags, as ids (`T1098.006`).
  package var techniques: [Text] {
    tags.compactMap { tag in
      guard let id = tag.asciiLowercased.dropping(prefix: "attack.t"), let first = id.utf8.first,
        (0x30...0x39).contains(first)
      else { return nil }
      return Text("T\(id)")
    }
  }

  /// The ATT&CK tactics of its tags, as slugs (`privilege-escalation`).
  package var tactics: [Text] {
    tags.compactMap { tag in
      guard let slug = tag.asciiLowercased.dropping(prefix: "attack."), let first = slug.utf8.first,
        !((first == UInt8(ascii: "t") || first == UInt8(ascii: "s") || first == UInt8(ascii: "g"))
          && slug.utf8.dropFirst().first.map { (0x30...0x39).contains($0) } ?? false)
      else { return nil }
      return Text(bytes: slug.utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 })
    }
  }
}

/// A rule on single records, ready to be matched.
package struct SigmaRule: Sendable {
  /// What it says about itself.
  package var header: RuleHeader
  /// What it is about.
  package let logSource: LogSource
  /// The evidence that it reads.
  package let source: EventSource
  /// Its selections, by name, in the file's order.
  package let selections: [Selection]
  /// Its condition, as written.
  package let condition: Text
  /// The titles of the filters that were applied to it.
  package var filters: [Text] = []
  /// The condition with the selections put in, and the filters behind it.
  var expression: Expression
  /// The condition without filters.
  let unfiltered: Expression

  /// A named part of the detection.
  package struct Selection: Sendable {
    /// Its name, by which the condition refers to it.
    package let name: Text
    let expression: Expression

    /// Whether a record has what the selection asks for.
    package func matches(_ record: JSONValue) -> Bool { expression.matches(record) }

    /// Its items, in the file's order.
    package var items: [DetectionItem] { expression.items }
  }

  /// Whether a record matches. The caller sees to it that the record comes from `source`.
  package func matches(_ record: JSONValue) -> Bool { expression.matches(record) }
}

package import CaseFolder
package import Evidence

/// Why a rule matches a record, or does not: selection by selection, item by item.
package struct RuleTrace: Sendable {
  /// Whether the rule matches, filters included.
  package let matches: Bool
  /// Its selections, in the file's order.
  package let selections: [Selection]
  /// Whether only a filter keeps the rule from matching.
  package let isFiltered: Bool

  /// One selection.
  package struct Selection: Sendable {
    /// Its name.
    package let name: Text
    /// Whether it holds.
    package let matches: Bool
    /// Its items.
    package let items: [Item]
  }

  /// One line of a selection.
  package struct Item: Sendable {
    /// The line as the rule writes it.
    package let written: Text
    /// Whether it holds.
    package let matches: Bool
    /// What stands in the field; nil when the field is not there, or the item has none.
    package let found: Text?
  }
}

extension SigmaRule {
  /// Why the rule matches a record, or does not.
  package func trace(_ record: JSONValue) -> RuleTrace {
    let matches = matches(record)
    let selections = selections.map { selection in
      RuleTrace.Selection(
        name: selection.name, matches: selection.matches(record),
        items: selection.items.map { item in
          let values = item.field?.values(in: record).map(\.shown) ?? []
          return RuleTrace.Item(
            written: item.written, matches: item.matches(record),
            found: values.isEmpty ? nil : Text(values.joined(separator: ", ")))
        })
    }
    return RuleTrace(matches: matches, selections: selections, isFiltered: !matches && unfiltered.matches(record))
  }

  /// How the rule is dispatched: the field that most records are dismissed by, and the texts that it must have, with small
  /// letters; nil when every record of the source is looked at.
  package var dispatch: (field: Text, texts: [Text])? {
    let keys = RuleProgram.dispatchKeys(of: source)
    return RuleProgram.dispatchKey(self, keys).map { key in
      (keys[key.index], key.texts.map { Text(bytes: $0) }.sorted())
    }
  }
}

/// A value of a configuration file (`case.yaml`, `case.json`, `lake.yaml`) with the line where it stands.
package struct ConfigurationNode: Sendable {
  /// What kinds of values there are.
  package indirect enum Value: Sendable {
    /// A text or number as written, escapes resolved.
    case scalar(Text)
    case list([ConfigurationNode])
    /// Keys in their order; each is there once.
    case map([ConfigurationField])
    /// Nothing: `null`, `~` or an empty value.
    case null
  }

  /// What stands there.
  package var value: Value
  /// The line, from 1.
  package var line: Int

  /// All parts at once.
  package init(_ value: Value, line: Int) {
    self.value = value
    self.line = line
  }

  /// What kind of value it is, for people.
  package var kind: Text {
    switch value {
    case .scalar: "a single value"
    case .list: "a list"
    case .map: "a map"
    case .null: "nothing"
    }
  }
}

/// A key with its value.
package struct ConfigurationField: Sendable {
  /// The key as written.
  package var key: Text
  /// The key's line, from 1.
  package var line: Int
  /// Its value.
  package var value: ConfigurationNode
}

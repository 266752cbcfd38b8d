package import CaseFolder

/// A command line whose names come from evidence: an interpolated literal in which every value is quoted.
///
/// `"aws ec2 describe-instances --instance-ids=\(id)"` is safe whatever `id` holds. A name is passed as
/// `--option=\(name)` or
/// after `--`, so that one that begins with `-` is no option.
package struct ShellLine: ExpressibleByStringInterpolation, Hashable, Sendable {
  /// The command.
  package var text: Text
  /// Whether a value was left out because it holds characters that cannot be seen; `unprintable` stands in its place.
  package var hasRefusedValue = false

  /// What stands for a value that was refused.
  package static let unprintable = "NAME_WITH_UNPRINTABLE_CHARACTERS"

  /// The pieces of a command line while it is put together.
  package struct StringInterpolation: StringInterpolationProtocol {
    var text = ""
    var hasRefusedValue = false

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ literal: String) {
      text += literal
    }

    /// A value from evidence, quoted.
    package mutating func appendInterpolation(_ value: Text) {
      append(ShellQuoting.quote(value))
    }

    /// A value that may be unknown; `placeholder` is a word of ours for the reader to replace, such as
    /// `EVIDENCE_BUCKET`.
    package mutating func appendInterpolation(_ value: Text?, or placeholder: StaticString) {
      if let value { append(ShellQuoting.quote(value)) } else { text += placeholder.description }
    }

    /// Several values, each quoted, with spaces between them.
    package mutating func appendInterpolation(each values: [Text]) {
      for (index, value) in values.enumerated() {
        if index > 0 { text += " " }
        append(ShellQuoting.quote(value))
      }
    }

    /// A word of ours, such as an option's name, as it stands.
    package mutating func appendInterpolation(option: StaticString) {
      text += option.description
    }

    /// A JSON document of ours, quoted as a whole.
    package mutating func appendInterpolation(json document: JSONDocument) {
      hasRefusedValue = hasRefusedValue || document.hasRefusedValue
      append(ShellQuoting.quote(document.text))
    }

    /// A whole number.
    package mutating func appendInterpolation(_ number: Int) {
      text += String(number)
    }

    private mutating func append(_ quoted: Text?) {
      if let quoted {
        text += quoted.string
      } else {
        text += ShellLine.unprintable
        hasRefusedValue = true
      }
    }
  }

  package init(stringLiteral value: String) {
    text = Text(value)
  }

  package init(stringInterpolation: StringInterpolation) {
    text = Text(stringInterpolation.text)
    hasRefusedValue = stringInterpolation.hasRefusedValue
  }
}

/// JSON or YAML of ours with names from evidence in it, each as a JSON string literal (valid as a YAML scalar too).
package struct JSONDocument: ExpressibleByStringInterpolation, Hashable, Sendable {
  /// The document.
  package var text: Text
  /// Whether a value was left out because it holds characters that cannot be seen.
  package var hasRefusedValue = false

  /// The pieces of a document while it is put together.
  package struct StringInterpolation: StringInterpolationProtocol {
    var text = ""
    var hasRefusedValue = false

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ literal: String) {
      text += literal
    }

    /// A value from evidence, with its quotation marks.
    package mutating func appendInterpolation(_ value: Text) {
      if let literal = ShellQuoting.json(value) {
        text += literal.string
      } else {
        text += "\"\(ShellLine.unprintable)\""
        hasRefusedValue = true
      }
    }
  }

  package init(stringLiteral value: String) {
    text = Text(value)
  }

  package init(stringInterpolation: StringInterpolation) {
    text = Text(stringInterpolation.text)
    hasRefusedValue = stringInterpolation.hasRefusedValue
  }
}

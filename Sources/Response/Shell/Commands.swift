internal import CaseFolder
internal import Investigation

extension Command {
  /// A shell command that needs no words.
  init(_ line: ShellLine, destructive: Bool = false) {
    self.init(purpose: "", text: line.text, language: "sh", isDestructive: destructive)
  }

  /// A shell command, with its purpose.
  init(_ purpose: Prose, _ line: ShellLine, destructive: Bool = false) {
    self.init(purpose: purpose, text: line.text, language: "sh", isDestructive: destructive)
  }

  /// A manifest in YAML.
  init(_ purpose: Prose, yaml: JSONDocument) {
    self.init(purpose: purpose, text: yaml.text, language: "yaml", isDestructive: false)
  }

  /// A policy in JSON.
  init(_ purpose: Prose, json: JSONDocument) {
    self.init(purpose: purpose, text: json.text, language: "json", isDestructive: false)
  }

  /// Whether a name could not be filled in because it holds characters that cannot be seen.
  var hasRefusedValue: Bool { text.contains(Text(ShellLine.unprintable)) }
}

/// The keys of the manifest's lists: one function an entry, one row a key.
extension ManifestKeys {
  static func network(_ node: ConfigurationNode, _ problems: inout ConfigurationProblems) -> ManifestNetwork? {
    let before = problems.diagnostics.count
    var entry = ManifestNetwork(cidr: "")
    problems.map(
      node, "an entry of networks",
      keys: [
        ConfigurationKey<ManifestNetwork>("cidr") { $1.cidr = $2.network($0, "cidr") ?? "" },
        ConfigurationKey("label") { $1.label = $2.text($0, "label") },
      ], into: &entry)
    return required(entry, entry.cidr, "networks", "cidr", node, before, &problems)
  }

  static func file(_ node: ConfigurationNode, _ problems: inout ConfigurationProblems) -> ManifestFile? {
    let before = problems.diagnostics.count
    var entry = ManifestFile(path: "")
    problems.map(
      node, "an entry of files",
      keys: [
        ConfigurationKey<ManifestFile>("path") { $1.path = $2.text($0, "path") ?? "" },
        ConfigurationKey("collectedAt") { $1.collectedAt = $2.time($0, "collectedAt") },
        ConfigurationKey("cluster") { $1.cluster = $2.text($0, "cluster") },
        ConfigurationKey("coverage") { $1.coverage = window($0, "coverage", &$2) },
        ConfigurationKey("sha256") { $1.sha256 = sha256($0, &$2) },
        ConfigurationKey("bytes") { $1.bytes = $2.count($0, "bytes") },
      ], into: &entry)
    return required(entry, entry.path, "files", "path", node, before, &problems)
  }

  static func override(_ node: ConfigurationNode, _ problems: inout ConfigurationProblems) -> ManifestOverride? {
    let before = problems.diagnostics.count
    var entry = ManifestOverride(entity: "", mark: "")
    problems.map(
      node, "an entry of overrides",
      keys: [
        ConfigurationKey<ManifestOverride>("entity") { $1.entity = entity($0, "entity", &$2) ?? "" },
        ConfigurationKey("mark") { $1.mark = $2.word($0, "mark", of: ["include", "exclude", "benign"]) ?? "" },
        ConfigurationKey("why") { $1.why = $2.text($0, "why") },
        ConfigurationKey("by") { $1.by = $2.text($0, "by") },
        ConfigurationKey("at") { $1.at = $2.time($0, "at") },
      ], into: &entry)
    guard required(entry, entry.entity, "overrides", "entity", node, before, &problems) != nil else { return nil }
    return required(entry, entry.mark, "overrides", "mark", node, before, &problems)
  }

  static func rotation(_ node: ConfigurationNode, _ problems: inout ConfigurationProblems) -> ManifestRotation? {
    let before = problems.diagnostics.count
    var entry = ManifestRotation(secret: "")
    problems.map(
      node, "an entry of rotations",
      keys: [
        ConfigurationKey<ManifestRotation>("secret") { $1.secret = entity($0, "secret", &$2) ?? "" },
        ConfigurationKey("doneAt") { $1.doneAt = $2.time($0, "doneAt") },
        ConfigurationKey("by") { $1.by = $2.text($0, "by") },
        ConfigurationKey("evidence") { $1.evidence = $2.text($0, "evidence") },
      ], into: &entry)
    return required(entry, entry.secret, "rotations", "secret", node, before, &problems)
  }

  static func action(_ node: ConfigurationNode, _ problems: inout ConfigurationProblems) -> ManifestAction? {
    let before = problems.diagnostics.count
    var entry = ManifestAction(what: "")
    problems.map(
      node, "an entry of actions",
      keys: [
        ConfigurationKey<ManifestAction>("what") { $1.what = $2.text($0, "what") ?? "" },
        ConfigurationKey("owner") { $1.owner = $2.text($0, "owner") },
        ConfigurationKey("due") { $1.due = $2.text($0, "due") },
        ConfigurationKey("priority") { $1.priority = $2.text($0, "priority") },
        ConfigurationKey("ticket") { $1.ticket = $2.text($0, "ticket") },
      ], into: &entry)
    return required(entry, entry.what, "actions", "what", node, before, &problems)
  }

  /// The entry; nil when its needed part is empty, with an error unless reading the entry has given one already.
  private static func required<Entry>(
    _ entry: Entry, _ part: Text, _ list: Text, _ key: Text, _ node: ConfigurationNode,
    _ before: Int, _ problems: inout ConfigurationProblems
  ) -> Entry? {
    guard part.isEmpty else { return entry }
    guard problems.diagnostics.count == before else { return nil }
    problems.add("missing-key", Text("an entry of \(list) needs \(key)"), line: node.line)
    return nil
  }

  /// An entity written `type:key`.
  private static func entity(
    _ node: ConfigurationNode, _ what: Text, _ problems: inout ConfigurationProblems
  ) -> Text? {
    guard let text = problems.text(node, what) else { return nil }
    if let colon = text.utf8.firstIndex(of: 0x3A), colon > text.utf8.startIndex { return text }
    problems.add(
      "wrong-value", Text("\(what) is no entity: \(text)"), line: node.line,
      advice: "write it as type:key, such as ip:192.0.2.10 or secretsmanager:prod/payments/db")
    return nil
  }

  private static func sha256(_ node: ConfigurationNode, _ problems: inout ConfigurationProblems) -> Text? {
    guard let text = problems.text(node, "sha256") else { return nil }
    if text.utf8.count == 64, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20) })
    {
      return text.asciiLowercased
    }
    problems.add("wrong-value", "sha256 must be 64 hex digits", line: node.line)
    return nil
  }
}

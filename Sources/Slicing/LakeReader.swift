package import CaseFolder

extension LakeDescription {
  /// A description may be so big, in bytes.
  static let sizeLimit = 1 << 20

  /// Reads a `lake.yaml`; throws all that is wrong with it at once.
  package static func read(_ file: CaseFile) throws(CaseError) -> LakeDescription {
    let source = try ByteSource(file)
    var bytes = [UInt8](repeating: 0, count: sizeLimit + 1)
    let count = bytes.withUnsafeMutableBytes { source.read(into: $0) }
    guard count <= sizeLimit, source.damage == nil else {
      throw CaseError([
        Diagnostic(
          "lake.unreadable", .error, source.damage ?? "it is bigger than 1 MiB", file: file.name)
      ])
    }
    return try read(Text(bytes: bytes.prefix(count)), file: file.name)
  }

  /// Reads the text of a `lake.yaml`.
  package static func read(_ text: Text, file: Text) throws(CaseError) -> LakeDescription {
    let root = try ConfigurationYAML.read(text, file: file)
    var draft = LakeDraft()
    var problems = ConfigurationProblems(file: file, prefix: "lake")
    problems.map(root, "the lake description", keys: LakeDraft.keys, into: &draft)
    if problems.diagnostics.isEmpty, draft.tables.isEmpty {
      problems.add("missing-key", "it describes no tables", line: root.line, advice: "add an entry to tables")
    }
    guard problems.diagnostics.isEmpty else { throw CaseError(problems.diagnostics) }
    return LakeDescription(tables: draft.tables)
  }
}

/// A description while it is read.
private struct LakeDraft {
  var tables: [LakeDescription.Table] = []

  static let keys: [ConfigurationKey<LakeDraft>] = [
    ConfigurationKey("tables") { node, draft, problems in
      for element in problems.list(node, "tables") {
        if let table = TableDraft.read(element, &problems) { draft.tables.append(table) }
      }
    }
  ]
}

/// An entry of `tables` while it is read.
private struct TableDraft {
  var source: LakeDescription.Source?
  var location: Text?
  var table: Text?
  var format = LakeDescription.Format.json
  var layout = LakeDescription.Layout.lines
  var partitions: [LakeDescription.Partition] = []
  var cluster: Text?
  var account: Text?

  static let keys: [ConfigurationKey<TableDraft>] = [
    ConfigurationKey("source") { $1.source = word($0, "source", &$2) },
    ConfigurationKey("location") { $1.location = location($0, &$2) },
    ConfigurationKey("table") { $1.table = table($0, &$2) },
    ConfigurationKey("format") { node, draft, problems in
      if let format: LakeDescription.Format = word(node, "format", &problems) { draft.format = format }
    },
    ConfigurationKey("layout") { node, draft, problems in
      if let layout: LakeDescription.Layout = word(node, "layout", &problems) { draft.layout = layout }
    },
    ConfigurationKey("partitions") { node, draft, problems in
      for element in problems.list(node, "partitions") {
        if let partition = PartitionDraft.read(element, &problems) { draft.partitions.append(partition) }
      }
    },
    ConfigurationKey("cluster") { $1.cluster = $2.text($0, "cluster") },
    ConfigurationKey("account") { $1.account = $2.text($0, "account") },
  ]

  static func read(_ node: ConfigurationNode, _ problems: inout ConfigurationProblems) -> LakeDescription.Table? {
    var draft = TableDraft()
    let before = problems.diagnostics.count
    problems.map(node, "an entry of tables", keys: keys, into: &draft)
    guard problems.diagnostics.count == before else { return nil }
    guard let source = draft.source else {
      problems.add("missing-key", "an entry of tables needs source", line: node.line)
      return nil
    }
    let places = [draft.location.map(LakeDescription.Place.location), draft.table.map(LakeDescription.Place.table)]
      .compactMap { $0 }
    guard places.count == 1 else {
      problems.add("missing-key", "an entry of tables needs either location or table", line: node.line)
      return nil
    }
    return LakeDescription.Table(
      source: source, place: places[0], format: draft.format, layout: draft.layout, partitions: draft.partitions,
      cluster: draft.cluster, account: draft.account)
  }

  /// A URI with a scheme, or an absolute path.
  private static func location(_ node: ConfigurationNode, _ problems: inout ConfigurationProblems) -> Text? {
    guard let text = problems.text(node, "location") else { return nil }
    if text.hasPrefix("/") || text.contains("://") { return text }
    problems.add(
      "wrong-value", Text("location is neither a URI nor an absolute path: \(text)"), line: node.line,
      advice: "write it as s3a://bucket/prefix/ or /data/logs/")
    return nil
  }

  /// Two or three identifiers of letters, digits and `_`, since the name becomes part of SQL.
  private static func table(_ node: ConfigurationNode, _ problems: inout ConfigurationProblems) -> Text? {
    guard let text = problems.text(node, "table") else { return nil }
    let parts = text.split(UInt8(ascii: "."))
    if (2...3).contains(parts.count), parts.allSatisfy({ isIdentifier($0) }) { return text }
    problems.add(
      "wrong-value", Text("table is no name of a catalogue table: \(text)"), line: node.line,
      advice: "write it as database.table")
    return nil
  }
}

/// An entry of `partitions` while it is read.
private struct PartitionDraft {
  var column: Text?
  var meaning: LakeDescription.Partition.Meaning?

  static let keys: [ConfigurationKey<PartitionDraft>] = [
    ConfigurationKey("column") { node, draft, problems in
      guard let text = problems.text(node, "column") else { return }
      if isIdentifier(text) {
        draft.column = text
      } else {
        problems.add("wrong-value", Text("column is no column's name: \(text)"), line: node.line)
      }
    },
    ConfigurationKey("holds") { $1.meaning = word($0, "holds", &$2) },
  ]

  static func read(
    _ node: ConfigurationNode, _ problems: inout ConfigurationProblems
  ) -> LakeDescription.Partition? {
    var draft = PartitionDraft()
    let before = problems.diagnostics.count
    problems.map(node, "an entry of partitions", keys: keys, into: &draft)
    guard problems.diagnostics.count == before else { return nil }
    guard let column = draft.column, let meaning = draft.meaning else {
      problems.add("missing-key", "an entry of partitions needs column and holds", line: node.line)
      return nil
    }
    return LakeDescription.Partition(column: column, meaning: meaning)
  }
}

/// Whether a name can stand in SQL as it is: letters, digits and `_`, not beginning with a digit.
private func isIdentifier(_ text: Text) -> Bool {
  guard let first = text.utf8.first, !(0x30...0x39).contains(first) else { return false }
  return text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x5F }
}

/// One of an enumeration's words.
private func word<Word: RawRepresentable & CaseIterable>(
  _ node: ConfigurationNode, _ what: Text, _ problems: inout ConfigurationProblems
) -> Word? where Word.RawValue == String {
  problems.word(node, what, of: Word.allCases.map { Text($0.rawValue) }).flatMap { Word(rawValue: $0.string) }
}

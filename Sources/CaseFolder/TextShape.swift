/// What a text that begins with neither `{` nor `[` is, when it is no log: XML, YAML, a list or a table of indicators.
enum TextShape {
  /// What the beginning of a file holds; nil when it is none of these.
  /// - Parameter isIntelligence: whether people said that it is threat intelligence, by where they put it.
  static func recognition(
    _ head: UnsafeBufferPointer<UInt8>, isWhole: Bool, isIntelligence: Bool
  ) -> Recognition? {
    guard let first = head.first(where: { !Recognizer.isSpace($0) }) else { return nil }
    if first == UInt8(ascii: "<") { return xml(Array(head.prefix(64 << 10))) }
    if isKubernetesYAML(head) { return Recognition(.kubernetesInventory, .yaml) }
    var lines = head.split(separator: 0x0A, maxSplits: 200, omittingEmptySubsequences: false)
    // The last piece may be cut, or hold all lines behind the 200th.
    if lines.count > 200 || !isWhole { lines.removeLast() }
    if let header = lines.first(where: { IndicatorLine.value(of: $0) != nil }),
      IndicatorTable(header: header) != nil
    {
      return Recognition(.intelligence, .table)
    }
    return list(lines.compactMap { IndicatorLine.value(of: $0) }, isIntelligence: isIntelligence)
  }

  /// A list in which every line is an indicator. Lines that may be domains may be file names as well, so a list of these
  /// alone is only read where people put intelligence.
  private static func list(_ values: [Text], isIntelligence: Bool) -> Recognition? {
    guard !values.isEmpty else { return nil }
    let kinds = values.map { IndicatorKind(form: $0) }
    let known = kinds.compactMap { $0 }
    if isIntelligence { return known.count * 2 > kinds.count ? Recognition(.intelligence, .table) : nil }
    guard known.count == kinds.count else { return nil }
    guard known.contains(where: { $0 != .domain }) else {
      return Recognition(
        .unknown, .lines, reason: "lines that look like domain names: put the file into intel/ if it is intelligence")
    }
    return Recognition(.intelligence, .table)
  }

  /// Kubernetes objects have `apiVersion` and `kind` at the left edge of a document, or one step inside a list.
  private static func isKubernetesYAML(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
    var hasVersion = false
    var hasKind = false
    var isRule = (log: false, detection: false)
    for line in head.split(separator: 0x0A) {
      let start = line.starts(with: "- ".utf8) || line.starts(with: "  ".utf8) ? line.dropFirst(2) : line
      if start.starts(with: "apiVersion:".utf8) { hasVersion = true }
      if start.starts(with: "kind:".utf8) { hasKind = true }
      if line.starts(with: "logsource:".utf8) { isRule.log = true }
      if line.starts(with: "detection:".utf8) { isRule.detection = true }
    }
    return hasVersion && hasKind && !(isRule.log && isRule.detection)
  }

  private static func xml(_ bytes: [UInt8]) -> Recognition {
    guard let root = rootName(bytes) else { return Recognition(.unknown, .whole, reason: "XML without an element") }
    switch root.asciiLowercased {
    case "ioc", "openioc": return Recognition(.intelligence, .whole)
    case "html": return Recognition(.unknown, .whole, reason: "an HTML page")
    default: return Recognition(.unknown, .whole, reason: Text("XML (\(root.string)): no evidence that Casebook reads"))
    }
  }

  /// The local name of the first element, behind declarations, comments and processing instructions.
  private static func rootName(_ bytes: [UInt8]) -> Text? {
    var position = bytes.startIndex
    while let open = bytes[position...].firstIndex(of: UInt8(ascii: "<")), open + 1 < bytes.count {
      let rest = bytes[(open + 1)...]
      if rest.starts(with: "!--".utf8) {
        guard let end = Text(bytes: bytes).range(of: "-->", from: open) else { return nil }
        position = end.upperBound
      } else if rest.first == UInt8(ascii: "!") || rest.first == UInt8(ascii: "?") {
        if rest.starts(with: "!DOCTYPE".utf8) {
          // The declaration names the root itself.
          return localName(rest.dropFirst(8).drop { Recognizer.isSpace($0) })
        }
        position = open + 2
      } else {
        return localName(rest)
      }
    }
    return nil
  }

  private static func localName(_ bytes: ArraySlice<UInt8>) -> Text? {
    let name = bytes.prefix {
      !Recognizer.isSpace($0) && ![UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: "[")].contains($0)
    }
    return name.isEmpty ? nil : Text(bytes: name).split(UInt8(ascii: ":")).last
  }
}

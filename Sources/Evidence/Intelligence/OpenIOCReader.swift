internal import CaseFolder

/// Reads OpenIOC 1.0 and 1.1 documents: each indicator item that by itself is enough (`is`, not negated, not one of several
/// that must all hold) gives an indicator.
enum OpenIOCReader {
  /// The records of a document, one for each indicator item, in its order.
  static func records(in root: XMLElement, citation: Citation) -> [IntelligenceRecord] {
    guard ["ioc", "OpenIOC"].contains(root.name) else { return [] }
    let name =
      root.first("metadata")?.first("short_description")?.text.trimmed ?? root.first("short_description")?.text.trimmed
    let document = root.attributes["id"]
    return root.all("IndicatorItem").enumerated().map { index, found in
      let id = found.element.attributes["id"] ?? document
      let place = Citation(file: citation.file, index: index, id: id)
      var record = IntelligenceRecord()
      if let value = value(found.element, around: found.around) {
        record.indicators = [
          IntelligenceIndicator(kind: value.kind, value: value.text, name: name, id: id, citation: place)
        ]
      } else {
        record.notUnderstood = [id ?? "an item without an id"]
      }
      return record
    }
  }

  private static func value(_ item: XMLElement, around: [XMLElement]) -> STIXPattern.Value? {
    guard item.attributes["condition"] ?? "is" == "is", item.attributes["negate"] ?? "false" != "true",
      !around.contains(where: needsAll), let content = item.first("Content"), content.children.isEmpty,
      let text = content.text.trimmed, !text.isEmpty
    else { return nil }
    let value = IndicatorLine.refanged(text)
    let form = IndicatorKind(form: value)
    let search = (item.first("Context")?.attributes["search"] ?? "").asciiLowercased
    switch form {
    case .address, .network, .md5, .sha1, .sha256, .url: return form.map { STIXPattern.Value(kind: $0, text: value) }
    default: break
    }
    // What only looks like a name is one when its field says so.
    if search.contains("dns") || search.hasSuffix("/uri") || search.hasSuffix("remotehost") {
      return form == .domain ? STIXPattern.Value(kind: .domain, text: value) : nil
    }
    return search.hasSuffix("fileitem/filename") ? STIXPattern.Value(kind: .fileName, text: value) : nil
  }

  /// Whether an element demands several conditions at once.
  private static func needsAll(_ element: XMLElement) -> Bool {
    element.name == "Indicator" && element.attributes["operator"]?.asciiLowercased == "and"
      && element.children.count { $0.name == "IndicatorItem" || $0.name == "Indicator" } > 1
  }
}

extension Text {
  /// The bytes without white space around them; nil when nothing is left.
  fileprivate var trimmed: Text? {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    let bytes = Array(utf8)
    guard let first = bytes.firstIndex(where: { !isSpace($0) }), let last = bytes.lastIndex(where: { !isSpace($0) })
    else { return nil }
    return Text(bytes: bytes[first...last])
  }
}

internal import CaseFolder

/// Reads Amazon Detective's answers about investigations: `get-investigation`, `list-investigations`, `list-indicators`.
/// Indicators carry the id of their investigation and join it when findings are merged, page by page.
enum DetectiveReader {
  /// The investigations that an answer is about; none for anything else.
  static func findings(_ value: JSONValue, _ citation: Citation) -> [Finding] {
    if case .array(let listed)? = value["InvestigationDetails"] {
      return listed.compactMap { investigation($0, citation) }
    }
    guard value["InvestigationId"] != nil else { return [] }
    if case .array(let indicators)? = value["Indicators"] {
      guard var finding = investigation(value, citation) else { return [] }
      finding.form = .part
      finding.indicators = indicators.compactMap(indicator).sorted()
      return [finding]
    }
    return investigation(value, citation).map { [$0] } ?? []
  }

  private static func investigation(_ value: JSONValue, _ citation: Citation) -> Finding? {
    guard let id = value["InvestigationId"]?.nonEmptyText else { return nil }
    var citation = citation
    citation.id = id
    let principal = value["EntityArn"]?.nonEmptyText
    var finding = Finding(product: "Detective", id: id, type: "Detective investigation", citation: citation)
    finding.category = .investigation
    finding.principalARN = principal
    finding.account = principal?.split(UInt8(ascii: ":")).dropFirst(4).first.flatMap { $0.isEmpty ? nil : $0 }
    finding.resourceType = value["EntityType"]?.nonEmptyText
    finding.severity = value["Severity"]?.text.flatMap { FindingSeverity.number(of: $0) } ?? 0
    finding.created = value["CreatedTime"]?.time
    finding.firstSeen = value["ScopeStartTime"]?.time
    finding.lastSeen = value["ScopeEndTime"]?.time
    finding.isArchived = value["State"]?.text == "ARCHIVED"
    if let principal { finding.title = Text("Investigation of \(principal.string)") }
    if let status = value["Status"]?.nonEmptyText { finding.description = Text("Its state is \(status.string).") }
    return finding
  }

  /// The only member of `IndicatorDetail` holds what was noticed.
  private static func indicator(_ value: JSONValue) -> FindingIndicator? {
    guard let type = value["IndicatorType"]?.nonEmptyText else { return nil }
    let details = (value["IndicatorDetail"] ?? .null).members.flatMap(\.value.members).compactMap { member -> Tag? in
      let text = member.value.textOrNumber ?? member.value.flag.map { $0 ? "true" : "false" }
      return text.map { Tag(key: member.key, value: $0) }
    }
    return FindingIndicator(type: type, details: details)
  }
}

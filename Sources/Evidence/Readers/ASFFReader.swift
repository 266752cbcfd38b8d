internal import CaseFolder

/// Reads findings in the AWS Security Finding Format, as Security Hub exports them. What another product found keeps that
/// product's name and id; a GuardDuty finding gives the facts of the original as far as its fields carry them.
enum ASFFReader {
  /// A finding, told by `ProductArn` and `Id`; nil for anything else.
  static func finding(_ value: JSONValue, _ citation: Citation) -> Finding? {
    guard let productARN = value.at("ProductArn").nonEmptyText, let id = value.at("Id").nonEmptyText else { return nil }
    let fields = value.at("ProductFields")
    let source = FindingSource(productARN: productARN, name: productName(value, fields), id: id)
    let types = value.at("Types").texts + value.at("FindingProviderFields", "Types").texts
    var finding = source.finding(types: types, citation: citation)
    finding.form = .asff
    if !source.isGuardDuty {
      finding.category = category(value, types)
      finding.type =
        value.at("Compliance", "SecurityControlId").nonEmptyText ?? types.first
        ?? value.at("GeneratorId").nonEmptyText ?? source.product
    }
    finding.title = value.at("Title").text ?? ""
    finding.description = value.at("Description").text ?? ""
    finding.account = value.at("AwsAccountId").textOrNumber
    finding.region =
      value.at("Region").nonEmptyText ?? value.at("Resources")[0]?.at("Region").nonEmptyText
      ?? fields["aws/securityhub/region"]?.nonEmptyText
    let native = GuardDutyFields.value(of: fields.members, isGuardDuty: source.isGuardDuty)
    GuardDutyFields.read(native, into: &finding)
    readTimes(value, &finding)
    finding.severity = severity(value, isGuardDuty: source.isGuardDuty)
    if value.at("Action") != .null { GuardDutyReader.readAction(value.at("Action"), &finding) }
    FindingResources.read(
      value.at("Resources").items.map { resource in
        FindingResources.Resource(
          type: resource.at("Type").text ?? "", id: resource.at("Id").text ?? "", details: resource.at("Details"),
          tags: resource.at("Tags").tags, role: resource.at("ResourceRole").nonEmptyText)
      }, into: &finding)
    readThreats(value, &finding)
    finding.isArchived =
      finding.isArchived || value.at("RecordState").text == "ARCHIVED"
      || value.at("Workflow", "Status").text == "SUPPRESSED"
    finding.isSample =
      value.at("Sample").flag == true || GuardDutyReader.isSample(native, finding)
    return finding
  }

  private static func productName(_ value: JSONValue, _ fields: JSONValue) -> Text? {
    let name = value.at("ProductName").nonEmptyText ?? fields["aws/securityhub/ProductName"]?.nonEmptyText
    // A team's own detector is imported under the product name Default; it names itself in a field of its own.
    return name == "Default" ? fields["ProviderName"]?.nonEmptyText ?? name : name
  }

  /// Whether it is a check of a standard or a weakness (ASFF's first level of types).
  private static func category(_ value: JSONValue, _ types: [Text]) -> FindingCategory {
    if !value.at("Vulnerabilities").items.isEmpty || types.contains(where: { $0.contains("/Vulnerabilities") }) {
      return .vulnerability
    }
    let isCheck = value.at("Compliance", "Status") != .null
    return isCheck || types.contains { $0.hasPrefix("Software and Configuration Checks") } ? .posture : .detection
  }

  private static func readTimes(_ value: JSONValue, _ finding: inout Finding) {
    finding.created = value.at("CreatedAt").time
    finding.updated = value.at("UpdatedAt").time
    finding.firstSeen = finding.firstSeen ?? value.at("FirstObservedAt").time
    finding.lastSeen = finding.lastSeen ?? value.at("LastObservedAt").time
  }

  /// The product's own number where it uses GuardDuty's scale, else the label, else the normalised number (0 to 100).
  private static func severity(_ value: JSONValue, isGuardDuty: Bool) -> Double {
    let severity = value.at("Severity")
    let provided = value.at("FindingProviderFields", "Severity")
    if isGuardDuty,
      let own = [severity.at("Product"), severity.at("Original"), provided.at("Original")]
        .lazy.compactMap(\.number).first(where: { $0 > 0 && $0 <= 10 })
    {
      return own
    }
    for label in [
      severity.at("Label"), provided.at("Label"), value.at("ProductFields")["aws/securityhub/SeverityLabel"] ?? .null,
    ] {
      if let number = label.text.flatMap({ FindingSeverity.number(of: $0) }) { return number }
    }
    let normalized = severity.at("Normalized").number ?? provided.at("Normalized").number ?? 0
    return min(max(normalized / 10, 0), 10)
  }

  private static func readThreats(_ value: JSONValue, _ finding: inout Finding) {
    var threats = finding.threats
    for threat in value.at("Threats").items {
      guard let name = threat.at("Name").nonEmptyText else { continue }
      let files = threat.at("FilePaths").items
      threats += files.map {
        FindingThreat(name: name, filePath: $0.at("FilePath").nonEmptyText, sha256: $0.at("Hash").nonEmptyText)
      }
      if files.isEmpty { threats.append(FindingThreat(name: name)) }
    }
    for malware in value.at("Malware").items {
      guard let name = malware.at("Name").nonEmptyText else { continue }
      threats.append(FindingThreat(name: name, filePath: malware.at("Path").nonEmptyText))
    }
    var seen: Set<FindingThreat> = []
    finding.threats = threats.filter { seen.insert($0).inserted }
  }
}

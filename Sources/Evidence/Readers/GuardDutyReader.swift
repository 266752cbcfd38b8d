internal import CaseFolder

/// Reads GuardDuty findings in each of their shapes: PascalCase of the API, camelCase of the event bus and the S3 export.
/// The shapes differ in the case of their keys only.
enum GuardDutyReader {
  /// A finding, told by its type (`Purpose:Resource/Family`) beside an id and a service block or a severity.
  static func finding(_ value: JSONValue, _ citation: Citation) -> Finding? {
    let arn = value.at("arn").nonEmptyText
    guard let type = value.at("type").nonEmptyText, isFindingType(type),
      let id = value.at("id").nonEmptyText ?? arn?.split(UInt8(ascii: "/")).last,
      value.at("service") != .null || value.at("severity").number != nil
    else { return nil }
    var citation = citation
    citation.id = id
    var finding = Finding(product: "GuardDuty", id: id, type: type, citation: citation)
    finding.arn = arn
    finding.title = value.at("title").text ?? ""
    finding.description = value.at("description").text ?? ""
    finding.severity = value.at("severity").number ?? 0
    finding.account = value.at("accountId").textOrNumber
    finding.region = value.at("region").nonEmptyText
    finding.created = value.at("createdAt").time
    finding.updated = value.at("updatedAt").time
    readObservation(value.at("service"), &finding)
    readResource(value.at("resource"), &finding)
    readAction(value.at("service", "action"), &finding)
    readThreats(value, &finding)
    finding.process = process(value.at("service", "runtimeDetails", "process"))
    finding.isSample = isSample(value, finding)
    return finding
  }

  /// Whether a text has the form `Purpose:Resource/Family`.
  static func isFindingType(_ type: Text) -> Bool {
    guard let colon = type.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
    return colon > type.utf8.startIndex && type.utf8[colon...].contains(UInt8(ascii: "/"))
  }

  static func readObservation(_ service: JSONValue, _ finding: inout Finding) {
    finding.firstSeen = service.at("eventFirstSeen").time
    finding.lastSeen = service.at("eventLastSeen").time
    finding.count = service.at("count").int ?? 1
    finding.isArchived = service.at("archived").flag ?? false
    finding.resourceRole = service.at("resourceRole").nonEmptyText
  }

  static func process(_ details: JSONValue) -> FindingProcess? {
    let process = FindingProcess(
      name: details.at("name").nonEmptyText, path: details.at("executablePath").nonEmptyText,
      sha256: details.at("executableSha256").nonEmptyText, user: details.at("user").nonEmptyText,
      pid: details.at("pid").int, parent: details.at("lineage")[0]?.at("name").nonEmptyText)
    return process == FindingProcess() ? nil : process
  }

  /// Whether it is a sample: by its title, by `sample` in the additional information (an object, or JSON in a string), or
  /// by made-up names where nobody but GuardDuty chooses them. Names that an attacker can choose do not count.
  static func isSample(_ value: JSONValue, _ finding: Finding) -> Bool {
    if finding.title.hasPrefix("[SAMPLE]") { return true }
    let additional = value.at("service", "additionalInfo")
    if additional.at("sample").flag == true { return true }
    if let text = additional.at("value").text, text.contains("sample"),
      let inner = try? JSONParser().parse(text.utf8), inner.at("sample").flag == true
    {
      return true
    }
    let names = [
      finding.cluster?.name, finding.accessKey?.id, finding.accessKey?.principalID, finding.instance?.id,
    ]
    return names.contains { $0?.hasPrefix("GeneratedFinding") == true }
  }
}

internal import CaseFolder

/// Reads findings in the Open Cybersecurity Schema Framework, 0.17 to 1.5: Security Finding (2001) of the old schema and the
/// classes that took its place (2002 vulnerability, 2003 compliance, 2004 detection, 2005 incident, 2006 data security,
/// 2007 application posture). Numbers of classes and names of fields changed; times are seconds, milliseconds,
/// microseconds, text, or null.
enum OCSFReader {
  /// A finding; nil for anything else, also for OCSF events of other categories.
  static func finding(_ value: JSONValue, _ citation: Citation) -> Finding? {
    guard isFinding(value) else { return nil }
    let info = value.at("finding_info") != .null ? value.at("finding_info") : value.at("finding")
    guard let id = info.at("uid").nonEmptyText ?? value.at("metadata", "uid").nonEmptyText else { return nil }
    let product = value.at("metadata", "product")
    let source = FindingSource(
      productARN: product.at("uid").text ?? "", name: product.at("name").nonEmptyText, id: id)
    let types = info.at("types").texts + [info.at("type").nonEmptyText].compactMap { $0 }
    var finding = source.finding(types: types, citation: citation)
    finding.form = .ocsf
    if !source.isGuardDuty {
      finding.category = category(value, types)
      finding.type =
        value.at("compliance", "control").nonEmptyText ?? types.first
        ?? info.at("analytic", "name").nonEmptyText ?? value.at("class_name").nonEmptyText ?? source.product
    }
    finding.title = info.at("title").text ?? ""
    finding.description = info.at("desc").text ?? value.at("message").text ?? ""
    finding.account = value.at("cloud", "account", "uid").textOrNumber ?? value.at("cloud", "account_uid").textOrNumber
    finding.region = value.at("cloud", "region").nonEmptyText
    let native = GuardDutyFields.value(of: productFields(value.at("unmapped")), isGuardDuty: false)
    GuardDutyFields.read(native, into: &finding)
    readTimes(value, info, &finding)
    finding.severity = severity(value)
    for evidence in value.at("evidences").items { read(evidence, &finding) }
    FindingResources.read(resources(value), into: &finding)
    finding.isArchived = finding.isArchived || isSuppressed(value)
    finding.isSample = GuardDutyReader.isSample(native, finding)
    return finding
  }

  private static func isFinding(_ value: JSONValue) -> Bool {
    guard value.at("metadata") != .null || value.at("severity_id") != .null else { return false }
    if value.at("category_uid").int == 2 { return true }
    return value.at("class_uid").int.map { (2000..<3000).contains($0 % 100_000) } ?? false
  }

  private static func category(_ value: JSONValue, _ types: [Text]) -> FindingCategory {
    switch value.at("class_uid").int {
    case 2002: return .vulnerability
    case 2003, 2007: return .posture
    default: break
    }
    if value.at("compliance") != .null || types.contains(where: { $0.hasPrefix("Software and Configuration Checks") }) {
      return value.at("vulnerabilities").items.isEmpty ? .posture : .vulnerability
    }
    return value.at("vulnerabilities").items.isEmpty ? .detection : .vulnerability
  }

  private static func readTimes(_ value: JSONValue, _ info: JSONValue, _ finding: inout Finding) {
    func time(_ key: Text) -> Timestamp? {
      let written = Text("\(key.string)_dt")
      return info.at(key).time ?? info.at(written).time ?? value.at(key).time ?? value.at(written).time
    }
    finding.created = time("created_time") ?? value.at("time").time ?? value.at("time_dt").time
    finding.updated = time("modified_time") ?? value.at("time").time
    finding.firstSeen = finding.firstSeen ?? time("first_seen_time") ?? time("start_time")
    finding.lastSeen = finding.lastSeen ?? time("last_seen_time") ?? time("end_time")
    if let count = value.at("count").int, count > finding.count { finding.count = count }
  }

  private static func severity(_ value: JSONValue) -> Double {
    if let id = value.at("severity_id").int, let number = FindingSeverity.number(ofOCSF: id) { return number }
    return value.at("severity").text.flatMap { FindingSeverity.number(of: $0) } ?? 0
  }

  /// Suppressed, or archived since 1.4; `state` was the old name.
  private static func isSuppressed(_ value: JSONValue) -> Bool {
    let number = value.at("status_id").int ?? value.at("state_id").int
    let word = value.at("status").text ?? value.at("state").text
    return number == 3 || number == 5 || ["suppressed", "archived"].contains(word?.asciiLowercased)
  }

  /// ASFF's product fields, which a mapping keeps under `unmapped`: as an object, or flat, or as JSON in a text.
  private static func productFields(_ unmapped: JSONValue) -> [JSONMember] {
    var value = unmapped
    if let text = unmapped.text { value = (try? JSONParser().parse(text.utf8)) ?? .null }
    let flat = value.members.compactMap { member in
      member.key.dropping(prefix: "ProductFields.").map { JSONMember(key: $0, value: member.value) }
    }
    return value.at("ProductFields").members + flat
  }

  private static func resources(_ value: JSONValue) -> [FindingResources.Resource] {
    let listed = value.at("resources").items
    return (listed.isEmpty ? [value.at("resource")] : listed).filter { $0 != .null }.map { resource in
      var data = resource.at("data")
      if let text = data.text { data = (try? JSONParser().parse(text.utf8)) ?? .null }
      let labels = resource.at("labels").texts.compactMap { label -> Tag? in
        guard let cut = label.utf8.firstIndex(where: { $0 == 0x3A || $0 == 0x3D }) else { return nil }
        return Tag(key: Text(bytes: label.utf8[..<cut]), value: Text(bytes: label.utf8[cut...].dropFirst()))
      }
      let tags = resource.at("tags").items.compactMap { tag in
        tag.at("name").text.map { Tag(key: $0, value: tag.at("value").text ?? "") }
      }
      return FindingResources.Resource(
        type: resource.at("type").text ?? "", id: resource.at("uid").text ?? resource.at("name").text ?? "",
        details: data, tags: labels + tags, role: resource.at("role").nonEmptyText)
    }
  }

  /// Reads one of the activities that prove the finding.
  private static func read(_ evidence: JSONValue, _ finding: inout Finding) {
    let isOutbound = evidence.at("connection_info", "direction_id").int == 2
    let remote = evidence.at(isOutbound ? "dst_endpoint" : "src_endpoint")
    if let address = remote.at("ip").knownText { finding.remoteAddresses.appendOnce(address) }
    finding.remoteOrganization =
      finding.remoteOrganization ?? remote.at("autonomous_system", "name").knownText ?? remote.at("isp").knownText
    finding.remoteCountry = finding.remoteCountry ?? remote.at("location", "country").knownText
    finding.process = finding.process ?? process(evidence.at("actor", "process")) ?? process(evidence.at("process"))
    guard finding.action == nil else { return }
    if let operation = evidence.at("api", "operation").nonEmptyText {
      finding.action = FindingAction(
        kind: finding.type.contains(":Kubernetes/") ? "KUBERNETES_API_CALL" : "AWS_API_CALL", name: operation,
        resource: evidence.at("api", "service", "name").nonEmptyText,
        userAgent: evidence.at("http_request", "user_agent").nonEmptyText,
        errorCode: evidence.at("api", "response", "error").nonEmptyText)
    } else if let name = evidence.at("query", "hostname").nonEmptyText {
      finding.action = FindingAction(kind: "DNS_REQUEST", domain: name)
    } else if evidence.at("connection_info") != .null {
      finding.action = FindingAction(
        kind: "NETWORK_CONNECTION", remotePort: remote.at("port").int,
        localPort: evidence.at(isOutbound ? "src_endpoint" : "dst_endpoint").at("port").int)
    }
  }

  private static func process(_ details: JSONValue) -> FindingProcess? {
    let process = FindingProcess(
      name: details.at("name").nonEmptyText, path: details.at("file", "path").nonEmptyText,
      sha256: details.at("file", "hashes").items.lazy.compactMap { $0.at("value").nonEmptyText }
        .first { $0.utf8.count == 64 },
      commandLine: details.at("cmd_line").nonEmptyText, user: details.at("user", "name").nonEmptyText,
      pid: details.at("pid").int, parent: details.at("parent_process", "name").nonEmptyText)
    return process == FindingProcess() ? nil : process
  }
}

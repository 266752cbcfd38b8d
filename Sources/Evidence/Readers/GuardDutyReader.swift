package import CaseFolder

/// Reads GuardDuty findings in each of their shapes: PascalCase (API, CLI), camelCase (export, EventBridge), bare or wrapped.
package enum GuardDutyReader {
  /// The findings in a value; none when it is no finding.
  package static func findings(in value: JSONValue, citation: Citation) -> [Finding] {
    if case .array(let items) = value { return items.flatMap { findings(in: $0, citation: citation) } }
    if let detail = value["detail"], value["detail-type"] != nil { return findings(in: detail, citation: citation) }
    if let list = value[caseInsensitive: "findings"] { return findings(in: list, citation: citation) }
    return finding(value, citation).map { [$0] } ?? []
  }

  private static func finding(_ value: JSONValue, _ citation: Citation) -> Finding? {
    let json = Fields(value)
    guard let id = json["id"]?.nonEmptyText, let type = json["type"]?.nonEmptyText,
      json["service"] != nil || json["resource"] != nil
    else { return nil }
    var citation = citation
    citation.id = id
    var finding = Finding(product: "GuardDuty", id: id, type: type, citation: citation)
    finding.arn = json["arn"]?.nonEmptyText
    finding.title = json["title"]?.text ?? ""
    finding.description = json["description"]?.text ?? ""
    finding.severity = json["severity"]?.number ?? 0
    finding.account = json["accountId"]?.nonEmptyText
    finding.region = json["region"]?.nonEmptyText
    finding.created = json["createdAt"]?.time
    finding.updated = json["updatedAt"]?.time
    let service = json.object("service")
    finding.firstSeen = service["eventFirstSeen"]?.time
    finding.lastSeen = service["eventLastSeen"]?.time
    finding.count = service["count"]?.int ?? 1
    finding.isArchived = service["archived"]?.flag ?? false
    finding.resourceRole = service["resourceRole"]?.nonEmptyText
    finding.isSample = isSample(finding, service)
    let resource = json.object("resource")
    finding.resourceType = resource["resourceType"]?.nonEmptyText
    finding.cluster = FindingCluster(resource.object("eksClusterDetails"))
    let kubernetes = resource.object("kubernetesDetails")
    finding.user = FindingUser(kubernetes.object("kubernetesUserDetails"))
    finding.workload = FindingWorkload(kubernetes.object("kubernetesWorkloadDetails"))
    finding.instance = FindingInstance(resource.object("instanceDetails"))
    finding.accessKey = FindingAccessKey(resource.object("accessKeyDetails"))
    readAction(service.object("action"), into: &finding)
    readMalware(service, resource, into: &finding)
    return finding
  }

  /// A sample says so in its title, in its additional information (JSON in a string), or in made-up names.
  private static func isSample(_ finding: Finding, _ service: Fields) -> Bool {
    if finding.title.hasPrefix("[SAMPLE]") { return true }
    let information = service.object("additionalInfo")
    if information["sample"]?.flag == true { return true }
    if let text = information["value"]?.text, let value = try? JSONParser().parse(text.utf8) {
      if Fields(value)["sample"]?.flag == true { return true }
    }
    return finding.id.hasPrefix("GeneratedFinding")
  }

  private static func readAction(_ action: Fields, into finding: inout Finding) {
    let kinds: [(key: Text, kind: Text)] = [
      ("kubernetesApiCallAction", "KUBERNETES_API_CALL"), ("awsApiCallAction", "AWS_API_CALL"),
      ("dnsRequestAction", "DNS_REQUEST"), ("networkConnectionAction", "NETWORK_CONNECTION"),
      ("portProbeAction", "PORT_PROBE"),
    ]
    for (key, kind) in kinds {
      let json = action.object(key)
      guard !json.isEmpty else { continue }
      var read = FindingAction(kind: action["actionType"]?.nonEmptyText ?? kind)
      read.name = (json["verb"] ?? json["api"])?.nonEmptyText
      read.resource = (json["resource"] ?? json["serviceName"])?.nonEmptyText
      read.namespace = json["namespace"]?.nonEmptyText
      read.resourceName = json["resourceName"]?.nonEmptyText
      read.requestURI = json["requestUri"]?.nonEmptyText
      read.statusCode = json["statusCode"]?.int
      read.userAgent = json["userAgent"]?.nonEmptyText
      read.domain = json["domain"]?.nonEmptyText
      read.remotePort = json.object("remotePortDetails")["port"]?.int
      read.localPort = json.object("localPortDetails")["port"]?.int
      read.blocked = json["blocked"]?.flag
      read.errorCode = json["errorCode"]?.nonEmptyText
      finding.action = read
      readRemote(json, into: &finding)
      for probe in json["portProbeDetails"]?.items ?? [] { readRemote(Fields(probe), into: &finding) }
      return
    }
  }

  private static func readRemote(_ action: Fields, into finding: inout Finding) {
    let remote = action.object("remoteIpDetails")
    let named = [remote["ipAddressV4"]?.nonEmptyText, remote["ipAddressV6"]?.nonEmptyText].compactMap { $0 }
    for address in named + (action["sourceIPs"]?.texts ?? [])
    where !address.isEmpty && !finding.remoteAddresses.contains(address) {
      finding.remoteAddresses.append(address)
    }
    finding.remoteOrganization = finding.remoteOrganization ?? known(remote.object("organization")["asnOrg"])
    finding.remoteCountry = finding.remoteCountry ?? known(remote.object("country")["countryName"])
  }

  /// A text that says something.
  private static func known(_ value: JSONValue?) -> Text? {
    value?.nonEmptyText.flatMap { $0.asciiLowercased == "unknown" ? nil : $0 }
  }

  private static func readMalware(_ service: Fields, _ resource: Fields, into finding: inout Finding) {
    let scan = service.object("ebsVolumeScanDetails")
    finding.triggeredBy = scan["triggerFindingId"]?.nonEmptyText
    for name in scan.object("scanDetections").object("threatDetectedByName")["threatNames"]?.items ?? [] {
      let threat = Fields(name)
      let files = threat["filePaths"]?.items.map(Fields.init) ?? []
      let label = threat["name"]?.text ?? ""
      finding.threats += files.map {
        FindingThreat(name: label, filePath: $0["filePath"]?.nonEmptyText, sha256: $0["hash"]?.nonEmptyText)
      }
      if files.isEmpty { finding.threats.append(FindingThreat(name: label)) }
    }
    finding.volumes =
      resource.object("ebsVolumeDetails")["scannedVolumeDetails"]?.items.compactMap {
        Fields($0)["volumeArn"]?.nonEmptyText
      } ?? []
  }
}

/// An object whose keys are looked up in any case, since the shapes of a finding differ in theirs.
struct Fields {
  let value: JSONValue

  init(_ value: JSONValue) { self.value = value }

  /// The value of a key, nil also when it is null.
  subscript(key: Text) -> JSONValue? {
    value[caseInsensitive: key].flatMap { $0 == .null ? nil : $0 }
  }

  /// The object of a key; an empty one when there is none.
  func object(_ key: Text) -> Fields { Fields(self[key] ?? .null) }

  var isEmpty: Bool { value.members.isEmpty }

  /// The tags of a list of key and value pairs.
  func tags(_ key: Text) -> [Tag] {
    self[key]?.items.compactMap { item in
      let fields = Fields(item)
      return fields["key"]?.text.map { Tag(key: $0, value: fields["value"]?.text ?? "") }
    } ?? []
  }
}

extension FindingCluster {
  fileprivate init?(_ json: Fields) {
    guard let name = json["name"]?.nonEmptyText else { return nil }
    self.init(
      name: name, arn: json["arn"]?.nonEmptyText, vpc: json["vpcId"]?.nonEmptyText, created: json["createdAt"]?.time,
      tags: json.tags("tags"))
  }
}

extension FindingUser {
  fileprivate init?(_ json: Fields) {
    guard let name = json["username"]?.nonEmptyText else { return nil }
    self.init(
      name: name, uid: json["uid"]?.nonEmptyText, groups: json["groups"]?.texts ?? [],
      sessionNames: json["sessionName"]?.texts ?? [],
      impersonated: json.object("impersonatedUser")["username"]?.nonEmptyText)
  }
}

extension FindingWorkload {
  fileprivate init?(_ json: Fields) {
    guard let name = json["name"]?.nonEmptyText else { return nil }
    let containers = json["containers"]?.items.map(Fields.init) ?? []
    self.init(kind: json["type"]?.text ?? "", namespace: json["namespace"]?.nonEmptyText, name: name)
    uid = json["uid"]?.nonEmptyText
    serviceAccount = json["serviceAccountName"]?.nonEmptyText
    hostNetwork = json["hostNetwork"]?.flag ?? false
    hostPID = json["hostPID"]?.flag ?? false
    images = containers.compactMap { $0["image"]?.nonEmptyText }
    hasPrivilegedContainer = containers.contains { $0.object("securityContext")["privileged"]?.flag == true }
    hostPaths =
      json["volumes"]?.items.compactMap { Fields($0).object("hostPath")["path"]?.nonEmptyText } ?? []
    containerIDs = containers.compactMap { $0["id"]?.nonEmptyText.map(ContainerStatus.withoutScheme) }
  }
}

extension FindingInstance {
  fileprivate init?(_ json: Fields) {
    guard let id = json["instanceId"]?.nonEmptyText else { return nil }
    let interfaces = json["networkInterfaces"]?.items.map(Fields.init) ?? []
    self.init(id: id, type: json["instanceType"]?.nonEmptyText)
    profileARN = json.object("iamInstanceProfile")["arn"]?.nonEmptyText
    self.interfaces = interfaces.compactMap { $0["networkInterfaceId"]?.nonEmptyText }
    addresses = interfaces.flatMap { interface in
      [interface["privateIpAddress"]?.nonEmptyText, interface["publicIp"]?.nonEmptyText].compactMap { $0 }
    }
    tags = json.tags("tags")
  }
}

extension FindingAccessKey {
  fileprivate init?(_ json: Fields) {
    guard !json.isEmpty else { return nil }
    self.init(
      id: json["accessKeyId"]?.nonEmptyText, principalID: json["principalId"]?.nonEmptyText,
      userName: json["userName"]?.nonEmptyText, userType: json["userType"]?.nonEmptyText)
  }
}

internal import CaseFolder

extension GuardDutyReader {
  /// How one type of action is written: its `ActionType`, the key of its details, and what to take from them.
  private struct ActionShape {
    let kind: Text
    let key: Text
    let read: @Sendable (JSONValue, inout FindingAction) -> Void
  }

  private static let actionShapes = [
    ActionShape(kind: "KUBERNETES_API_CALL", key: "kubernetesApiCallAction") { call, action in
      action.name = call.at("verb").nonEmptyText
      action.resource = call.at("resource").nonEmptyText
      if let resource = action.resource, let part = call.at("subresource").nonEmptyText {
        action.resource = Text("\(resource.string)/\(part.string)")
      }
      action.namespace = call.at("namespace").nonEmptyText
      action.resourceName = call.at("resourceName").nonEmptyText
      action.requestURI = call.at("requestUri").nonEmptyText
      action.statusCode = call.at("statusCode").int
      action.userAgent = call.at("userAgent").nonEmptyText
    },
    ActionShape(kind: "AWS_API_CALL", key: "awsApiCallAction") { call, action in
      action.name = call.at("api").nonEmptyText
      action.resource = call.at("serviceName").nonEmptyText
      action.userAgent = call.at("userAgent").nonEmptyText
      action.errorCode = call.at("errorCode").nonEmptyText
      action.domain = call.at("domainDetails", "domain").nonEmptyText
    },
    ActionShape(kind: "DNS_REQUEST", key: "dnsRequestAction") { request, action in
      action.domain = request.at("domain").nonEmptyText
      action.blocked = request.at("blocked").flag
    },
    ActionShape(kind: "NETWORK_CONNECTION", key: "networkConnectionAction") { connection, action in
      action.remotePort = connection.at("remotePortDetails", "port").int
      action.localPort = connection.at("localPortDetails", "port").int
      action.blocked = connection.at("blocked").flag
    },
    ActionShape(kind: "PORT_PROBE", key: "portProbeAction") { probe, action in
      action.localPort = probe.at("portProbeDetails")[0]?.at("localPortDetails", "port").int
      action.blocked = probe.at("blocked").flag
    },
    ActionShape(kind: "RDS_LOGIN_ATTEMPT", key: "rdsLoginAttemptAction") { _, _ in },
  ]

  /// Reads what happened and who called. An empty action, as runtime findings have it, is none.
  static func readAction(_ action: JSONValue, _ finding: inout Finding) {
    let stated = action.at("actionType").nonEmptyText
    let shape = actionShapes.first { $0.kind == stated } ?? actionShapes.first { action.at($0.key) != .null }
    guard let kind = stated ?? shape?.kind else { return }
    var read = FindingAction(kind: kind)
    guard let shape else {
      finding.action = read
      return
    }
    let details = action.at(shape.key)
    shape.read(details, &read)
    read.resourceName =
      read.resourceName ?? action.at("kubernetesRoleBindingDetails", "name").nonEmptyText
      ?? action.at("kubernetesRoleDetails", "name").nonEmptyText
    finding.action = read
    readRemote(details, &finding)
  }

  private static func readRemote(_ details: JSONValue, _ finding: inout Finding) {
    let remotes =
      [details.at("remoteIpDetails")]
      + details.at("portProbeDetails").items.map { $0.at("remoteIpDetails") }
    let addresses =
      remotes.flatMap { [$0.at("ipAddressV4"), $0.at("ipAddressV6")] }.compactMap(\.knownText)
      + details.at("sourceIps").items.compactMap(\.knownText)
    finding.remoteAddresses = addresses.once
    let organization = remotes.map { $0.at("organization") }.first { $0 != .null } ?? .null
    finding.remoteOrganization =
      organization.at("asnOrg").knownText ?? organization.at("org").knownText ?? organization.at("isp").knownText
    let country = remotes.map { $0.at("country") }.first { $0 != .null } ?? .null
    finding.remoteCountry = country.at("countryName").knownText ?? country.at("countryCode").knownText
  }

  /// Reads what a malware scan found: names, files, hashes, volumes, and the finding that set it off.
  static func readThreats(_ value: JSONValue, _ finding: inout Finding) {
    let service = value.at("service")
    let scan = service.at("ebsVolumeScanDetails")
    var volumes = value.at("resource", "ebsVolumeDetails", "scannedVolumeDetails").items.compactMap {
      $0.at("volumeArn").nonEmptyText
    }
    var threats: [FindingThreat] = []
    func add(_ threat: JSONValue, files: [JSONValue], pathKeys: [Text]) {
      guard let name = threat.at("name").nonEmptyText else { return }
      if files.isEmpty { threats.append(FindingThreat(name: name)) }
      for file in files {
        threats.append(
          FindingThreat(
            name: name, filePath: pathKeys.lazy.compactMap { file.at($0).nonEmptyText }.first,
            sha256: file.at("hash").nonEmptyText))
        if let volume = file.at("volumeArn").nonEmptyText { volumes.append(volume) }
      }
    }
    for threat in scan.at("scanDetections", "threatDetectedByName", "threatNames").items {
      add(threat, files: threat.at("filePaths").items, pathKeys: ["filePath", "fileName"])
    }
    for threat in service.at("malwareScanDetails", "threats").items {
      add(
        threat, files: threat.at("itemPaths").items + threat.at("itemDetails").items,
        pathKeys: ["nestedItemPath", "itemPath"])
    }
    for detail in service.at("evidence", "threatIntelligenceDetails").items {
      guard let hash = detail.at("threatFileSha256").nonEmptyText else { continue }
      threats += detail.at("threatNames").texts.map { FindingThreat(name: $0, sha256: hash) }
    }
    var seen: Set<FindingThreat> = []
    finding.threats = threats.filter { seen.insert($0).inserted }
    finding.volumes = volumes.once
    finding.triggeredBy = scan.at("triggerFindingId").nonEmptyText
  }
}

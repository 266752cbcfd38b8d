internal import CaseFolder

extension GuardDutyReader {
  /// Reads what a finding is about.
  static func readResource(_ resource: JSONValue, _ finding: inout Finding) {
    finding.resourceType = resource.at("resourceType").nonEmptyText
    finding.cluster = cluster(resource.at("eksClusterDetails"))
    finding.user = user(resource.at("kubernetesDetails", "kubernetesUserDetails"))
    finding.workload = workload(
      resource.at("kubernetesDetails", "kubernetesWorkloadDetails"), container: resource.at("containerDetails"))
    finding.instance = instance(resource.at("instanceDetails"))
    finding.accessKey = accessKey(resource.at("accessKeyDetails"))
  }

  private static func cluster(_ details: JSONValue) -> FindingCluster? {
    details.at("name").nonEmptyText.map { name in
      FindingCluster(
        name: name, arn: details.at("arn").nonEmptyText, vpc: details.at("vpcId").nonEmptyText,
        created: details.at("createdAt").time, tags: details.at("tags").tags)
    }
  }

  private static func user(_ details: JSONValue) -> FindingUser? {
    details.at("username").nonEmptyText.map { name in
      FindingUser(
        name: name, uid: details.at("uid").nonEmptyText, groups: details.at("groups").texts,
        sessionNames: details.at("sessionName").texts,
        impersonated: details.at("impersonatedUser", "username").nonEmptyText)
    }
  }

  /// The workload; `container` is the container that runtime and malware findings name beside it.
  private static func workload(_ details: JSONValue, container: JSONValue) -> FindingWorkload? {
    guard let name = details.at("name").nonEmptyText else { return nil }
    let containers = details.at("containers").items + [container]
    var workload = FindingWorkload(kind: details.at("type").text ?? "", name: name)
    workload.namespace = details.at("namespace").nonEmptyText
    workload.uid = details.at("uid").nonEmptyText
    workload.serviceAccount = details.at("serviceAccountName").nonEmptyText
    workload.hostNetwork = details.at("hostNetwork").flag ?? false
    workload.hostPID = details.at("hostPID").flag ?? false
    workload.images = containers.compactMap { $0.at("image").nonEmptyText }.once
    workload.hasPrivilegedContainer = containers.contains { $0.at("securityContext", "privileged").flag == true }
    workload.hostPaths = details.at("volumes").items.compactMap { $0.at("hostPath", "path").nonEmptyText }.once
    workload.containerIDs = containers.compactMap { $0.at("id").nonEmptyText.map(ContainerStatus.withoutScheme) }.once
    return workload
  }

  private static func instance(_ details: JSONValue) -> FindingInstance? {
    guard let id = details.at("instanceId").nonEmptyText else { return nil }
    let interfaces = details.at("networkInterfaces").items
    var addresses: [Text] = []
    for interface in interfaces {
      addresses += [interface.at("privateIpAddress"), interface.at("publicIp")].compactMap(\.nonEmptyText)
      addresses += interface.at("privateIpAddresses").items.compactMap { $0.at("privateIpAddress").nonEmptyText }
      addresses += interface.at("ipv6Addresses").texts
    }
    return FindingInstance(
      id: id, type: details.at("instanceType").nonEmptyText,
      profileARN: details.at("iamInstanceProfile", "arn").nonEmptyText,
      interfaces: interfaces.compactMap { $0.at("networkInterfaceId").nonEmptyText }.once, addresses: addresses.once,
      tags: details.at("tags").tags)
  }

  private static func accessKey(_ details: JSONValue) -> FindingAccessKey? {
    let key = FindingAccessKey(
      id: details.at("accessKeyId").nonEmptyText, principalID: details.at("principalId").nonEmptyText,
      userName: details.at("userName").nonEmptyText, userType: details.at("userType").nonEmptyText)
    return key == FindingAccessKey() ? nil : key
  }
}

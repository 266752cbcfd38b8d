internal import CaseFolder

/// Reads the resources that ASFF and OCSF findings list, by their type.
enum FindingResources {
  /// A resource: its type (`AwsEksCluster` or `AWS::EKS::Cluster`), its id, what is told about it.
  struct Resource {
    let type: Text
    let id: Text
    let details: JSONValue
    let tags: [Tag]
    let role: Text?
  }

  /// Fills in what the finding does not say already.
  static func read(_ resources: [Resource], into finding: inout Finding) {
    finding.resourceRole = finding.resourceRole ?? resources.lazy.compactMap(\.role).first.map(upperCased)
    for resource in resources {
      guard let kind = kinds.first(where: { $0.types.contains(resource.type) }) else { continue }
      finding.resourceType = finding.resourceType ?? kind.resourceType
      let details = resource.details.at(kind.types[0])
      kind.read(resource, details == .null ? resource.details : details, &finding)
    }
    finding.resourceType = finding.resourceType ?? resources.first.map(\.type)
  }

  /// How a type of resource is written, what GuardDuty calls it, and what is taken from it.
  private struct Kind: Sendable {
    let types: [Text]
    let resourceType: Text
    let read: @Sendable (Resource, JSONValue, inout Finding) -> Void
  }

  private static let kinds = [
    Kind(types: ["AwsEksCluster", "AWS::EKS::Cluster"], resourceType: "EKSCluster") { resource, details, finding in
      guard finding.cluster == nil else { return }
      let arn = details.at("Arn").nonEmptyText ?? (resource.id.hasPrefix("arn:") ? resource.id : nil)
      guard
        let name = details.at("Name").nonEmptyText ?? arn?.split(UInt8(ascii: "/")).last
          ?? (resource.id.isEmpty ? nil : resource.id)
      else { return }
      finding.cluster = FindingCluster(
        name: name, arn: arn,
        vpc: details.at("ResourcesVpcConfig", "VpcId").nonEmptyText ?? details.at("VpcId").nonEmptyText,
        created: details.at("CreatedAt").time, tags: resource.tags)
    },
    Kind(types: ["AwsEc2Instance", "AWS::EC2::Instance"], resourceType: "Instance") { resource, details, finding in
      guard finding.instance == nil, let id = resource.id.split(UInt8(ascii: "/")).last, id.hasPrefix("i-") else {
        return
      }
      finding.instance = FindingInstance(
        id: id, type: details.at("Type").nonEmptyText, profileARN: details.at("IamInstanceProfileArn").nonEmptyText,
        interfaces: details.at("NetworkInterfaces").items.compactMap { $0.at("NetworkInterfaceId").nonEmptyText }.once,
        addresses: (details.at("IpV4Addresses").texts + details.at("IpV6Addresses").texts).once, tags: resource.tags)
    },
    Kind(types: ["AwsIamAccessKey", "AWS::IAM::AccessKey"], resourceType: "AccessKey") { resource, details, finding in
      guard finding.accessKey == nil else { return }
      let id = resource.id.split(UInt8(ascii: ":")).last.flatMap { ["null", ""].contains($0) ? nil : $0 }
      let key = FindingAccessKey(
        id: details.at("AccessKeyId").nonEmptyText ?? id, principalID: details.at("PrincipalId").nonEmptyText,
        userName: details.at("PrincipalName").nonEmptyText ?? details.at("UserName").nonEmptyText,
        userType: details.at("PrincipalType").nonEmptyText)
      if key != FindingAccessKey() { finding.accessKey = key }
    },
    Kind(types: ["Container", "AWS::ECS::Container"], resourceType: "Container") { _, details, finding in
      guard let image = details.at("ImageName").nonEmptyText else { return }
      finding.workload?.images.appendOnce(image)
      if details.at("Privileged").flag == true { finding.workload?.hasPrivilegedContainer = true }
    },
    Kind(types: ["AwsIamRole", "AWS::IAM::Role", "AwsIamUser", "AWS::IAM::User"], resourceType: "IAMPrincipal") {
      resource, _, finding in
      if resource.id.hasPrefix("arn:") { finding.principalARN = finding.principalARN ?? resource.id }
    },
  ]

  private static func upperCased(_ text: Text) -> Text {
    Text(bytes: text.utf8.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 })
  }
}

extension [Text] {
  /// Adds a text unless it is there.
  mutating func appendOnce(_ text: Text) {
    if !contains(text) { append(text) }
  }
}

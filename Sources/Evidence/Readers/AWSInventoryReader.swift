internal import CaseFolder

/// Reads answers of the AWS command line as inventories, told apart by their shape.
package enum AWSInventoryReader {
  /// The objects in an answer; none when its shape is not known.
  package static func objects(in value: JSONValue) -> [AWSObject] {
    if value["status_code"] != nil, let data = value["data"] { return objects(in: data) }
    for reader in readers {
      if let found = value[reader.key] { return reader.read(found, value) }
    }
    for (key, identifiers) in listings {
      guard let found = value[key] else { continue }
      return found.items.compactMap { item in
        (item[anyOf: identifiers]?.nonEmptyText ?? item.nonEmptyText).map { .other(type: key, id: $0) }
      }
    }
    return []
  }

  private struct Shape: Sendable {
    let key: Text
    let read: @Sendable (JSONValue, JSONValue) -> [AWSObject]
  }

  private static let readers: [Shape] = [
    Shape(key: "cluster") { found, _ in EKSCluster(json: found).map { [.cluster($0)] } ?? [] },
    Shape(key: "nodegroup") { found, _ in EKSNodeGroup(json: found).map { [.nodeGroup($0)] } ?? [] },
    Shape(key: "accessEntry") { found, _ in EKSAccessEntry(json: found).map { [.accessEntry($0)] } ?? [] },
    Shape(key: "associatedAccessPolicies") { found, whole in
      guard let principal = whole["principalArn"]?.nonEmptyText else { return [] }
      return [
        .accessPolicies(
          EKSAccessPolicies(
            cluster: whole["clusterName"]?.text ?? "", principalARN: principal,
            policies: found.items.compactMap(EKSAccessPolicy.init)))
      ]
    },
    Shape(key: "addon") { found, _ in
      guard let name = found["addonName"]?.nonEmptyText else { return [] }
      return [
        .addon(
          EKSAddon(
            cluster: found["clusterName"]?.text ?? "", name: name, roleARN: found["serviceAccountRoleArn"]?.nonEmptyText,
            configuration: found["configurationValues"]?.nonEmptyText))
      ]
    },
    Shape(key: "associations") { found, _ in found.items.compactMap(association) },
    Shape(key: "association") { found, _ in association(found).map { [$0] } ?? [] },
    Shape(key: "Reservations") { found, _ in
      found.items.flatMap { $0["Instances"]?.items ?? [] }.compactMap { EC2Instance(json: $0).map { .instance($0) } }
    },
    Shape(key: "repositories") { found, _ in
      found.items.compactMap { ECRRepository(json: $0).map { .repository($0) } }
    },
  ]

  /// Listings of which only names are kept, with the keys that identify an item.
  private static let listings: [(Text, [Text])] = [
    ("SecurityGroups", ["GroupId"]), ("NetworkInterfaces", ["NetworkInterfaceId"]), ("NetworkAcls", ["NetworkAclId"]),
    ("Volumes", ["VolumeId"]), ("Snapshots", ["SnapshotId"]), ("Images", ["ImageId"]), ("Vpcs", ["VpcId"]),
    ("Subnets", ["SubnetId"]), ("FlowLogs", ["FlowLogId"]), ("RouteTables", ["RouteTableId"]),
    ("imageDetails", ["imageDigest"]), ("SecretList", ["ARN", "Name"]), ("Parameters", ["Name"]),
    ("UserDetailList", ["Arn"]), ("RoleDetailList", ["Arn"]), ("Users", ["Arn"]), ("Roles", ["Arn"]),
    ("Policies", ["Arn"]), ("AccessKeyMetadata", ["AccessKeyId"]), ("Buckets", ["Name"]), ("trailList", ["TrailARN"]),
    ("clusters", []), ("nodegroups", []), ("accessEntries", []), ("addons", []), ("DetectorIds", []),
  ]

  private static func association(_ json: JSONValue) -> AWSObject? {
    guard let namespace = json["namespace"]?.nonEmptyText, let account = json["serviceAccount"]?.nonEmptyText
    else { return nil }
    return .podIdentityAssociation(
      EKSPodIdentityAssociation(
        cluster: json["clusterName"]?.text ?? "", namespace: namespace, serviceAccount: account,
        roleARN: json["roleArn"]?.nonEmptyText, id: json["associationId"]?.nonEmptyText))
  }
}

extension [Tag] {
  /// Tags as EC2 writes them: a list of keys and values.
  fileprivate init(list json: JSONValue?) {
    self = (json ?? .null).items.compactMap { item in
      item["Key"]?.text.map { Tag(key: $0, value: item["Value"]?.text ?? "") }
    }
  }
}

extension EKSCluster {
  fileprivate init?(json: JSONValue) {
    guard let name = json["name"]?.nonEmptyText, let arn = json["arn"]?.nonEmptyText else { return nil }
    self.init(name: name, arn: arn)
    let network = json["resourcesVpcConfig"] ?? .null
    let access = json["accessConfig"] ?? .null
    created = json["createdAt"]?.time
    version = json["version"]?.nonEmptyText
    endpoint = json["endpoint"]?.nonEmptyText
    roleARN = json["roleArn"]?.nonEmptyText
    vpc = network["vpcId"]?.nonEmptyText
    subnets = network["subnetIds"]?.texts ?? []
    endpointPublicAccess = network["endpointPublicAccess"]?.flag
    endpointPrivateAccess = network["endpointPrivateAccess"]?.flag
    publicAccessCIDRs = network["publicAccessCidrs"]?.texts ?? []
    for log in json["logging"]?["clusterLogging"]?.items ?? [] {
      let types = log["types"]?.texts ?? []
      if log["enabled"]?.flag == true { enabledLogs += types } else { disabledLogs += types }
    }
    oidcIssuer = json["identity"]?["oidc"]?["issuer"]?.nonEmptyText
    authenticationMode = access["authenticationMode"]?.nonEmptyText
    creatorIsAdmin = access["bootstrapClusterCreatorAdminPermissions"]?.flag
    hasEncryptionConfig = !(json["encryptionConfig"] ?? .null).items.isEmpty
    deletionProtection = json["deletionProtection"]?.flag
    supportType = json["upgradePolicy"]?["supportType"]?.nonEmptyText
    tags = [Tag](json: json["tags"])
  }
}

extension EKSNodeGroup {
  fileprivate init?(json: JSONValue) {
    guard let name = json["nodegroupName"]?.nonEmptyText else { return nil }
    self.init(name: name, cluster: json["clusterName"]?.text ?? "", nodeRole: json["nodeRole"]?.nonEmptyText)
    amiType = json["amiType"]?.nonEmptyText
    capacityType = json["capacityType"]?.nonEmptyText
    autoScalingGroups = json["resources"]?["autoScalingGroups"]?.items.compactMap { $0["name"]?.nonEmptyText } ?? []
    sshKey = json["remoteAccess"]?["ec2SshKey"]?.nonEmptyText
  }
}

extension EKSAccessEntry {
  fileprivate init?(json: JSONValue) {
    guard let principal = json["principalArn"]?.nonEmptyText else { return nil }
    self.init(cluster: json["clusterName"]?.text ?? "", principalARN: principal)
    username = json["username"]?.nonEmptyText
    groups = json["kubernetesGroups"]?.texts ?? []
    type = json["type"]?.nonEmptyText
    created = json["createdAt"]?.time
  }
}

extension EKSAccessPolicy {
  fileprivate init?(json: JSONValue) {
    guard let arn = json["policyArn"]?.nonEmptyText else { return nil }
    let scope = json["accessScope"] ?? .null
    self.init(policyARN: arn, scope: scope["type"]?.text ?? "", namespaces: scope["namespaces"]?.texts ?? [])
  }
}

extension EC2Instance {
  fileprivate init?(json: JSONValue) {
    guard let id = json["InstanceId"]?.nonEmptyText else { return nil }
    self.init(id: id, type: json["InstanceType"]?.nonEmptyText)
    let metadata = json["MetadataOptions"] ?? .null
    state = json["State"]?["Name"]?.nonEmptyText
    launched = json["LaunchTime"]?.time
    privateAddress = json["PrivateIpAddress"]?.nonEmptyText
    publicAddress = json["PublicIpAddress"]?.nonEmptyText
    privateDNSName = json["PrivateDnsName"]?.nonEmptyText
    vpc = json["VpcId"]?.nonEmptyText
    subnet = json["SubnetId"]?.nonEmptyText
    availabilityZone = json["Placement"]?["AvailabilityZone"]?.nonEmptyText
    profileARN = json["IamInstanceProfile"]?["Arn"]?.nonEmptyText
    httpTokens = metadata["HttpTokens"]?.nonEmptyText
    hopLimit = metadata["HttpPutResponseHopLimit"]?.int
    lifecycle = json["InstanceLifecycle"]?.nonEmptyText
    interfaces = json["NetworkInterfaces"]?.items.compactMap(EC2Interface.init) ?? []
    volumes =
      json["BlockDeviceMappings"]?.items.compactMap { device in
        device["Ebs"]?["VolumeId"]?.nonEmptyText.map { Tag(key: device["DeviceName"]?.text ?? "", value: $0) }
      } ?? []
    rootDevice = json["RootDeviceName"]?.nonEmptyText
    tags = [Tag](list: json["Tags"])
  }
}

extension EC2Interface {
  fileprivate init?(json: JSONValue) {
    guard let id = json["NetworkInterfaceId"]?.nonEmptyText else { return nil }
    let listed = json["PrivateIpAddresses"]?.items.compactMap { $0["PrivateIpAddress"]?.nonEmptyText } ?? []
    let main = json["PrivateIpAddress"]?.nonEmptyText
    self.init(id: id, privateAddresses: ([main].compactMap { $0 } + listed.filter { $0 != main }))
    publicAddress = json["Association"]?["PublicIp"]?.nonEmptyText
    securityGroups = json["Groups"]?.items.compactMap { $0["GroupId"]?.nonEmptyText } ?? []
    subnet = json["SubnetId"]?.nonEmptyText
  }
}

extension ECRRepository {
  fileprivate init?(json: JSONValue) {
    guard let arn = json["repositoryArn"]?.nonEmptyText, let name = json["repositoryName"]?.nonEmptyText
    else { return nil }
    self.init(arn: arn, name: name, uri: json["repositoryUri"]?.text ?? "")
    tagMutability = json["imageTagMutability"]?.nonEmptyText
    scansOnPush = json["imageScanningConfiguration"]?["scanOnPush"]?.flag
  }
}

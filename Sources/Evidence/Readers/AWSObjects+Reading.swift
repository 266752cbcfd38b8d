internal import CaseFolder

extension EKSCluster {
  /// Reads the `cluster` of `describe-cluster`; nil without name and ARN.
  init?(json: JSONValue) {
    guard let name = json["name"]?.nonEmptyText, let arn = json["arn"]?.nonEmptyText else { return nil }
    let vpc = json["resourcesVpcConfig"] ?? .null
    let access = json["accessConfig"] ?? .null
    self.init(
      name: name, arn: arn, created: json["createdAt"]?.time, version: json["version"]?.nonEmptyText,
      endpoint: json["endpoint"]?.nonEmptyText, roleARN: json["roleArn"]?.nonEmptyText,
      vpc: vpc["vpcId"]?.nonEmptyText, subnets: vpc["subnetIds"]?.texts ?? [],
      endpointPublicAccess: vpc["endpointPublicAccess"]?.flag,
      endpointPrivateAccess: vpc["endpointPrivateAccess"]?.flag,
      publicAccessCIDRs: vpc["publicAccessCidrs"]?.texts ?? [],
      oidcIssuer: json["identity"]?["oidc"]?["issuer"]?.nonEmptyText,
      authenticationMode: access["authenticationMode"]?.nonEmptyText,
      creatorIsAdmin: access["bootstrapClusterCreatorAdminPermissions"]?.flag,
      hasEncryptionConfig: !(json["encryptionConfig"]?.items.isEmpty ?? true),
      deletionProtection: json["deletionProtection"]?.flag,
      supportType: json["upgradePolicy"]?["supportType"]?.nonEmptyText, tags: (json["tags"] ?? .null).tags)
    for logging in json["logging"]?["clusterLogging"]?.items ?? [] {
      guard let enabled = logging["enabled"]?.flag else { continue }
      let types = logging["types"]?.texts ?? []
      if enabled { enabledLogs += types } else { disabledLogs += types }
    }
  }
}

extension EKSNodeGroup {
  /// Reads the `nodegroup` of `describe-nodegroup`.
  init?(json: JSONValue) {
    guard let name = json["nodegroupName"]?.nonEmptyText, let cluster = json["clusterName"]?.nonEmptyText
    else { return nil }
    self.init(
      name: name, cluster: cluster, nodeRole: json["nodeRole"]?.nonEmptyText, amiType: json["amiType"]?.nonEmptyText,
      capacityType: json["capacityType"]?.nonEmptyText,
      autoScalingGroups: json["resources"]?["autoScalingGroups"]?.items.compactMap { $0["name"]?.nonEmptyText } ?? [],
      sshKey: json["remoteAccess"]?["ec2SshKey"]?.nonEmptyText)
  }
}

extension EKSAccessEntry {
  /// Reads the `accessEntry` of `describe-access-entry`.
  init?(json: JSONValue) {
    guard let cluster = json["clusterName"]?.nonEmptyText, let principal = json["principalArn"]?.nonEmptyText
    else { return nil }
    self.init(
      cluster: cluster, principalARN: principal, username: json["username"]?.nonEmptyText,
      groups: json["kubernetesGroups"]?.texts ?? [], type: json["type"]?.nonEmptyText, created: json["createdAt"]?.time)
  }
}

extension EKSAccessPolicies {
  /// Reads the answer of `list-associated-access-policies`.
  init?(json: JSONValue) {
    guard let cluster = json["clusterName"]?.nonEmptyText, let principal = json["principalArn"]?.nonEmptyText
    else { return nil }
    self.init(
      cluster: cluster, principalARN: principal,
      policies: json["associatedAccessPolicies"]?.items.compactMap { item in
        item["policyArn"]?.nonEmptyText.map {
          EKSAccessPolicy(
            policyARN: $0, scope: item["accessScope"]?["type"]?.text ?? "",
            namespaces: item["accessScope"]?["namespaces"]?.texts ?? [])
        }
      } ?? [])
  }
}

extension EKSAddon {
  /// Reads the `addon` of `describe-addon`.
  init?(json: JSONValue) {
    guard let name = json["addonName"]?.nonEmptyText, let cluster = json["clusterName"]?.nonEmptyText
    else { return nil }
    self.init(
      cluster: cluster, name: name, roleARN: json["serviceAccountRoleArn"]?.nonEmptyText,
      configuration: json["configurationValues"]?.nonEmptyText)
  }
}

extension EKSPodIdentityAssociation {
  /// Reads one association; the listing does not name the role.
  init?(json: JSONValue) {
    guard let cluster = json["clusterName"]?.nonEmptyText, let namespace = json["namespace"]?.nonEmptyText,
      let account = json["serviceAccount"]?.nonEmptyText
    else { return nil }
    self.init(
      cluster: cluster, namespace: namespace, serviceAccount: account, roleARN: json["roleArn"]?.nonEmptyText,
      id: json["associationId"]?.nonEmptyText)
  }
}

extension EC2Instance {
  /// Reads one instance of `describe-instances`.
  init?(json: JSONValue) {
    guard let id = json["InstanceId"]?.nonEmptyText, json["State"] != nil || json["LaunchTime"] != nil
    else { return nil }
    self.init(
      id: id, type: json["InstanceType"]?.nonEmptyText, state: json["State"]?["Name"]?.nonEmptyText,
      launched: json["LaunchTime"]?.time, privateAddress: json["PrivateIpAddress"]?.nonEmptyText,
      publicAddress: json["PublicIpAddress"]?.nonEmptyText, privateDNSName: json["PrivateDnsName"]?.nonEmptyText,
      vpc: json["VpcId"]?.nonEmptyText, subnet: json["SubnetId"]?.nonEmptyText,
      availabilityZone: json["Placement"]?["AvailabilityZone"]?.nonEmptyText,
      profileARN: json["IamInstanceProfile"]?["Arn"]?.nonEmptyText,
      httpTokens: json["MetadataOptions"]?["HttpTokens"]?.nonEmptyText,
      hopLimit: json["MetadataOptions"]?["HttpPutResponseHopLimit"]?.int,
      lifecycle: json["InstanceLifecycle"]?.nonEmptyText,
      interfaces: json["NetworkInterfaces"]?.items.compactMap(EC2Interface.init(json:)) ?? [],
      volumes: json["BlockDeviceMappings"]?.items.compactMap { mapping in
        mapping["Ebs"]?["VolumeId"]?.nonEmptyText.map { Tag(key: mapping["DeviceName"]?.text ?? "", value: $0) }
      } ?? [],
      rootDevice: json["RootDeviceName"]?.nonEmptyText, tags: (json["Tags"] ?? .null).tags)
  }
}

extension EC2Interface {
  /// Reads a network interface of an instance.
  init?(json: JSONValue) {
    guard let id = json["NetworkInterfaceId"]?.nonEmptyText else { return nil }
    let first = [json["PrivateIpAddress"]?.nonEmptyText].compactMap { $0 }
    let others = json["PrivateIpAddresses"]?.items.compactMap { $0["PrivateIpAddress"]?.nonEmptyText } ?? []
    self.init(
      id: id, privateAddresses: (first + others).once, publicAddress: json["Association"]?["PublicIp"]?.nonEmptyText,
      securityGroups: json["Groups"]?.items.compactMap { $0["GroupId"]?.nonEmptyText } ?? [],
      subnet: json["SubnetId"]?.nonEmptyText)
  }
}

extension ECRRepository {
  /// Reads one repository of `describe-repositories`.
  init?(json: JSONValue) {
    guard let arn = json["repositoryArn"]?.nonEmptyText, let name = json["repositoryName"]?.nonEmptyText,
      let uri = json["repositoryUri"]?.nonEmptyText
    else { return nil }
    self.init(
      arn: arn, name: name, uri: uri, tagMutability: json["imageTagMutability"]?.nonEmptyText,
      scansOnPush: json["imageScanningConfiguration"]?["scanOnPush"]?.flag)
  }
}

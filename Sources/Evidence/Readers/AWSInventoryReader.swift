internal import CaseFolder

/// Reads answers of AWS inventory calls, told apart by the keys of the answer.
package enum AWSInventoryReader {
  /// The objects in an answer, a list of answers, or an answer that a recorder wrapped; none for anything else.
  package static func objects(in value: JSONValue) -> [AWSObject] {
    if case .array(let items) = value { return items.flatMap { objects(in: $0) } }
    if value["status_code"] != nil, let data = value["data"] { return objects(in: data) }
    for shape in shapes {
      guard let found = value[shape.key] else { continue }
      let objects = shape.read(found, value)
      if !objects.isEmpty { return objects }
    }
    for listing in AWSListing.all {
      let objects = listing.objects(in: value)
      if !objects.isEmpty { return objects }
    }
    return EC2Instance(json: value).map { [.instance($0)] } ?? ECRRepository(json: value).map { [.repository($0)] }
      ?? []
  }

  /// How one answer is told, and what it holds: the member of `key`, and the whole answer.
  private struct Shape {
    let key: Text
    let read: @Sendable (JSONValue, JSONValue) -> [AWSObject]
  }

  private static let shapes = [
    Shape(key: "cluster") { found, _ in EKSCluster(json: found).map { [.cluster($0)] } ?? [] },
    Shape(key: "nodegroup") { found, _ in EKSNodeGroup(json: found).map { [.nodeGroup($0)] } ?? [] },
    Shape(key: "accessEntry") { found, _ in EKSAccessEntry(json: found).map { [.accessEntry($0)] } ?? [] },
    Shape(key: "associatedAccessPolicies") { _, answer in
      EKSAccessPolicies(json: answer).map { [.accessPolicies($0)] } ?? []
    },
    Shape(key: "addon") { found, _ in EKSAddon(json: found).map { [.addon($0)] } ?? [] },
    Shape(key: "association") { found, _ in
      EKSPodIdentityAssociation(json: found).map { [.podIdentityAssociation($0)] } ?? []
    },
    Shape(key: "fargateProfile") { found, _ in
      found["fargateProfileArn"]?.nonEmptyText.map { [.other(type: "EKS Fargate profile", id: $0)] } ?? []
    },
    Shape(key: "identityProviderConfig") { found, _ in
      found["oidc"]?["identityProviderConfigArn"]?.nonEmptyText.map {
        [.other(type: "EKS identity provider", id: $0)]
      } ?? []
    },
    Shape(key: "associations") { found, _ in
      found.items.compactMap { EKSPodIdentityAssociation(json: $0).map { .podIdentityAssociation($0) } }
    },
    Shape(key: "Reservations") { found, _ in
      found.items.flatMap {
        ($0["Instances"] ?? .null).items.compactMap { EC2Instance(json: $0).map { .instance($0) } }
      }
    },
    Shape(key: "Instances") { found, _ in found.items.compactMap { EC2Instance(json: $0).map { .instance($0) } } },
    Shape(key: "repositories") { found, _ in
      found.items.compactMap { ECRRepository(json: $0).map { .repository($0) } }
    },
    Shape(key: "imageScanFindings") { _, answer in ECRImageScan(json: answer).map { [.imageScan($0)] } ?? [] },
    Shape(key: "UserDetailList") { _, answer in accountDetails(answer) },
    Shape(key: "RoleDetailList") { _, answer in accountDetails(answer) },
    Shape(key: "Role") { found, _ in IAMRole(json: found).map { [.role($0)] } ?? [] },
    Shape(key: "User") { found, _ in IAMUser(json: found).map { [.user($0)] } ?? [] },
    list("Roles", IAMRole.init(json:)) { .role($0) },
    list("Users", IAMUser.init(json:)) { .user($0) },
    list("Policies", IAMPolicy.init(json:)) { .policy($0) },
    list("AccessKeyMetadata", IAMAccessKey.init(json:)) { .accessKey($0) },
    list("SecretList", SecretsManagerSecret.init(json:)) { .secret($0) },
    Shape(key: "VersionIdsToStages") { _, answer in
      SecretsManagerSecret(json: answer).map { [.secret($0)] } ?? []
    },
    list("Parameters", SSMParameter.init(json:)) { .parameter($0) },
    list("SecurityGroups", EC2SecurityGroup.init(json:)) { .securityGroup($0) },
    list("NetworkInterfaces", EC2NetworkInterface.init(json:)) { .networkInterface($0) },
    list("Volumes", EC2Volume.init(json:)) { .volume($0) },
    list("Snapshots", EC2Snapshot.init(json:)) { .snapshot($0) },
    list("FlowLogs", EC2FlowLog.init(json:)) { .flowLog($0) },
    list("trailList", CloudTrailTrail.init(json:)) { .trail($0) },
    Shape(key: "FindingPublishingFrequency") { _, answer in
      DetectorSettings(guardDuty: answer).map { [.detector($0)] } ?? []
    },
    Shape(key: "DatasourcePackages") { _, answer in DetectorSettings(detective: answer).map { [.detector($0)] } ?? [] },
  ]

  /// A shape whose key holds a list of one kind of object.
  private static func list<Value>(
    _ key: Text, _ read: @escaping @Sendable (JSONValue) -> Value?, _ wrap: @escaping @Sendable (Value) -> AWSObject
  ) -> Shape {
    Shape(key: key) { found, _ in found.items.compactMap { read($0).map(wrap) } }
  }

  /// All four lists of `iam get-account-authorization-details`.
  private static func accountDetails(_ answer: JSONValue) -> [AWSObject] {
    func items(_ key: Text) -> [JSONValue] { (answer[key] ?? .null).items }
    return items("UserDetailList").compactMap { IAMUser(json: $0).map { .user($0) } }
      + items("RoleDetailList").compactMap { IAMRole(json: $0).map { .role($0) } }
      + items("GroupDetailList").compactMap { $0["Arn"]?.nonEmptyText.map { .other(type: "IAM group", id: $0) } }
      + items("Policies").compactMap { IAMPolicy(json: $0).map { .policy($0) } }
  }
}

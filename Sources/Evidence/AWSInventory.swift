package import CaseFolder

/// An object of an AWS inventory (a CLI answer) as far as an investigation needs it.
package enum AWSObject: Sendable {
  case cluster(EKSCluster)
  case nodeGroup(EKSNodeGroup)
  case accessEntry(EKSAccessEntry)
  case accessPolicies(EKSAccessPolicies)
  case addon(EKSAddon)
  case podIdentityAssociation(EKSPodIdentityAssociation)
  case instance(EC2Instance)
  case repository(ECRRepository)
  case imageScan(ECRImageScan)
  case securityGroup(EC2SecurityGroup)
  case networkInterface(EC2NetworkInterface)
  case volume(EC2Volume)
  case snapshot(EC2Snapshot)
  case flowLog(EC2FlowLog)
  case trail(CloudTrailTrail)
  case detector(DetectorSettings)
  case role(IAMRole)
  case user(IAMUser)
  case accessKey(IAMAccessKey)
  case policy(IAMPolicy)
  case secret(SecretsManagerSecret)
  case parameter(SSMParameter)
  /// Anything else that was recognised: what it is, its id or ARN.
  case other(type: Text, id: Text)

  /// The object's id or ARN.
  package var id: Text {
    switch self {
    case .cluster(let cluster): cluster.arn
    case .nodeGroup(let group): Text("\(group.cluster.string)/\(group.name.string)")
    case .accessEntry(let entry): entry.principalARN
    case .accessPolicies(let policies): policies.principalARN
    case .addon(let addon): Text("\(addon.cluster.string)/\(addon.name.string)")
    case .podIdentityAssociation(let association):
      association.id ?? Text("\(association.namespace.string)/\(association.serviceAccount.string)")
    case .instance(let instance): instance.id
    case .repository(let repository): repository.arn
    case .imageScan(let scan): Text("\(scan.repository.string)@\((scan.digest ?? scan.tag ?? "").string)")
    case .securityGroup(let group): group.id
    case .networkInterface(let card): card.interface.id
    case .volume(let volume): volume.id
    case .snapshot(let snapshot): snapshot.id
    case .flowLog(let log): log.id
    case .trail(let trail): trail.arn
    case .detector(let settings): settings.product
    case .role(let role): role.identity.arn
    case .user(let user): user.identity.arn
    case .accessKey(let key): key.id
    case .policy(let policy): policy.arn
    case .secret(let secret): secret.arn
    case .parameter(let parameter): parameter.arn ?? parameter.name
    case .other(_, let id): id
    }
  }

  /// What it is, for sorting and for people.
  package var typeName: Text {
    switch self {
    case .cluster: "cluster"
    case .nodeGroup: "node group"
    case .accessEntry: "access entry"
    case .accessPolicies: "access policies"
    case .addon: "add-on"
    case .podIdentityAssociation: "pod identity association"
    case .instance: "instance"
    case .repository: "repository"
    case .imageScan: "image scan"
    case .securityGroup: "security group"
    case .networkInterface: "network interface"
    case .volume: "volume"
    case .snapshot: "snapshot"
    case .flowLog: "flow log"
    case .trail: "trail"
    case .detector: "detector settings"
    case .role: "IAM role"
    case .user: "IAM user"
    case .accessKey: "access key"
    case .policy: "IAM policy"
    case .secret: "secret"
    case .parameter: "parameter"
    case .other(let type, _): type
    }
  }

  /// The cluster that it names, if any.
  package var clusterName: Text? {
    switch self {
    case .cluster(let cluster): cluster.name
    case .nodeGroup(let group): group.cluster
    case .accessEntry(let entry): entry.cluster
    case .accessPolicies(let policies): policies.cluster
    case .addon(let addon): addon.cluster
    case .podIdentityAssociation(let association): association.cluster
    default: nil
    }
  }
}

/// `aws eks describe-cluster`.
package struct EKSCluster: Sendable {
  /// Its name.
  package var name: Text
  /// Its ARN.
  package var arn: Text
  /// When it was created.
  package var created: Timestamp?
  /// Its version.
  package var version: Text?
  /// The URL of its API.
  package var endpoint: Text?
  /// The ARN of its role.
  package var roleARN: Text?
  /// The id of its VPC.
  package var vpc: Text?
  /// The ids of its subnets.
  package var subnets: [Text] = []
  /// Whether its API answers from outside the VPC.
  package var endpointPublicAccess: Bool?
  /// Whether its API answers inside the VPC.
  package var endpointPrivateAccess: Bool?
  /// The networks that may reach the public endpoint.
  package var publicAccessCIDRs: [Text] = []
  /// Control-plane log types that are enabled, and those that are listed as disabled.
  package var enabledLogs: [Text] = []
  /// Control-plane log types that are listed as disabled.
  package var disabledLogs: [Text] = []
  /// The URL of its OIDC issuer.
  package var oidcIssuer: Text?
  /// `CONFIG_MAP`, `API_AND_CONFIG_MAP` or `API`.
  package var authenticationMode: Text?
  /// Whether its creator became administrator.
  package var creatorIsAdmin: Bool?
  /// Whether an own key encrypts its secrets.
  package var hasEncryptionConfig = false
  /// Whether it is protected from deletion.
  package var deletionProtection: Bool?
  /// `STANDARD` or `EXTENDED`.
  package var supportType: Text?
  /// Its tags.
  package var tags: [Tag] = []

  /// All parts at once.
  package init(
    name: Text, arn: Text, created: Timestamp? = nil, version: Text? = nil, endpoint: Text? = nil,
    roleARN: Text? = nil, vpc: Text? = nil, subnets: [Text] = [], endpointPublicAccess: Bool? = nil,
    endpointPrivateAccess: Bool? = nil, publicAccessCIDRs: [Text] = [], enabledLogs: [Text] = [],
    disabledLogs: [Text] = [], oidcIssuer: Text? = nil, authenticationMode: Text? = nil, creatorIsAdmin: Bool? = nil,
    hasEncryptionConfig: Bool = false, deletionProtection: Bool? = nil, supportType: Text? = nil, tags: [Tag] = []
  ) {
    self.name = name
    self.arn = arn
    self.created = created
    self.version = version
    self.endpoint = endpoint
    self.roleARN = roleARN
    self.vpc = vpc
    self.subnets = subnets
    self.endpointPublicAccess = endpointPublicAccess
    self.endpointPrivateAccess = endpointPrivateAccess
    self.publicAccessCIDRs = publicAccessCIDRs
    self.enabledLogs = enabledLogs
    self.disabledLogs = disabledLogs
    self.oidcIssuer = oidcIssuer
    self.authenticationMode = authenticationMode
    self.creatorIsAdmin = creatorIsAdmin
    self.hasEncryptionConfig = hasEncryptionConfig
    self.deletionProtection = deletionProtection
    self.supportType = supportType
    self.tags = tags
  }
}

/// `aws eks describe-nodegroup`.
package struct EKSNodeGroup: Sendable {
  /// Its name.
  package var name: Text
  /// The cluster it belongs to.
  package var cluster: Text
  /// The ARN of the role of its nodes.
  package var nodeRole: Text?
  /// The type of its machine image.
  package var amiType: Text?
  /// `ON_DEMAND` or `SPOT`.
  package var capacityType: Text?
  /// The names of its Auto Scaling groups.
  package var autoScalingGroups: [Text] = []
  /// The key pair that may log in, if any.
  package var sshKey: Text?

  /// All parts at once.
  package init(
    name: Text, cluster: Text, nodeRole: Text? = nil, amiType: Text? = nil, capacityType: Text? = nil,
    autoScalingGroups: [Text] = [], sshKey: Text? = nil
  ) {
    self.name = name
    self.cluster = cluster
    self.nodeRole = nodeRole
    self.amiType = amiType
    self.capacityType = capacityType
    self.autoScalingGroups = autoScalingGroups
    self.sshKey = sshKey
  }
}

/// `aws eks describe-access-entry`.
package struct EKSAccessEntry: Sendable {
  /// The cluster it belongs to.
  package var cluster: Text
  /// The ARN of the principal.
  package var principalARN: Text
  /// The user name that it maps to.
  package var username: Text?
  /// Its groups.
  package var groups: [Text] = []
  /// What it is.
  package var type: Text?
  /// When it was created.
  package var created: Timestamp?

  /// All parts at once.
  package init(
    cluster: Text, principalARN: Text, username: Text? = nil, groups: [Text] = [], type: Text? = nil,
    created: Timestamp? = nil
  ) {
    self.cluster = cluster
    self.principalARN = principalARN
    self.username = username
    self.groups = groups
    self.type = type
    self.created = created
  }
}

/// `aws eks list-associated-access-policies`.
package struct EKSAccessPolicies: Sendable {
  /// The cluster it belongs to.
  package var cluster: Text
  /// The ARN of the principal.
  package var principalARN: Text
  /// Policy ARN and scope (`cluster` or the namespaces).
  package var policies: [EKSAccessPolicy] = []

  /// All parts at once.
  package init(
    cluster: Text, principalARN: Text, policies: [EKSAccessPolicy] = []
  ) {
    self.cluster = cluster
    self.principalARN = principalARN
    self.policies = policies
  }
}

/// One associated access policy.
package struct EKSAccessPolicy: Hashable, Sendable {
  /// The ARN of the policy.
  package var policyARN: Text
  /// How far it reaches.
  package var scope: Text
  /// The namespaces it is limited to.
  package var namespaces: [Text] = []

  /// All parts at once.
  package init(
    policyARN: Text, scope: Text, namespaces: [Text] = []
  ) {
    self.policyARN = policyARN
    self.scope = scope
    self.namespaces = namespaces
  }
}

/// `aws eks describe-addon`.
package struct EKSAddon: Sendable {
  /// The cluster it belongs to.
  package var cluster: Text
  /// Its name.
  package var name: Text
  /// The ARN of its role.
  package var roleARN: Text?
  /// Its configuration.
  package var configuration: Text?

  /// All parts at once.
  package init(
    cluster: Text, name: Text, roleARN: Text? = nil, configuration: Text? = nil
  ) {
    self.cluster = cluster
    self.name = name
    self.roleARN = roleARN
    self.configuration = configuration
  }
}

/// One association of `aws eks list-pod-identity-associations`.
package struct EKSPodIdentityAssociation: Sendable {
  /// The cluster it belongs to.
  package var cluster: Text
  /// Its namespace; nil or empty when it is cluster-wide.
  package var namespace: Text
  /// The service account.
  package var serviceAccount: Text
  /// The ARN of its role.
  package var roleARN: Text?
  /// What identifies it; in reports from content, so that it stays the same.
  package var id: Text?

  /// All parts at once.
  package init(
    cluster: Text, namespace: Text, serviceAccount: Text, roleARN: Text? = nil, id: Text? = nil
  ) {
    self.cluster = cluster
    self.namespace = namespace
    self.serviceAccount = serviceAccount
    self.roleARN = roleARN
    self.id = id
  }
}

/// One instance of `aws ec2 describe-instances`.
package struct EC2Instance: Sendable {
  /// What identifies it; in reports from content, so that it stays the same.
  package var id: Text
  /// What it is.
  package var type: Text?
  /// Its state.
  package var state: Text?
  /// When it was launched.
  package var launched: Timestamp?
  /// Its main private address.
  package var privateAddress: Text?
  /// Its public address.
  package var publicAddress: Text?
  /// Its private DNS name.
  package var privateDNSName: Text?
  /// The id of its VPC.
  package var vpc: Text?
  /// The id of its subnet.
  package var subnet: Text?
  /// Its Availability Zone.
  package var availabilityZone: Text?
  /// The ARN of its instance profile.
  package var profileARN: Text?
  /// `required` (IMDSv2 only) or `optional`.
  package var httpTokens: Text?
  /// How many hops an answer of the metadata service may take.
  package var hopLimit: Int?
  /// `spot` for Spot instances.
  package var lifecycle: Text?
  /// Its network interfaces.
  package var interfaces: [EC2Interface] = []
  /// Device name and volume id.
  package var volumes: [Tag] = []
  /// The name of its root device.
  package var rootDevice: Text?
  /// Its tags.
  package var tags: [Tag] = []

  /// All parts at once.
  package init(
    id: Text, type: Text? = nil, state: Text? = nil, launched: Timestamp? = nil, privateAddress: Text? = nil,
    publicAddress: Text? = nil, privateDNSName: Text? = nil, vpc: Text? = nil, subnet: Text? = nil,
    availabilityZone: Text? = nil, profileARN: Text? = nil, httpTokens: Text? = nil, hopLimit: Int? = nil,
    lifecycle: Text? = nil, interfaces: [EC2Interface] = [], volumes: [Tag] = [], rootDevice: Text? = nil,
    tags: [Tag] = []
  ) {
    self.id = id
    self.type = type
    self.state = state
    self.launched = launched
    self.privateAddress = privateAddress
    self.publicAddress = publicAddress
    self.privateDNSName = privateDNSName
    self.vpc = vpc
    self.subnet = subnet
    self.availabilityZone = availabilityZone
    self.profileARN = profileARN
    self.httpTokens = httpTokens
    self.hopLimit = hopLimit
    self.lifecycle = lifecycle
    self.interfaces = interfaces
    self.volumes = volumes
    self.rootDevice = rootDevice
    self.tags = tags
  }
}

/// A network interface of an instance.
package struct EC2Interface: Hashable, Sendable {
  /// What identifies it; in reports from content, so that it stays the same.
  package var id: Text
  /// Its private addresses, the main one first.
  package var privateAddresses: [Text] = []
  /// Its public address.
  package var publicAddress: Text?
  /// The ids of its security groups.
  package var securityGroups: [Text] = []
  /// The id of its subnet.
  package var subnet: Text?

  /// All parts at once.
  package init(
    id: Text, privateAddresses: [Text] = [], publicAddress: Text? = nil, securityGroups: [Text] = [],
    subnet: Text? = nil
  ) {
    self.id = id
    self.privateAddresses = privateAddresses
    self.publicAddress = publicAddress
    self.securityGroups = securityGroups
    self.subnet = subnet
  }
}

/// One repository of `aws ecr describe-repositories`.
package struct ECRRepository: Sendable {
  /// Its ARN.
  package var arn: Text
  /// Its name.
  package var name: Text
  /// Its address for pulls and pushes.
  package var uri: Text
  /// `MUTABLE`, `IMMUTABLE` or a variant with exclusions.
  package var tagMutability: Text?
  /// Whether images are scanned when they are pushed.
  package var scansOnPush: Bool?

  /// All parts at once.
  package init(
    arn: Text, name: Text, uri: Text, tagMutability: Text? = nil, scansOnPush: Bool? = nil
  ) {
    self.arn = arn
    self.name = name
    self.uri = uri
    self.tagMutability = tagMutability
    self.scansOnPush = scansOnPush
  }
}

package import CaseFolder

/// What a detector said: a GuardDuty finding, in whichever of its shapes it was delivered.
package struct Finding: Sendable {
  /// The product, such as `GuardDuty`.
  package var product: Text
  /// The finding's id.
  package var id: Text
  /// The finding's ARN.
  package var arn: Text?
  /// The type, such as `Discovery:Kubernetes/SuccessfulAnonymousAccess`.
  package var type: Text
  /// The title in the product's words.
  package var title: Text = ""
  /// The description in the product's words.
  package var description: Text = ""
  /// The product's number: 1.0-3.9 low, 4.0-6.9 medium, 7.0-8.9 high, 9.0-10 critical.
  package var severity: Double = 0
  /// Account and Region.
  package var account: Text?
  package var region: Text?
  /// When it was first published.
  package var created: Timestamp?
  /// When it was last published.
  package var updated: Timestamp?
  /// When the activity was first seen.
  package var firstSeen: Timestamp?
  /// When the activity was last seen.
  package var lastSeen: Timestamp?
  /// How often the activity was seen.
  package var count = 1
  /// Suppressed or archived by hand; still evidence.
  package var isArchived = false
  /// A sample, which must never be presented as real.
  package var isSample = false
  /// `TARGET` or `ACTOR`.
  package var resourceRole: Text?
  /// `EKSCluster`, `AccessKey`, `Instance`…
  package var resourceType: Text?
  package var cluster: FindingCluster?
  package var user: FindingUser?
  package var workload: FindingWorkload?
  package var instance: FindingInstance?
  package var accessKey: FindingAccessKey?
  package var action: FindingAction?
  /// Remote addresses: `RemoteIpDetails` first, then `SourceIps`, once each.
  package var remoteAddresses: [Text] = []
  /// Autonomous system and country of the remote address, when told.
  package var remoteOrganization: Text?
  package var remoteCountry: Text?
  /// Names of threats and hashes of files that a malware scan found.
  package var threats: [FindingThreat] = []
  /// ARNs of scanned volumes.
  package var volumes: [Text] = []
  /// Id of the finding that triggered a malware scan.
  package var triggeredBy: Text?
  package var citation: Citation

  /// A finding with its identity; everything else is filled in by the reader.
  package init(product: Text, id: Text, type: Text, citation: Citation) {
    self.product = product
    self.id = id
    self.type = type
    self.citation = citation
  }
}

/// The EKS cluster that a finding names.
package struct FindingCluster: Hashable, Sendable {
  package var name: Text
  package var arn: Text?
  package var vpc: Text?
  package var created: Timestamp?
  package var tags: [Tag] = []

  /// All parts at once.
  package init(
    name: Text, arn: Text? = nil, vpc: Text? = nil, created: Timestamp? = nil, tags: [Tag] = []
  ) {
    self.name = name
    self.arn = arn
    self.vpc = vpc
    self.created = created
    self.tags = tags
  }
}

/// The Kubernetes user that a finding names.
package struct FindingUser: Hashable, Sendable {
  package var name: Text
  package var uid: Text?
  package var groups: [Text] = []
  package var sessionNames: [Text] = []
  package var impersonated: Text?

  /// All parts at once.
  package init(
    name: Text, uid: Text? = nil, groups: [Text] = [], sessionNames: [Text] = [], impersonated: Text? = nil
  ) {
    self.name = name
    self.uid = uid
    self.groups = groups
    self.sessionNames = sessionNames
    self.impersonated = impersonated
  }
}

/// The workload that a finding names. `kind` is as GuardDuty writes it: plural and small, such as `daemonsets`.
package struct FindingWorkload: Hashable, Sendable {
  package var kind: Text
  package var namespace: Text?
  package var name: Text
  package var uid: Text?
  package var serviceAccount: Text?
  package var hostNetwork = false
  package var hostPID = false
  package var images: [Text] = []
  package var hasPrivilegedContainer = false
  package var hostPaths: [Text] = []
  package var containerIDs: [Text] = []

  /// All parts at once.
  package init(
    kind: Text, namespace: Text? = nil, name: Text, uid: Text? = nil, serviceAccount: Text? = nil,
    hostNetwork: Bool = false, hostPID: Bool = false, images: [Text] = [], hasPrivilegedContainer: Bool = false,
    hostPaths: [Text] = [], containerIDs: [Text] = []
  ) {
    self.kind = kind
    self.namespace = namespace
    self.name = name
    self.uid = uid
    self.serviceAccount = serviceAccount
    self.hostNetwork = hostNetwork
    self.hostPID = hostPID
    self.images = images
    self.hasPrivilegedContainer = hasPrivilegedContainer
    self.hostPaths = hostPaths
    self.containerIDs = containerIDs
  }
}

/// The instance that a finding names.
package struct FindingInstance: Hashable, Sendable {
  package var id: Text
  package var type: Text?
  package var profileARN: Text?
  package var interfaces: [Text] = []
  package var addresses: [Text] = []
  package var tags: [Tag] = []

  /// All parts at once.
  package init(
    id: Text, type: Text? = nil, profileARN: Text? = nil, interfaces: [Text] = [], addresses: [Text] = [],
    tags: [Tag] = []
  ) {
    self.id = id
    self.type = type
    self.profileARN = profileARN
    self.interfaces = interfaces
    self.addresses = addresses
    self.tags = tags
  }
}

/// The access key that a finding names; `principalID` is `AROA…:session`.
package struct FindingAccessKey: Hashable, Sendable {
  package var id: Text?
  package var principalID: Text?
  package var userName: Text?
  package var userType: Text?

  /// All parts at once.
  package init(
    id: Text? = nil, principalID: Text? = nil, userName: Text? = nil, userType: Text? = nil
  ) {
    self.id = id
    self.principalID = principalID
    self.userName = userName
    self.userType = userType
  }
}

/// What happened, according to a finding.
package struct FindingAction: Hashable, Sendable {
  /// `KUBERNETES_API_CALL`, `AWS_API_CALL`, `DNS_REQUEST`, `NETWORK_CONNECTION`, `PORT_PROBE`.
  package var kind: Text
  /// Verb or API.
  package var name: Text?
  /// Kubernetes resource, or the AWS service.
  package var resource: Text?
  package var namespace: Text?
  package var resourceName: Text?
  package var requestURI: Text?
  package var statusCode: Int?
  package var userAgent: Text?
  package var domain: Text?
  package var remotePort: Int?
  package var localPort: Int?
  package var blocked: Bool?
  package var errorCode: Text?

  /// All parts at once.
  package init(
    kind: Text, name: Text? = nil, resource: Text? = nil, namespace: Text? = nil, resourceName: Text? = nil,
    requestURI: Text? = nil, statusCode: Int? = nil, userAgent: Text? = nil, domain: Text? = nil,
    remotePort: Int? = nil, localPort: Int? = nil, blocked: Bool? = nil, errorCode: Text? = nil
  ) {
    self.kind = kind
    self.name = name
    self.resource = resource
    self.namespace = namespace
    self.resourceName = resourceName
    self.requestURI = requestURI
    self.statusCode = statusCode
    self.userAgent = userAgent
    self.domain = domain
    self.remotePort = remotePort
    self.localPort = localPort
    self.blocked = blocked
    self.errorCode = errorCode
  }
}

/// A threat found by a malware scan.
package struct FindingThreat: Hashable, Sendable {
  package var name: Text
  package var filePath: Text?
  package var sha256: Text?

  /// All parts at once.
  package init(
    name: Text, filePath: Text? = nil, sha256: Text? = nil
  ) {
    self.name = name
    self.filePath = filePath
    self.sha256 = sha256
  }
}

/// A key with a value: an AWS tag, a Kubernetes label or annotation.
package struct Tag: Hashable, Comparable, Sendable, Codable {
  package var key: Text
  package var value: Text

  /// A key with its value.
  package init(key: Text, value: Text) {
    self.key = key
    self.value = value
  }

  package static func < (left: Tag, right: Tag) -> Bool {
    (left.key, left.value) < (right.key, right.value)
  }
}

extension Array where Element == Tag {
  /// The value of a key, or nil.
  package subscript(key: Text) -> Text? {
    first { $0.key == key }?.value
  }
}

package import CaseFolder

/// What a detector said, in whichever shape it was delivered: GuardDuty's own, Security Hub's ASFF or OCSF, Detective's
/// answers, Falco's alerts.
package struct Finding: Sendable {
  /// The product that found it, such as `GuardDuty`; never the one that only passed it on.
  package var product: Text
  /// What kind of statement it is.
  package var category = FindingCategory.detection
  /// The shape it was read from.
  package var form = FindingForm.native
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
  /// On GuardDuty's scale: 1.0-3.9 low, 4.0-6.9 medium, 7.0-8.9 high, 9.0-10 critical.
  package var severity: Double = 0
  /// Account and Region.
  package var account: Text?
  /// The Region.
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
  /// The cluster it belongs to.
  package var cluster: FindingCluster?
  /// The Kubernetes user.
  package var user: FindingUser?
  /// The workload.
  package var workload: FindingWorkload?
  /// The instance.
  package var instance: FindingInstance?
  /// The access key.
  package var accessKey: FindingAccessKey?
  /// Verb, or API call.
  package var action: FindingAction?
  /// Remote addresses: `RemoteIpDetails` first, then `SourceIps`, once each.
  package var remoteAddresses: [Text] = []
  /// Autonomous system and country of the remote address, when told.
  package var remoteOrganization: Text?
  /// The country of the remote address, when told.
  package var remoteCountry: Text?
  /// Names of threats and hashes of files that a malware scan found.
  package var threats: [FindingThreat] = []
  /// ARNs of scanned volumes.
  package var volumes: [Text] = []
  /// Id of the finding that triggered a malware scan.
  package var triggeredBy: Text?
  /// The process that did it, as a runtime agent saw it.
  package var process: FindingProcess?
  /// The ARN of the role or user that an investigation is about.
  package var principalARN: Text?
  /// What an investigation noticed, by type, then detail.
  package var indicators: [FindingIndicator] = []
  /// The record that proves it.
  package var citation: Citation
  /// Other records that say the same: older versions, deliveries by other products. In order, without `citation`.
  package var otherCitations: [Citation] = []

  /// Every record that says it, the one that was read first.
  package var citations: [Citation] { [citation] + otherCitations }

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
  /// Its name.
  package var name: Text
  /// Its ARN.
  package var arn: Text?
  /// The id of its VPC.
  package var vpc: Text?
  /// When it was created.
  package var created: Timestamp?
  /// Its tags.
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
  /// Its name.
  package var name: Text
  /// Its unique id.
  package var uid: Text?
  /// Its groups.
  package var groups: [Text] = []
  /// The names of its sessions.
  package var sessionNames: [Text] = []
  /// The user it acted as.
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
  /// Which kind it is.
  package var kind: Text
  /// Its namespace; nil or empty when it is cluster-wide.
  package var namespace: Text?
  /// Its name.
  package var name: Text
  /// Its unique id.
  package var uid: Text?
  /// The service account.
  package var serviceAccount: Text?
  /// Whether it uses its host's network.
  package var hostNetwork = false
  /// Whether it sees its host's processes.
  package var hostPID = false
  /// The images of its containers.
  package var images: [Text] = []
  /// Whether a container runs privileged.
  package var hasPrivilegedContainer = false
  /// Paths of the host that it mounts.
  package var hostPaths: [Text] = []
  /// Ids of its containers, without their scheme.
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
  /// What identifies it; in reports from content, so that it stays the same.
  package var id: Text
  /// What it is.
  package var type: Text?
  /// The ARN of its instance profile.
  package var profileARN: Text?
  /// Its network interfaces.
  package var interfaces: [Text] = []
  /// Its addresses.
  package var addresses: [Text] = []
  /// Its tags.
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
  /// What identifies it; in reports from content, so that it stays the same.
  package var id: Text?
  /// The unique id of the principal, with its session.
  package var principalID: Text?
  /// The name of the role or user.
  package var userName: Text?
  /// `AssumedRole`, `IAMUser`…
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
  /// Its namespace; nil or empty when it is cluster-wide.
  package var namespace: Text?
  /// The object's name.
  package var resourceName: Text?
  /// Path and query of the request.
  package var requestURI: Text?
  /// The HTTP code.
  package var statusCode: Int?
  /// The user agent.
  package var userAgent: Text?
  /// The domain that was asked for.
  package var domain: Text?
  /// The remote port.
  package var remotePort: Int?
  /// The local port.
  package var localPort: Int?
  /// Whether it was blocked.
  package var blocked: Bool?
  /// The error code, when the call failed.
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
  /// Its name.
  package var name: Text
  /// The path of the file.
  package var filePath: Text?
  /// The SHA-256 of the file.
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
  /// What identifies it.
  package var key: Text
  /// What it is.
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

package import CaseFolder

/// What an entity is. The raw value is the word used in ids, JSON and overrides.
package enum EntityType: String, Codable, Sendable, CaseIterable, Comparable {
  case account, cluster
  case nodeGroup = "node-group"
  case node, instance, namespace, workload, pod, container, image
  case subject
  case serviceAccount = "service-account"
  case role = "rbac-role"
  case binding
  case accessEntry = "access-entry"
  case secret
  case configMap = "config-map"
  case networkPolicy = "network-policy"
  case iamRole = "iam-role"
  case iamUser = "iam-user"
  case session
  case accessKey = "access-key"
  case token, ip, domain, interface
  case securityGroup = "security-group"
  case subnet, vpc
  case volume, snapshot, repository
  case awsSecret = "secretsmanager"
  case parameter
  case kmsKey = "kms-key"
  case bucket
  case awsResource = "aws-resource"
  case finding, file, actor

  package static func < (left: EntityType, right: EntityType) -> Bool { left.rawValue < right.rawValue }
}

/// The identity of an entity: its type and the key that makes it one thing (domain rule 8.1).
///
/// Keys by type: `cluster` ARN (name without one); `node`, `instance` their ids; in-cluster things `cluster/namespace/name` or
/// `cluster/name` (`pod`: `cluster/namespace/name/uid`, the uid left out when unknown); `workload` and `binding`
/// `cluster/kind/namespace/name`; `subject` `cluster/user name`; `iam-role`, `iam-user` ARN; `session`
/// `AROA…:session name` or its ARN; `access-key` key id; `ip`, `domain` canonical text; `image` digest or reference.
package struct EntityKey: Hashable, Comparable, Sendable {
  /// What it is.
  package let type: EntityType
  /// What identifies it.
  package let key: Text

  /// The identity of a thing of a type.
  package init(_ type: EntityType, _ key: Text) {
    self.type = type
    self.key = key
  }

  /// The id printed in reports: the type and 12 hex digits of SHA-256 over type and key.
  package var id: Text {
    Text("\(type.rawValue)-\(SHA256.hex(Array("\(type.rawValue)\u{1F}\(key.string)".utf8), digits: 12))")
  }

  package static func < (left: EntityKey, right: EntityKey) -> Bool {
    left.type == right.type ? left.key < right.key : left.type < right.type
  }

  /// Two entities of different types seldom share a key, so the key alone is hashed: a type would cost its whole name.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(key)
  }
}

/// A thing with a stable identity, as the graph holds it.
package struct GraphEntity: Sendable {
  /// What identifies it.
  package let key: EntityKey
  /// The name to show: what people call it.
  package var name: Text
  /// First and last time that any record names it.
  package var firstSeen: Timestamp?
  /// When any record last names it.
  package var lastSeen: Timestamp?
  /// Facts about it, each with its source; conflicting ones are all kept.
  package var attributes: [Attribute] = []
  /// Records that name it, capped; the first ones.
  package var citations: [Citation] = []

  /// All parts at once.
  package init(
    key: EntityKey, name: Text, firstSeen: Timestamp? = nil, lastSeen: Timestamp? = nil, attributes: [Attribute] = [],
    citations: [Citation] = []
  ) {
    self.key = key
    self.name = name
    self.firstSeen = firstSeen
    self.lastSeen = lastSeen
    self.attributes = attributes
    self.citations = citations
  }
}

/// One fact about an entity.
package struct Attribute: Hashable, Codable, Sendable {
  /// Its name.
  package var name: Text
  /// What it is.
  package var value: Text
  /// The record that proves it.
  package var citation: Citation?

  /// A fact with its source.
  package init(name: Text, value: Text, citation: Citation?) {
    self.name = name
    self.value = value
    self.citation = citation
  }
}

/// What an edge says. The raw value is the verb read from left to right.
package enum RelationshipType: String, Codable, Sendable, CaseIterable, Comparable {
  case hosts
  case runsOn = "runs on"
  case scheduledOn = "scheduled on"
  case started, owns
  case runsAs = "runs as"
  case assumes, uses, grants
  case ofRole = "of role"
  case performed
  case authenticatesAs = "authenticates as"
  case issuedFrom = "issued from"
  case hasKey = "has key"
  case called
  case sourceOf = "source of"
  case exchangedTraffic = "exchanged traffic with"
  case resolvedTo = "resolved to"
  case queried
  case hasInterface = "has interface"
  case inSubnet = "in subnet"
  case protectedBy = "protected by"
  case attached
  case snapshottedAs = "snapshotted as"
  case about
  case createdBy = "created by"
  case deletedBy = "deleted by"
  case holds
  case memberOf = "member of"
  case contains, remediates

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A typed, directed, time-bounded edge with its proof.
package struct Edge: Sendable {
  /// Its start.
  package var from: EntityKey
  /// What it is.
  package var type: RelationshipType
  /// Its end.
  package var to: EntityKey
  /// Since when it holds; nil when not known.
  package var validFrom: Timestamp?
  /// Until when it holds; nil when it still did at the end of the evidence.
  package var validTo: Timestamp?
  /// How many records say so.
  package var count: Int
  /// The records, capped at `Edge.citationsKept`; the first ones.
  package var citations: [Citation]
  /// Whether a record says it, or it was inferred.
  package var isObserved: Bool

  /// How many citations an edge keeps.
  package static let citationsKept = 25

  /// All parts at once.
  package init(
    from: EntityKey, type: RelationshipType, to: EntityKey, validFrom: Timestamp? = nil, validTo: Timestamp? = nil,
    count: Int, citations: [Citation] = [], isObserved: Bool
  ) {
    self.from = from
    self.type = type
    self.to = to
    self.validFrom = validFrom
    self.validTo = validTo
    self.count = count
    self.citations = citations
    self.isObserved = isObserved
  }
}

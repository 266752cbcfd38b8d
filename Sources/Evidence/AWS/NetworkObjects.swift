package import CaseFolder

/// A security group of `ec2 describe-security-groups`.
package struct EC2SecurityGroup: Sendable {
  /// Its id.
  package var id: Text
  /// Its name.
  package var name: Text?
  /// The id of its VPC.
  package var vpc: Text?
  /// What may come in.
  package var ingress: [EC2SecurityRule] = []
  /// What may go out.
  package var egress: [EC2SecurityRule] = []
  /// Its tags.
  package var tags: [Tag] = []

  /// All parts at once.
  package init(
    id: Text, name: Text? = nil, vpc: Text? = nil, ingress: [EC2SecurityRule] = [], egress: [EC2SecurityRule] = [],
    tags: [Tag] = []
  ) {
    self.id = id
    self.name = name
    self.vpc = vpc
    self.ingress = ingress
    self.egress = egress
    self.tags = tags
  }
}

/// One permission of a security group.
package struct EC2SecurityRule: Hashable, Sendable {
  /// `tcp`, `udp`, `icmp`, a number, or `-1` for all.
  package var ipProtocol: Text
  /// The first port; nil for all.
  package var fromPort: Int?
  /// The last port; nil for all.
  package var toPort: Int?
  /// Networks, groups and prefix lists that it names.
  package var peers: [Text]

  /// All parts at once.
  package init(ipProtocol: Text, fromPort: Int? = nil, toPort: Int? = nil, peers: [Text] = []) {
    self.ipProtocol = ipProtocol
    self.fromPort = fromPort
    self.toPort = toPort
    self.peers = peers
  }
}

/// A network interface of `ec2 describe-network-interfaces`, which may belong to no instance.
package struct EC2NetworkInterface: Sendable {
  /// Its id, addresses, groups and subnet.
  package var interface: EC2Interface
  /// The id of its VPC.
  package var vpc: Text?
  /// The instance it is attached to.
  package var instance: Text?
  /// When it was attached.
  package var attached: Timestamp?
  /// What its owner says it is for, such as `aws-K8S-i-0…` or the name of a load balancer.
  package var purpose: Text?
  /// `interface`, `nat_gateway`, `vpc_endpoint`, `branch`…
  package var type: Text?
  /// Its tags.
  package var tags: [Tag] = []

  /// All parts at once.
  package init(
    interface: EC2Interface, vpc: Text? = nil, instance: Text? = nil, attached: Timestamp? = nil, purpose: Text? = nil,
    type: Text? = nil, tags: [Tag] = []
  ) {
    self.interface = interface
    self.vpc = vpc
    self.instance = instance
    self.attached = attached
    self.purpose = purpose
    self.type = type
    self.tags = tags
  }
}

/// A volume of `ec2 describe-volumes`.
package struct EC2Volume: Sendable {
  /// Its id.
  package var id: Text
  /// When it was created.
  package var created: Timestamp?
  /// Whether it is encrypted.
  package var isEncrypted: Bool?
  /// The snapshot it was made from.
  package var snapshot: Text?
  /// Device names by instance, one entry an attachment.
  package var attachments: [Tag] = []
  /// Its tags.
  package var tags: [Tag] = []

  /// All parts at once.
  package init(
    id: Text, created: Timestamp? = nil, isEncrypted: Bool? = nil, snapshot: Text? = nil, attachments: [Tag] = [],
    tags: [Tag] = []
  ) {
    self.id = id
    self.created = created
    self.isEncrypted = isEncrypted
    self.snapshot = snapshot
    self.attachments = attachments
    self.tags = tags
  }
}

/// A snapshot of `ec2 describe-snapshots`.
package struct EC2Snapshot: Sendable {
  /// Its id.
  package var id: Text
  /// The volume it shows.
  package var volume: Text?
  /// When it was begun.
  package var started: Timestamp?
  /// `pending`, `completed` or `error`.
  package var state: Text?
  /// What its maker says about it.
  package var purpose: Text?
  /// Its tags.
  package var tags: [Tag] = []

  /// All parts at once.
  package init(
    id: Text, volume: Text? = nil, started: Timestamp? = nil, state: Text? = nil, purpose: Text? = nil, tags: [Tag] = []
  ) {
    self.id = id
    self.volume = volume
    self.started = started
    self.state = state
    self.purpose = purpose
    self.tags = tags
  }
}

/// The result of `ecr describe-image-scan-findings`.
package struct ECRImageScan: Sendable {
  /// The repository's name.
  package var repository: Text
  /// The image's digest.
  package var digest: Text?
  /// The image's tag.
  package var tag: Text?
  /// When the scan was completed.
  package var completed: Timestamp?
  /// How many weaknesses of each severity it found, in the order of the answer.
  package var counts: [Tag] = []

  /// All parts at once.
  package init(
    repository: Text, digest: Text? = nil, tag: Text? = nil, completed: Timestamp? = nil, counts: [Tag] = []
  ) {
    self.repository = repository
    self.digest = digest
    self.tag = tag
    self.completed = completed
    self.counts = counts
  }
}

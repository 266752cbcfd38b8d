package import CaseFolder

/// A trail of `cloudtrail describe-trails`.
package struct CloudTrailTrail: Sendable {
  /// Its ARN.
  package var arn: Text
  /// Its name.
  package var name: Text
  /// Whether it records every Region.
  package var isMultiRegion: Bool?
  /// Whether digests prove its files.
  package var validatesFiles: Bool?
  /// Where its files go.
  package var bucket: Text?
  /// Its CloudWatch Logs group.
  package var logGroup: Text?
  /// The key that encrypts its files.
  package var kmsKey: Text?
  /// Whether it belongs to an organization.
  package var isOrganization: Bool?

  /// All parts at once.
  package init(
    arn: Text, name: Text, isMultiRegion: Bool? = nil, validatesFiles: Bool? = nil, bucket: Text? = nil,
    logGroup: Text? = nil, kmsKey: Text? = nil, isOrganization: Bool? = nil
  ) {
    self.arn = arn
    self.name = name
    self.isMultiRegion = isMultiRegion
    self.validatesFiles = validatesFiles
    self.bucket = bucket
    self.logGroup = logGroup
    self.kmsKey = kmsKey
    self.isOrganization = isOrganization
  }
}

/// A flow log of `ec2 describe-flow-logs`.
package struct EC2FlowLog: Sendable {
  /// Its id.
  package var id: Text
  /// The VPC, subnet or interface it records.
  package var resource: Text
  /// `ACCEPT`, `REJECT` or `ALL`.
  package var trafficType: Text?
  /// `ACTIVE` or not.
  package var status: Text?
  /// When it was created.
  package var created: Timestamp?
  /// Its columns, as `${name}` separated by spaces.
  package var format: Text?
  /// The longest time a row covers, in seconds.
  package var aggregationSeconds: Int?

  /// All parts at once.
  package init(
    id: Text, resource: Text, trafficType: Text? = nil, status: Text? = nil, created: Timestamp? = nil,
    format: Text? = nil, aggregationSeconds: Int? = nil
  ) {
    self.id = id
    self.resource = resource
    self.trafficType = trafficType
    self.status = status
    self.created = created
    self.format = format
    self.aggregationSeconds = aggregationSeconds
  }
}

/// What a detector watches: `guardduty get-detector`, `detective list-datasource-packages`.
package struct DetectorSettings: Sendable {
  /// `GuardDuty` or `Detective`.
  package var product: Text
  /// Whether it is on; nil when the answer does not say.
  package var isEnabled: Bool?
  /// Its sources with their state in the product's words, such as `EKS_AUDIT_LOGS` and `ENABLED`.
  package var sources: [Tag] = []
  /// How often updates are published, such as `SIX_HOURS`.
  package var publishing: Text?
  /// When it was created.
  package var created: Timestamp?

  /// All parts at once.
  package init(
    product: Text, isEnabled: Bool? = nil, sources: [Tag] = [], publishing: Text? = nil, created: Timestamp? = nil
  ) {
    self.product = product
    self.isEnabled = isEnabled
    self.sources = sources
    self.publishing = publishing
    self.created = created
  }
}

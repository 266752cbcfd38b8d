package import CaseFolder

/// A secret of `secretsmanager list-secrets` or `describe-secret`. Never its value.
package struct SecretsManagerSecret: Sendable {
  /// Its ARN.
  package var arn: Text
  /// Its name.
  package var name: Text
  /// When it was created.
  package var created: Timestamp?
  /// When it was last changed.
  package var lastChanged: Timestamp?
  /// When it was last read, by the day.
  package var lastAccessed: Timestamp?
  /// When it was last rotated.
  package var lastRotated: Timestamp?
  /// When it is to be rotated next.
  package var nextRotation: Timestamp?
  /// When it was marked for deletion.
  package var deleted: Timestamp?
  /// Whether it is rotated by a schedule.
  package var rotatesAutomatically: Bool?
  /// The key that encrypts it.
  package var kmsKey: Text?
  /// Stages by version id, one entry a stage: `AWSCURRENT`, `AWSPREVIOUS`.
  package var stages: [Tag] = []
  /// Its tags.
  package var tags: [Tag] = []

  /// All parts at once.
  package init(
    arn: Text, name: Text, created: Timestamp? = nil, lastChanged: Timestamp? = nil, lastAccessed: Timestamp? = nil,
    lastRotated: Timestamp? = nil, nextRotation: Timestamp? = nil, deleted: Timestamp? = nil,
    rotatesAutomatically: Bool? = nil, kmsKey: Text? = nil, stages: [Tag] = [], tags: [Tag] = []
  ) {
    self.arn = arn
    self.name = name
    self.created = created
    self.lastChanged = lastChanged
    self.lastAccessed = lastAccessed
    self.lastRotated = lastRotated
    self.nextRotation = nextRotation
    self.deleted = deleted
    self.rotatesAutomatically = rotatesAutomatically
    self.kmsKey = kmsKey
    self.stages = stages
    self.tags = tags
  }
}

/// A parameter of `ssm describe-parameters` (or `get-parameters`). Never its value.
package struct SSMParameter: Sendable {
  /// Its name, with its path.
  package var name: Text
  /// Its ARN, when told.
  package var arn: Text?
  /// `String`, `StringList` or `SecureString`.
  package var type: Text?
  /// When it was last changed.
  package var lastModified: Timestamp?
  /// Who changed it last.
  package var lastModifiedBy: Text?
  /// Its version.
  package var version: Int?
  /// The key that encrypts it.
  package var kmsKey: Text?

  /// All parts at once.
  package init(
    name: Text, arn: Text? = nil, type: Text? = nil, lastModified: Timestamp? = nil, lastModifiedBy: Text? = nil,
    version: Int? = nil, kmsKey: Text? = nil
  ) {
    self.name = name
    self.arn = arn
    self.type = type
    self.lastModified = lastModified
    self.lastModifiedBy = lastModifiedBy
    self.version = version
    self.kmsKey = kmsKey
  }
}

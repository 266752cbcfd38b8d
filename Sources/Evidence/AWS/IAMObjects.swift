package import CaseFolder

/// A statement of an IAM policy, as far as it can be told without evaluating it.
package struct IAMStatement: Hashable, Sendable {
  /// `Allow` or `Deny`.
  package var effect: Text
  /// Who it is about, in resource and trust policies: kind (`AWS`, `Service`, `Federated`, `*`) and name.
  package var principals: [Tag] = []
  /// The actions it names.
  package var actions: [Text] = []
  /// The actions it leaves out (`NotAction`).
  package var otherActions: [Text] = []
  /// The resources it names.
  package var resources: [Text] = []
  /// The resources it leaves out (`NotResource`).
  package var otherResources: [Text] = []
  /// Its conditions: operator, key and values.
  package var conditions: [IAMCondition] = []

  /// All parts at once.
  package init(
    effect: Text, principals: [Tag] = [], actions: [Text] = [], otherActions: [Text] = [], resources: [Text] = [],
    otherResources: [Text] = [], conditions: [IAMCondition] = []
  ) {
    self.effect = effect
    self.principals = principals
    self.actions = actions
    self.otherActions = otherActions
    self.resources = resources
    self.otherResources = otherResources
    self.conditions = conditions
  }
}

/// A condition of a policy's statement.
package struct IAMCondition: Hashable, Sendable {
  /// The operator, such as `StringEquals`.
  package var comparison: Text
  /// The key, such as `aws:TokenIssueTime`.
  package var key: Text
  /// The values.
  package var values: [Text]

  /// All parts at once.
  package init(comparison: Text, key: Text, values: [Text]) {
    self.comparison = comparison
    self.key = key
    self.values = values
  }
}

/// A policy inside a role, user or group.
package struct IAMInlinePolicy: Hashable, Sendable {
  /// Its name.
  package var name: Text
  /// Its statements; empty when only its name is listed.
  package var statements: [IAMStatement]

  /// All parts at once.
  package init(name: Text, statements: [IAMStatement]) {
    self.name = name
    self.statements = statements
  }
}

/// What roles and users have in common: `get-account-authorization-details`, `list-roles`, `list-users`, `get-role`,
/// `get-user`. A listing tells less than the details.
package struct IAMIdentity: Sendable {
  /// Its ARN.
  package var arn: Text
  /// Its name.
  package var name: Text
  /// Its unique id (`AROA…`, `AIDA…`); a re-created one has another.
  package var uniqueID: Text?
  /// When it was created.
  package var created: Timestamp?
  /// ARNs of attached policies; nil when the answer does not list them.
  package var attachedPolicies: [Text]?
  /// Its inline policies; nil when the answer does not list them.
  package var inlinePolicies: [IAMInlinePolicy]?
  /// The ARN of its permissions boundary.
  package var permissionsBoundary: Text?
  /// Its tags.
  package var tags: [Tag] = []

  /// All parts at once.
  package init(
    arn: Text, name: Text, uniqueID: Text? = nil, created: Timestamp? = nil, attachedPolicies: [Text]? = nil,
    inlinePolicies: [IAMInlinePolicy]? = nil, permissionsBoundary: Text? = nil, tags: [Tag] = []
  ) {
    self.arn = arn
    self.name = name
    self.uniqueID = uniqueID
    self.created = created
    self.attachedPolicies = attachedPolicies
    self.inlinePolicies = inlinePolicies
    self.permissionsBoundary = permissionsBoundary
    self.tags = tags
  }
}

/// An IAM role.
package struct IAMRole: Sendable {
  /// What it shares with users.
  package var identity: IAMIdentity
  /// Who may take it on.
  package var trust: [IAMStatement] = []
  /// When it was last used, as IAM tracks it.
  package var lastUsed: Timestamp?
  /// ARNs of instance profiles that hold it.
  package var instanceProfiles: [Text] = []

  /// All parts at once.
  package init(
    identity: IAMIdentity, trust: [IAMStatement] = [], lastUsed: Timestamp? = nil, instanceProfiles: [Text] = []
  ) {
    self.identity = identity
    self.trust = trust
    self.lastUsed = lastUsed
    self.instanceProfiles = instanceProfiles
  }
}

/// An IAM user.
package struct IAMUser: Sendable {
  /// What it shares with roles.
  package var identity: IAMIdentity
  /// The names of its groups; nil when the answer does not list them.
  package var groups: [Text]?
  /// When its password was last used.
  package var passwordLastUsed: Timestamp?

  /// All parts at once.
  package init(identity: IAMIdentity, groups: [Text]? = nil, passwordLastUsed: Timestamp? = nil) {
    self.identity = identity
    self.groups = groups
    self.passwordLastUsed = passwordLastUsed
  }
}

/// A long-term access key, of `list-access-keys`. Never its secret part.
package struct IAMAccessKey: Hashable, Sendable {
  /// Its id (`AKIA…`).
  package var id: Text
  /// The name of its user.
  package var user: Text
  /// Whether it can be used.
  package var isActive: Bool
  /// When it was created.
  package var created: Timestamp?

  /// All parts at once.
  package init(id: Text, user: Text, isActive: Bool, created: Timestamp? = nil) {
    self.id = id
    self.user = user
    self.isActive = isActive
    self.created = created
  }
}

/// A managed policy with its default version's statements, when the answer holds them.
package struct IAMPolicy: Sendable {
  /// Its ARN.
  package var arn: Text
  /// Its name.
  package var name: Text
  /// Its statements; nil when the answer does not hold its document.
  package var statements: [IAMStatement]?

  /// All parts at once.
  package init(arn: Text, name: Text, statements: [IAMStatement]? = nil) {
    self.arn = arn
    self.name = name
    self.statements = statements
  }
}

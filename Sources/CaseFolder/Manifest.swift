/// What the people of a case say about it (`case.yaml` or `case.json`). Every part is optional.
package struct Manifest: Hashable, Sendable {
  /// The case's id; nil: derived from the evidence.
  package var caseID: Text?
  /// What happened, in a few words.
  package var title: Text?
  /// One of `RED`, `AMBER+STRICT`, `AMBER`, `GREEN`, `CLEAR`.
  package var tlp: TLP = .amber
  /// critical, high, medium, low, informational; nil: the highest finding in scope.
  package var severity: Text?
  /// What the team says: open, contained, eradicated, closed.
  package var status: Text?
  /// draft, final.
  package var reportStatus: Text = "draft"
  /// Who leads the response.
  package var lead: Text?
  /// When the incident was acknowledged (T3), when the evidence does not show it.
  package var acknowledgedAt: Timestamp?
  /// The time to report on; nil: from the findings.
  package var window: ManifestWindow?
  /// Length of look-back and baseline in seconds; 14 days unless the manifest says otherwise.
  package var baselineSeconds: Int64 = 14 * 86_400
  /// Ids of the own accounts.
  package var ownAccounts: [Text] = []
  /// Ids of accounts of vendors that are expected to act.
  package var vendorAccounts: [Text] = []
  /// Networks whose addresses are the own ones.
  package var networks: [ManifestNetwork] = []
  /// ARNs of principals whose acts are the response.
  package var responders: [Text] = []
  /// Registries that are approved besides the own accounts' ones.
  package var approvedRegistries: [Text] = []
  /// Tags and labels that name an owner, the first that is there counts.
  package var ownerTags: [Text] = ["owner", "team", "app.kubernetes.io/part-of"]
  /// Entities through which scope never spreads, as `type:key`, beside the built-in ones.
  package var hubs: [Text] = []
  /// Price in USD per hour, by instance type.
  package var prices: [Text: Double] = [:]
  /// What files cannot tell about themselves.
  package var files: [ManifestFile] = []
  /// Analysts' words on entities.
  package var overrides: [ManifestOverride] = []
  /// Rotations attested outside the evidence.
  package var rotations: [ManifestRotation] = []
  /// Decisions, lessons and action items to print.
  package var actions: [ManifestAction] = []

  /// A manifest that says nothing.
  package init() {}
}

/// Traffic Light Protocol 2.0 labels (FIRST, August 2022).
package enum TLP: String, Hashable, Sendable, CaseIterable {
  case red = "RED"
  case amberStrict = "AMBER+STRICT"
  case amber = "AMBER"
  case green = "GREEN"
  case clear = "CLEAR"

  /// The label as the standard writes it, such as `TLP:AMBER`.
  package var label: Text { Text("TLP:\(rawValue)") }
}

/// `window`: the time that the report is about.
package struct ManifestWindow: Hashable, Sendable {
  /// Its first moment.
  package var from: Timestamp
  /// Its last moment.
  package var to: Timestamp

  /// All parts at once.
  package init(
    from: Timestamp, to: Timestamp
  ) {
    self.from = from
    self.to = to
  }
}

/// One of the own networks.
package struct ManifestNetwork: Hashable, Sendable {
  /// The network in CIDR form, or one address.
  package var cidr: Text
  /// What it is, for people.
  package var label: Text?

  /// All parts at once.
  package init(
    cidr: Text, label: Text? = nil
  ) {
    self.cidr = cidr
    self.label = label
  }
}

/// Facts that a file cannot tell about itself.
package struct ManifestFile: Hashable, Sendable {
  /// The file, relative to the case.
  package var path: Text
  /// When a snapshot was taken.
  package var collectedAt: Timestamp?
  /// The cluster whose evidence it is.
  package var cluster: Text?
  /// The time that the file covers completely.
  package var coverage: ManifestWindow?
  /// The SHA-256 that the file should have, in small hex digits.
  package var sha256: Text?
  /// The size that the file should have.
  package var bytes: Int?

  /// All parts at once.
  package init(
    path: Text, collectedAt: Timestamp? = nil, cluster: Text? = nil, coverage: ManifestWindow? = nil,
    sha256: Text? = nil, bytes: Int? = nil
  ) {
    self.path = path
    self.collectedAt = collectedAt
    self.cluster = cluster
    self.coverage = coverage
    self.sha256 = sha256
    self.bytes = bytes
  }
}

/// An analyst's word on an entity, which beats every rule.
package struct ManifestOverride: Hashable, Sendable {
  /// The entity as `type:key`.
  package var entity: Text
  /// include, exclude or benign.
  package var mark: Text
  /// The reason, for people.
  package var why: Text?
  /// Who says so.
  package var by: Text?
  /// When they said so.
  package var at: Timestamp?

  /// All parts at once.
  package init(
    entity: Text, mark: Text, why: Text? = nil, by: Text? = nil, at: Timestamp? = nil
  ) {
    self.entity = entity
    self.mark = mark
    self.why = why
    self.by = by
    self.at = at
  }
}

/// A rotation attested outside the evidence.
package struct ManifestRotation: Hashable, Sendable {
  /// The secret as `type:key`.
  package var secret: Text
  /// When it was rotated.
  package var doneAt: Timestamp?
  /// Who says so.
  package var by: Text?
  /// What proves it, such as a change number.
  package var evidence: Text?

  /// All parts at once.
  package init(
    secret: Text, doneAt: Timestamp? = nil, by: Text? = nil, evidence: Text? = nil
  ) {
    self.secret = secret
    self.doneAt = doneAt
    self.by = by
    self.evidence = evidence
  }
}

/// A decision, lesson or action item to print.
package struct ManifestAction: Hashable, Sendable {
  /// What to do, or what was decided or learnt.
  package var what: Text
  /// Who does it.
  package var owner: Text?
  /// Until when, as written.
  package var due: Text?
  /// How urgent it is, as written.
  package var priority: Text?
  /// Where it is tracked.
  package var ticket: Text?

  /// All parts at once.
  package init(
    what: Text, owner: Text? = nil, due: Text? = nil, priority: Text? = nil, ticket: Text? = nil
  ) {
    self.what = what
    self.owner = owner
    self.due = due
    self.priority = priority
    self.ticket = ticket
  }
}

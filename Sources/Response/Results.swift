package import CaseFolder
package import Investigation

/// What happened to one secret or credential.
package enum ExposureClass: String, Codable, Sendable, CaseIterable {
  /// A log shows that the actor received the material, or ran code where it lies in clear.
  case compromised
  /// The actor could have got it in the window, and the record of it would not necessarily exist.
  case exposed
  /// Ambiguous: the owner decides.
  case review
  /// Asked about and excluded, with the reason.
  case notAffected = "not affected"
}

/// One way in which a secret reached the actor.
package struct ExposureRoute: Hashable, Codable, Sendable {
  /// The route's id, such as `R2`.
  package var route: Text
  package var text: Prose
  package var at: Timestamp?
  package var `class`: ExposureClass
  package var confidence: Confidence
  package var citations: [Citation]

  /// All parts at once.
  package init(
    route: Text, text: Prose, at: Timestamp? = nil, `class`: ExposureClass, confidence: Confidence,
    citations: [Citation] = []
  ) {
    self.route = route
    self.text = text
    self.at = at
    self.class = `class`
    self.confidence = confidence
    self.citations = citations
  }
}

/// Where a secret is used, so that it is rotated everywhere.
package struct ExposureReference: Hashable, Codable, Sendable {
  /// pod, workload, service-account, instance…
  package var kind: Text
  package var name: Text
  /// `environment`, `volume`, `image pull`, `role of the service account`…
  package var how: Text
  package var citations: [Citation]

  /// All parts at once.
  package init(
    kind: Text, name: Text, how: Text, citations: [Citation] = []
  ) {
    self.kind = kind
    self.name = name
    self.how = how
    self.citations = citations
  }
}

/// State of a rotation.
package enum RotationState: String, Codable, Sendable {
  case done, partial
  case notSeen = "not seen"
  case notProvable = "not provable"
  case attested
}

/// What to do about one exposure, and whether it was done.
package struct Rotation: Hashable, Codable, Sendable {
  package var action: Prose
  /// How the old value is invalidated.
  package var invalidate: Prose
  /// Place in the order, from 1; 0 when nothing is to be done.
  package var order: Int
  package var reason: Prose
  package var state: RotationState
  package var stateText: Prose
  package var requiredAt: Timestamp?
  package var doneAt: Timestamp?
  package var provenBy: [Citation]
  package var warning: Prose?

  /// All parts at once.
  package init(
    action: Prose, invalidate: Prose, order: Int, reason: Prose, state: RotationState, stateText: Prose,
    requiredAt: Timestamp? = nil, doneAt: Timestamp? = nil, provenBy: [Citation] = [], warning: Prose? = nil
  ) {
    self.action = action
    self.invalidate = invalidate
    self.order = order
    self.reason = reason
    self.state = state
    self.stateText = stateText
    self.requiredAt = requiredAt
    self.doneAt = doneAt
    self.provenBy = provenBy
    self.warning = warning
  }
}

/// One secret or credential with its class, the routes that led there, its references and its rotation.
package struct Exposure: Hashable, Codable, Sendable {
  /// `kubernetes-secret`, `service-account`, `iam-role`, `session`, `access-key`, `secretsmanager`, `parameter`,
  /// `registry-token`, `node-identity`.
  package var kind: Text
  /// `payments/db-credentials`, `prod/payments/db`, a role's ARN.
  package var name: Text
  /// Id of its entity.
  package var entity: Text
  package var `class`: ExposureClass
  package var confidence: Confidence
  package var routes: [ExposureRoute]
  package var references: [ExposureReference]
  package var rotation: Rotation

  /// All parts at once.
  package init(
    kind: Text, name: Text, entity: Text, `class`: ExposureClass, confidence: Confidence,
    routes: [ExposureRoute] = [], references: [ExposureReference] = [], rotation: Rotation
  ) {
    self.kind = kind
    self.name = name
    self.entity = entity
    self.class = `class`
    self.confidence = confidence
    self.routes = routes
    self.references = references
    self.rotation = rotation
  }
}

/// State of a remediation step.
package enum StepState: String, Codable, Sendable {
  case done, partial
  case notSeen = "not seen"
  case notProvable = "not provable"
  case notNeeded = "not needed"
  case notApplicable = "not applicable"
}

/// Whether a step had its effect, as logs show.
package enum Effectiveness: String, Codable, Sendable {
  case yes, no, unknown
}

/// A command to run, with what it is for.
package struct Command: Hashable, Codable, Sendable {
  /// What it does, in words; empty when the step says it.
  package var purpose: Prose
  /// The command, with this case's names filled in and quoted for a POSIX shell; or a manifest.
  package var text: Text
  /// `sh`, `yaml` or `json`.
  package var language: Text
  /// Whether it destroys or interrupts something.
  package var isDestructive: Bool

  /// All parts at once.
  package init(
    purpose: Prose, text: Text, language: Text, isDestructive: Bool
  ) {
    self.purpose = purpose
    self.text = text
    self.language = language
    self.isDestructive = isDestructive
  }
}

/// One step of the remediation.
package struct RemediationStep: Hashable, Codable, Sendable {
  /// The step's id with its target: `P1:i-0a1b…`.
  package var id: Text
  package var title: Prose
  /// `preserve`, `quarantine`, `remove permissions`, `redeploy`, `rotate`, `sweep`, `harden`.
  package var phase: Text
  /// Ids of the steps that must come before.
  package var after: [Text]
  package var why: Prose
  package var owner: Text
  package var commands: [Command]
  package var verify: [Command]
  package var rollback: [Command]
  package var blastRadius: [Prose]
  package var warnings: [Prose]
  package var state: StepState
  package var stateText: Prose
  package var effective: Effectiveness
  package var doneAt: Timestamp?
  package var doneBy: Text?
  package var provenBy: [Citation]

  /// All parts at once.
  package init(
    id: Text, title: Prose, phase: Text, after: [Text] = [], why: Prose, owner: Text, commands: [Command] = [],
    verify: [Command] = [], rollback: [Command] = [], blastRadius: [Prose] = [], warnings: [Prose] = [],
    state: StepState, stateText: Prose, effective: Effectiveness, doneAt: Timestamp? = nil, doneBy: Text? = nil,
    provenBy: [Citation] = []
  ) {
    self.id = id
    self.title = title
    self.phase = phase
    self.after = after
    self.why = why
    self.owner = owner
    self.commands = commands
    self.verify = verify
    self.rollback = rollback
    self.blastRadius = blastRadius
    self.warnings = warnings
    self.state = state
    self.stateText = stateText
    self.effective = effective
    self.doneAt = doneAt
    self.doneBy = doneBy
    self.provenBy = provenBy
  }
}

/// State of a preventative control.
package enum ControlState: String, Codable, Sendable {
  case present, partial, missing, unknown
}

/// A link to a standard or document, from a data file.
package struct Reference: Hashable, Codable, Sendable {
  package var label: Text
  package var url: Text?

  /// All parts at once.
  package init(
    label: Text, url: Text? = nil
  ) {
    self.label = label
    self.url = url
  }
}

/// A preventative control, judged from evidence.
package struct Control: Hashable, Codable, Sendable {
  package var id: Text
  package var title: Text
  package var state: ControlState
  package var evidence: [Statement]
  /// Attack steps it would have broken: `S1`…
  package var breaks: [Text]
  /// Where it worked in this case; empty when it did not.
  package var workedHere: [Statement]
  package var references: [Reference]
  /// `L`, `M`, `H`.
  package var effort: Text
  package var configuration: Command?

  /// All parts at once.
  package init(
    id: Text, title: Text, state: ControlState, evidence: [Statement] = [], breaks: [Text] = [],
    workedHere: [Statement] = [], references: [Reference] = [], effort: Text, configuration: Command? = nil
  ) {
    self.id = id
    self.title = title
    self.state = state
    self.evidence = evidence
    self.breaks = breaks
    self.workedHere = workedHere
    self.references = references
    self.effort = effort
    self.configuration = configuration
  }
}

/// One step of the attack that controls can break.
package struct AttackStep: Hashable, Codable, Sendable {
  package var id: Text
  package var title: Text
  /// Whether it was seen in this case.
  package var observed: Bool
  package var citations: [Citation]

  /// All parts at once.
  package init(
    id: Text, title: Text, observed: Bool, citations: [Citation] = []
  ) {
    self.id = id
    self.title = title
    self.observed = observed
    self.citations = citations
  }
}

/// What to do about the incident, and what the whole of it amounts to.
package struct Response: Sendable {
  package var exposures: [Exposure]
  package var remediation: [RemediationStep]
  package var controls: [Control]
  package var attackSteps: [AttackStep]
  package var openPaths: [OpenPath]
  package var verdict: Verdict
  package var verdictReason: Statement
  package var takeaways: [Statement]
  package var unknowns: [Statement]
  package var story: [StoryPhase]
  /// Questions that need exposures for their answer.
  package var questions: [Question]
  package var omissions: [Omission]

  /// All parts at once.
  package init(
    exposures: [Exposure] = [], remediation: [RemediationStep] = [], controls: [Control] = [],
    attackSteps: [AttackStep] = [], openPaths: [OpenPath] = [], verdict: Verdict, verdictReason: Statement,
    takeaways: [Statement] = [], unknowns: [Statement] = [], story: [StoryPhase] = [], questions: [Question] = [],
    omissions: [Omission] = []
  ) {
    self.exposures = exposures
    self.remediation = remediation
    self.controls = controls
    self.attackSteps = attackSteps
    self.openPaths = openPaths
    self.verdict = verdict
    self.verdictReason = verdictReason
    self.takeaways = takeaways
    self.unknowns = unknowns
    self.story = story
    self.questions = questions
    self.omissions = omissions
  }
}

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
  /// The sentence.
  package var text: Prose
  /// When it was.
  package var at: Timestamp?
  /// How the material reached the actor, as a class.
  package var `class`: ExposureClass
  /// How sure it is.
  package var confidence: Confidence
  /// The records that prove it.
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
  /// Its name.
  package var name: Text
  /// `environment`, `volume`, `image pull`, `role of the service account`…
  package var how: Text
  /// The records that prove it.
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
  /// Verb, or API call.
  package var action: Prose
  /// How the old value is invalidated.
  package var invalidate: Prose
  /// Place in the order, from 1; 0 when nothing is to be done.
  package var order: Int
  /// Why, in words.
  package var reason: Prose
  /// Its state.
  package var state: RotationState
  /// The state in a sentence, with what shows it.
  package var stateText: Prose
  /// Since when it must be rotated.
  package var requiredAt: Timestamp?
  /// When it was done.
  package var doneAt: Timestamp?
  /// The records that prove the state.
  package var provenBy: [Citation]
  /// What to mind although it is done.
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
  /// How the material reached the actor, as a class.
  package var `class`: ExposureClass
  /// How sure it is.
  package var confidence: Confidence
  /// Every way in which it reached the actor.
  package var routes: [ExposureRoute]
  /// What refers to it.
  package var references: [ExposureReference]
  /// What to do about it, and whether it was done.
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
  /// What it is called.
  package var title: Prose
  /// `early containment`, `preserve`, `quarantine`, `remove permissions`, `redeploy`, `rotate`, `sweep`, `harden`.
  package var phase: Text
  /// Ids of the steps that must come before.
  package var after: [Text]
  /// The reason for it.
  package var why: Prose
  /// The role of whoever does it.
  package var owner: Text
  /// The commands to run.
  package var commands: [Command]
  /// How to see that it worked.
  package var verify: [Command]
  /// How to undo it.
  package var rollback: [Command]
  /// What else it touches.
  package var blastRadius: [Prose]
  /// What to mind.
  package var warnings: [Prose]
  /// Its state.
  package var state: StepState
  /// The state in a sentence, with what shows it.
  package var stateText: Prose
  /// Whether it had its effect.
  package var effective: Effectiveness
  /// When it was done.
  package var doneAt: Timestamp?
  /// Who did it.
  package var doneBy: Text?
  /// The records that prove the state.
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
  /// What to call it.
  package var label: Text
  /// Where it stands, when it may be linked.
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
  /// What identifies it; in reports from content, so that it stays the same.
  package var id: Text
  /// What it is called.
  package var title: Text
  /// Its state.
  package var state: ControlState
  /// What shows it.
  package var evidence: [Statement]
  /// Attack steps it would have broken: `S1`…
  package var breaks: [Text]
  /// Where it worked in this case; empty when it did not.
  package var workedHere: [Statement]
  /// What refers to it.
  package var references: [Reference]
  /// `L`, `M`, `H`.
  package var effort: Text
  /// Its configuration.
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
  /// What identifies it; in reports from content, so that it stays the same.
  package var id: Text
  /// What it is called.
  package var title: Text
  /// Whether it was seen in this case.
  package var observed: Bool
  /// The records that prove it.
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
  /// Secrets and credentials with their exposure.
  package var exposures: [Exposure]
  /// The steps of the remediation.
  package var remediation: [RemediationStep]
  /// Preventative controls.
  package var controls: [Control]
  /// The steps of the attack that controls can break.
  package var attackSteps: [AttackStep]
  /// Ways back in that are not shown as closed, the gravest first.
  package var openPaths: [OpenPath]
  /// What the evidence says about the whole.
  package var verdict: Verdict
  /// Why the verdict is what it is.
  package var verdictReason: Statement
  /// What matters most, at most seven sentences.
  package var takeaways: [Statement]
  /// What the evidence cannot tell.
  package var unknowns: [Statement]
  /// What happened, by phase.
  package var story: [StoryPhase]
  /// Questions that need exposures for their answer.
  package var questions: [Question]
  /// What is left out, and why.
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

internal import CaseFolder
internal import Investigation

/// What a step is applied to in this case.
struct StepTarget {
  /// What stands behind the step's id: `i-0a1b…` in `P1:i-0a1b…`; empty for a step of the whole case.
  var id: Text
  /// The name in commands: of the pod, node, binding, role.
  var name: Text
  var namespace: Text?
  /// Resource in the plural (`daemonsets`), or the exposure's kind.
  var kind: Text = ""
  /// The instance it belongs to, by which steps on one node follow each other.
  var instance: Text?
  var since: Timestamp?
  /// The instances on whose nodes its commands end pods: these are captured first.
  var endsPodsOn: Set<Text> = []
  /// The place of its exposure in the list.
  var exposure: Int?

  init(
    _ id: Text, name: Text? = nil, namespace: Text? = nil, kind: Text = "", instance: Text? = nil,
    since: Timestamp? = nil, endsPodsOn: Set<Text> = [], exposure: Int? = nil
  ) {
    self.id = id
    self.name = name ?? id
    self.namespace = namespace
    self.kind = kind
    self.instance = instance
    self.since = since
    self.endsPodsOn = endsPodsOn
    self.exposure = exposure
  }
}

extension StepTarget {
  /// Whether what `other` closes is a door through which this secret can be read again: bindings and service accounts
  /// for what
  /// lies in the cluster, roles and sessions for what lies in AWS.
  func isReadThrough(_ other: StepTarget) -> Bool {
    let isInCluster = ["kubernetes-secret", "service-account", "node-identity"].contains(kind)
    return switch other.kind {
    case "iam-role", "session", "access-key": !isInCluster
    default: isInCluster
    }
  }
}

/// What the evidence says about a step (domain rule 2.2).
struct StepStatus {
  var state: StepState
  var text: Prose
  var effective: Effectiveness = .unknown
  var doneAt: Timestamp?
  var doneBy: Text?
  var provenBy: [Citation] = []
}

/// One step of the remediation as a value: what it is, what it is applied to, how it is done, checked and taken back,
/// and how the
/// evidence shows that it was done.
struct StepDefinition: Sendable {
  typealias Texts = @Sendable (StepContext, StepTarget) -> [Prose]
  typealias Commands = @Sendable (StepContext, StepTarget) -> [Command]

  /// The family's id, such as `P4a`.
  let id: Text
  let phase: Text
  /// Families that must come before: on the same instance for steps on a node, everywhere otherwise.
  let after: [Text]
  /// Whether one of its targets must wait for a target of an earlier family, beyond what instances say.
  var follows: @Sendable (StepTarget, StepTarget) -> Bool = { _, _ in true }
  /// The role that does it.
  let owner: Text
  let title: @Sendable (StepTarget) -> Prose
  let why: Prose
  let targets: @Sendable (StepContext) -> [StepTarget]
  let commands: Commands
  var verify: Commands = { _, _ in [] }
  var rollback: Commands = { _, _ in [] }
  var blastRadius: Texts = { _, _ in [] }
  var warnings: Texts = { _, _ in [] }
  let status: @Sendable (StepContext, StepTarget) -> StepStatus

  /// All steps in the order of the phases: preserve, quarantine, remove permissions, redeploy, rotate.
  static let all: [StepDefinition] = [
    .narrowEndpoint, .protectInstance, .label, .cordon, .captureMemory, .snapshotDisks, .keepLogs,
    .networkPolicy, .isolationGroup, .networkACL,
    .removeAnonymousGrants, .revokeCredentials, .removeArtefacts, .undoCalls, .redeploy, .replaceNode, .rotate,
  ]
}

extension StepContext {
  /// All steps of the case with their state, in the order of the table and of their targets' ids.
  func steps() -> [RemediationStep] {
    let planned = StepDefinition.all.flatMap { definition in
      definition.targets(self).sorted { $0.id < $1.id }.map { (definition: definition, target: $0) }
    }
    let families = Dictionary(grouping: planned) { $0.definition.id }
    return planned.map { step in
      let before = step.definition.after.flatMap { families[$0] ?? [] }.filter { other in
        step.definition.follows(step.target, other.target)
          && (other.target.instance == nil || step.target.instance == nil
            || other.target.instance == step.target.instance)
      }
      return build(step.definition, step.target, after: before.map { Self.id($0.definition, $0.target) })
    }
  }

  private static func id(_ definition: StepDefinition, _ target: StepTarget) -> Text {
    target.id.isEmpty ? definition.id : Text("\(definition.id.string):\(target.id.string)")
  }

  private func build(_ definition: StepDefinition, _ target: StepTarget, after: [Text]) -> RemediationStep {
    let commands = definition.commands(self, target)
    let verify = definition.verify(self, target)
    let rollback = definition.rollback(self, target)
    var warnings = definition.warnings(self, target)
    if (commands + verify + rollback).contains(where: \.hasRefusedValue) {
      warnings.append(
        """
        A name holds characters that cannot be seen and is not filled in: take it from the cited record, and look \
        at its bytes.
        """
      )
    }
    let status = definition.status(self, target)
    return RemediationStep(
      id: Self.id(definition, target), title: definition.title(target), phase: definition.phase,
      after: after, why: definition.why, owner: definition.owner, commands: commands, verify: verify,
      rollback: rollback, blastRadius: definition.blastRadius(self, target), warnings: warnings, state: status.state,
      stateText: status.text, effective: status.effective, doneAt: status.doneAt, doneBy: status.doneBy,
      provenBy: status.provenBy.sortedOnce())
  }
}

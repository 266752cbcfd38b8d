/// A question of an investigation, and which evidence answers it.
struct CheckQuestion: Sendable {
  /// Its number in the investigation: step and question, or X and a number for what goes beyond the steps.
  let id: String
  let title: String
  /// It cannot be answered unless one of each group is there.
  let needs: [[EvidenceKind]]
  /// A full answer takes all of these.
  let completes: [EvidenceKind]

  /// How far the evidence at hand answers a question.
  enum State: String, Encodable, Sendable {
    case full
    case partial
    case none
  }

  /// How far the kinds at hand answer it.
  func state(with present: Set<EvidenceKind>) -> State {
    guard needs.allSatisfy({ !present.isDisjoint(with: $0) }) else { return .none }
    return completes.allSatisfy(present.contains) ? .full : .partial
  }

  /// The kinds that would answer it or complete its answer, by weight. Alternatives are named only while none is there.
  func lacks(with present: Set<EvidenceKind>) -> [EvidenceKind] {
    let unmet = needs.filter { present.isDisjoint(with: $0) }.flatMap { $0 }
    let wanted = Set(unmet + completes).subtracting(present)
    return EvidenceKind.allCases.filter(wanted.contains)
  }

  private init(_ id: String, _ title: String, needs: [EvidenceKind]..., completes: [EvidenceKind]? = nil) {
    self.id = id
    self.title = title
    self.needs = needs
    self.completes = completes ?? needs.flatMap { $0 }
  }

  private static let logs: [EvidenceKind] = [.kubernetesAudit, .cloudTrail, .flowLogs]
  private static let contacts: [EvidenceKind] = logs + [.findings]
  private static let containers: [EvidenceKind] = [.pods, .kubernetesAudit, .findings]

  /// All questions, in the order in which an investigation asks them.
  static let all: [CheckQuestion] = [
    CheckQuestion(
      "1.1", "When was the cluster created?", needs: [.cluster, .findings, .cloudTrail], completes: [.cluster]),
    CheckQuestion(
      "1.2", "Which IAM role created the cluster?", needs: [.cloudTrail, .accessEntries], completes: [.cloudTrail]),
    CheckQuestion(
      "1.3", "Which IAM roles are assigned to the cluster?", needs: [.cluster, .cloudTrail],
      completes: [.cluster, .nodeGroups, .addOns, .podIdentities, .serviceAccounts]),
    CheckQuestion(
      "1.4", "Who owns the cluster?", needs: [.cluster, .namespaces, .cloudTrail], completes: [.cluster]),
    CheckQuestion(
      "1.5", "Is each involved principal compromised, and what did it touch?", needs: [.cloudTrail, .kubernetesAudit],
      completes: [.cloudTrail, .kubernetesAudit]),
    CheckQuestion(
      "2.1", "Which containers ran in the cluster?", needs: containers, completes: [.pods, .kubernetesAudit]),
    CheckQuestion(
      "2.2", "Does any container look out of the ordinary?", needs: containers,
      completes: [.pods, .kubernetesAudit, .bindings]),
    CheckQuestion(
      "2.3", "Does any container use a public image?", needs: containers, completes: [.pods, .repositories]),
    CheckQuestion(
      "2.4", "Is a network policy missing?", needs: [.pods], [.networkPolicies],
      completes: [.pods, .networkPolicies, .addOns]),
    CheckQuestion(
      "2.5", "Are RBAC, pod security or network policies set up without authorisation?",
      needs: [.bindings, .namespaces, .admission, .networkPolicies, .kubernetesAudit],
      completes: [.bindings, .roles, .namespaces, .admission, .networkPolicies]),
    CheckQuestion("2.6", "How were these resources first created?", needs: [.kubernetesAudit]),
    CheckQuestion("3.1", "Are there other security findings on this cluster?", needs: [.findings]),
    CheckQuestion("3.2", "What was the actor trying to do after the first detection?", needs: [.findings]),
    CheckQuestion("4.1", "What Kubernetes API activity was attempted?", needs: [.kubernetesAudit]),
    CheckQuestion("4.2", "Which calls succeeded?", needs: [.kubernetesAudit]),
    CheckQuestion("4.3", "Which calls failed?", needs: [.kubernetesAudit]),
    CheckQuestion(
      "4.4", "What was the unauthorised user trying to do?", needs: [.kubernetesAudit],
      completes: [.kubernetesAudit, .cloudTrail]),
    CheckQuestion(
      "4.5", "Were there suspicious role bindings before the first finding?", needs: [.kubernetesAudit, .bindings]),
    CheckQuestion("5.1", "Which API calls are new?", needs: [.kubernetesAudit]),
    CheckQuestion("5.2", "What do the new calls try to reach, and do they succeed?", needs: [.kubernetesAudit]),
    CheckQuestion(
      "5.3", "Must resources beyond the cluster be acted on?", needs: logs,
      completes: [.cloudTrail, .flowLogs, .secrets, .serviceAccounts, .podIdentities, .identities]),
    CheckQuestion(
      "5.4", "Which secrets are compromised?", needs: [.kubernetesAudit],
      completes: [.kubernetesAudit, .cloudTrail, .secrets, .pods]),
    CheckQuestion(
      "6.1", "Which resources did the finding's address talk to?", needs: contacts,
      completes: contacts + [.resolver, .instances, .pods]),
    CheckQuestion("7.1", "When was each of the actor's addresses first observed?", needs: contacts),
    CheckQuestion("7.2", "When was each of the actor's addresses last observed?", needs: contacts),
    CheckQuestion(
      "7.3", "What is new in the address's behaviour?", needs: [.kubernetesAudit, .cloudTrail],
      completes: [.kubernetesAudit, .cloudTrail]),
    CheckQuestion(
      "7.4", "Which resources did the address interact with?", needs: contacts,
      completes: contacts + [.instances, .pods]),
    CheckQuestion("7.5", "What did the address do in the Kubernetes API?", needs: [.kubernetesAudit]),
    CheckQuestion(
      "X1", "Which traffic left the nodes and pods?", needs: [.flowLogs],
      completes: [.flowLogs, .resolver, .pods, .nodes, .instances]),
    CheckQuestion(
      "X2", "Who stands behind a Kubernetes user name?", needs: [.authenticator, .kubernetesAudit],
      completes: [.authenticator, .kubernetesAudit, .cloudTrail, .accessEntries]),
    CheckQuestion(
      "X3", "Did a container escape to its host?", needs: containers, completes: containers + [.nodes, .instances]),
    CheckQuestion(
      "X4", "Were credentials of instances or pods used elsewhere?", needs: [.cloudTrail],
      completes: [.cloudTrail, .instances, .serviceAccounts, .podIdentities]),
    CheckQuestion(
      "X5", "What did the actor leave behind to come back?", needs: [.kubernetesAudit, .cloudTrail, .workloads],
      completes: [
        .kubernetesAudit, .cloudTrail, .workloads, .bindings, .serviceAccounts, .admission, .accessEntries, .identities,
      ]),
    CheckQuestion("X6", "Was the actor active after containment?", needs: logs),
    CheckQuestion(
      "X7", "Were logs switched off, deleted or cut?", needs: [.cloudTrail, .kubernetesAudit],
      completes: [.cloudTrail, .kubernetesAudit, .cluster]),
  ]
}

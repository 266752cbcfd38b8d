internal import CaseFolder
internal import Detection
internal import Evidence

/// What changed in a workload: the request alone does not say what was there before.
extension InvestigationRule {
  static let imageReplaced = InvestigationRule(
    id: "K40", title: "Workload runs an image of another repository than before", level: .medium,
    tactic: "persistence", techniques: ["T1525", "T1610"],
    why: "The workload keeps its name, its account and its secrets, and runs somebody else's program.",
    falsePositives: ["A move to another registry"],
    find: { context in
      changes(context, "K40") { change in
        guard case .image(let container, let old, let new) = change.kind else { return nil }
        return "Container \(container) of \(change.workload) ran \(old) and now runs \(new)."
      }
    })

  static let containerAdded = InvestigationRule(
    id: "K41", title: "Workload got another container", level: .medium, tactic: "persistence",
    techniques: ["T1609", "T1543.005"],
    why: "The new container sees the volumes, the network and the account of the others.",
    falsePositives: ["A new sidecar in a release"],
    find: { context in
      changes(context, "K41") { change in
        guard case .container(let name) = change.kind else { return nil }
        return "\(change.workload) got the container \(name)."
      }
    })

  static let scaledUp = InvestigationRule(
    id: "K73", title: "Workload scaled to five times its size", level: .medium, tactic: "impact",
    techniques: ["T1496.001"], why: "Whoever mines with a workload wants many of it.",
    falsePositives: ["Load tests and sales days"],
    find: { context in
      changes(context, "K73") { change in
        guard case .replicas(let old, let new) = change.kind, old > 0, new >= 5 * old else { return nil }
        return "\(change.workload) was scaled from \(old) to \(new) replicas."
      }
    })

  /// One hit for each change that people or programs of theirs made, and that has a sentence.
  private static func changes(
    _ context: DetectionContext, _ rule: Text, _ sentence: (WorkloadHistory.Change) -> Prose?
  ) -> [InvestigationHit] {
    context.workloads.changes.compactMap { change in
      guard !context.isSystem(context.store.actor[change.event]), !context.isResponder(change.event),
        let text = sentence(change)
      else { return nil }
      return context.hit(rule, change.workload, [change.event], text)
    }
  }
}

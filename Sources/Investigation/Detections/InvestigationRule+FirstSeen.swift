internal import CaseFolder
internal import Detection
internal import Evidence

/// What the baseline does not know.
extension InvestigationRule {
  static let secretReadFirst = InvestigationRule(
    id: "K11", title: "Secrets of a namespace read by somebody for the first time", level: .high,
    tactic: "credential-access", techniques: ["T1552.007"],
    why: "Before the findings began, this subject had not read a secret there.",
    falsePositives: ["A new application, or a new colleague"],
    find: { context in
      let store = context.store
      guard let secrets = store.symbols.lookup("secrets") else { return [] }
      return firstReads(context, "K11") { index in
        guard store.source[index] == .kubernetesAudit, store.resource[index] == secrets,
          store.flags[index].contains(.readOnly), !context.isSystem(store.actor[index])
        else { return nil }
        return FirstRead(actor: store.actor[index], place: store.namespace[index])
      } sentence: { subject, place in
        place.isEmpty
          ? "\(subject) read secrets of all namespaces for the first time."
          : "\(subject) read secrets of \(place) for the first time."
      }
    })

  static let awsSecretReadFirst = InvestigationRule(
    id: "T29", title: "AWS secret read by somebody for the first time", level: .high, tactic: "credential-access",
    techniques: ["T1555.006"],
    why: "Before the findings began, this role or user had not read the secret.",
    falsePositives: ["A new application"],
    find: { context in
      let store = context.store
      let calls = Set(
        (["GetSecretValue", "BatchGetSecretValue", "GetParameter", "GetParameters", "GetParametersByPath"] as [Text])
          .compactMap { store.symbols.lookup($0) })
      return firstReads(context, "T29") { index in
        guard store.source[index] == .cloudTrail, calls.contains(store.action[index]) else { return nil }
        return FirstRead(actor: store.principal[index], place: store.name[index])
      } sentence: { subject, name in
        name.isEmpty ? "\(subject) read secrets for the first time." : "\(subject) read \(name) for the first time."
      }
    })

  private struct FirstRead: Hashable {
    let actor: Symbol
    let place: Symbol
  }

  /// Successful reads since the findings began whose kind the time before does not know; one hit for each kind.
  private static func firstReads(
    _ context: DetectionContext, _ rule: Text, _ kind: (Int) -> FirstRead?, sentence: (Text, Text) -> Prose
  ) -> [InvestigationHit] {
    guard Novelty.hasBaseline(context.investigation.windows) else { return [] }
    let store = context.store
    var known: Set<FirstRead> = []
    var new = EventsByKey<FirstRead>()
    for index in store.indices where store.outcome[index] == .success {
      guard let read = kind(index) else { continue }
      if !context.canBeNew(index) {
        known.insert(read)
      } else if !known.contains(read) && !context.isResponder(index) {
        new.add(index, to: read)
      }
    }
    return new.all.compactMap { read, events in
      let subject = store.text(read.actor)
      return context.hit(rule, subject, events, sentence(subject, store.text(read.place)))
    }
  }
}

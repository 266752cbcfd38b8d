internal import CaseFolder
internal import Detection
internal import Evidence

/// What objects show.
extension InvestigationRule {
  static let lookAlikeWorkload = InvestigationRule(
    id: "K36", title: "Workload is named almost like a part of the cluster", level: .high, tactic: "defense-evasion",
    techniques: ["T1036.005"], why: "A name that differs by a letter or two is chosen to be overlooked.",
    falsePositives: ["A fork of a component under a similar name"],
    find: { context in
      let store = context.store
      let kinds = Set(
        (["pods", "deployments", "daemonsets", "statefulsets", "jobs", "cronjobs", "replicasets"] as [Text])
          .compactMap { store.symbols.lookup($0) })
      guard let create = store.symbols.lookup("create") else { return [] }
      return store.indices.compactMap { index in
        guard store.source[index] == .kubernetesAudit, store.action[index] == create,
          store.outcome[index] == .success, kinds.contains(store.resource[index]),
          !context.isSystem(store.actor[index]), !context.isResponder(index),
          let known = SystemWorkloads.builtIn.lookAlike(of: store.text(store.name[index]))
        else { return nil }
        let name = store.text(store.name[index])
        return context.hit("K36", name, [index], "\(name) is named almost like \(known).")
      }
    })

  static let tokenSecret = InvestigationRule(
    id: "K45", title: "Secret holds a token that never expires", level: .medium, tactic: "persistence",
    techniques: ["T1098", "T1528"],
    why: "Whoever read the secret acts as its service account until somebody deletes it.",
    falsePositives: ["Old integrations that need a static token"],
    find: { context in
      context.investigation.evidence.objects.compactMap { object in
        guard case .kubernetes(let secret) = object.body, case .secret(let type, _) = secret.content,
          type == "kubernetes.io/service-account-token",
          let time = secret.metadata.created ?? object.observed
        else { return nil }
        let name = Text("\(secret.metadata.namespace?.string ?? "")/\(secret.metadata.name.string)")
        return InvestigationHit(
          rule: "K45", subject: name, text: "\(name) holds a token of a service account without an end.", first: time,
          last: object.observed ?? time, count: 1, citations: [object.citation])
      }
    })
}

/// Names of the workloads that a cluster itself, or an add-on of EKS, runs (`system-workloads.json`).
struct SystemWorkloads {
  private let names: [Text]

  static let builtIn = SystemWorkloads(DataFile("Investigation/Data/system-workloads.json"))

  init(_ file: DataFile) {
    names = file.content["names"]?.texts ?? []
  }

  /// The known name that a name imitates: it differs by one or two letters.
  func lookAlike(of name: Text) -> Text? {
    guard !names.contains(name), name.utf8.count >= 6, name.utf8.count <= 64 else { return nil }
    return names.first { (1...2).contains(EditDistance.between(name, $0)) }
  }
}

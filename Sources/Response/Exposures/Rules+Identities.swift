internal import CaseFolder
internal import Evidence
internal import Investigation

extension ExposureRule {
  /// R13: a token of a service account was requested.
  static let tokenRequest = ExposureRule(id: "R13") { facts, book in
    let resource = facts.symbol("serviceaccounts/token")
    let create = facts.symbol("create")
    for event in facts.actorEvents(where: { $0.resource == resource && $0.action == create }) where event.succeeded {
      let specification = facts.body(event)["requestObject"]?["spec"]
      let seconds = specification?["expirationSeconds"]?.int
      let isBound = specification?["boundObjectRef"].map { $0 != .null } ?? false
      var text: Prose = "The actor had a token issued"
      if let seconds { text = text + ", valid for \(words: durationWords(Int64(seconds)))" }
      if !isBound { text = text + " and bound to no pod: it ends only with its time or with the service account" }
      facts.add(
        facts.route("R13", text + ".", at: event.time, .compromised, .confirmed, [facts.citation(event)]),
        toServiceAccount: event.namespace, event.name, cluster: event.scope, in: &book
      ) { draft in
        if let seconds { draft.expires = event.time.advanced(bySeconds: Int64(seconds)) }
      }
    }
  }

  /// R14: the actor bound a role to a service account: the identity is the actor's.
  static let boundByActor = ExposureRule(id: "R14") { facts, book in
    for binding in facts.bindingsByActor {
      for subject in binding.subjects where subject.kind == "ServiceAccount" {
        facts.add(
          facts.route(
            "R14", "The actor gave it \(binding.role.name) by binding \(binding.name).", at: binding.created,
            .compromised, .confirmed, binding.citations),
          toServiceAccount: subject.namespace ?? "", subject.name, cluster: binding.cluster, in: &book)
      }
    }
  }

  /// A token secret that is known makes its service account known: it holds a token that does not expire.
  static let tokenSecret = ExposureRule(id: "R2") { facts, book in
    for draft in book.all("kubernetes-secret")
    where draft.class == .compromised && draft.secretType == "kubernetes.io/service-account-token" {
      guard let namespace = draft.namespace, let secret = facts.secret(namespace, draft.plainName),
        let account = secret.value.metadata.annotations["kubernetes.io/service-account.name"],
        let route = draft.decisive.first
      else { continue }
      let roles = facts.bindings(ofServiceAccount: namespace, account).filter { $0.deleted == nil }
      var text: Prose = "Its token, which does not expire, lies in secret \(draft.name)"
      if !roles.isEmpty {
        text = text + "; it is bound to " + roles.map { "\($0.role.name) by \($0.name)" as Prose }.joined()
      }
      facts.add(
        facts.route(
          route.route, text + ".", at: draft.since, .compromised, route.confidence,
          route.citations + [secret.citation] + roles.flatMap(\.citations)),
        toServiceAccount: namespace, account, cluster: secret.cluster, in: &book)
    }
  }

  /// R15: IAM access keys: those that the actor made, and those whose key names stand in a secret that it read.
  static let accessKeys = ExposureRule(id: "R15") { facts, book in
    let call = facts.symbol("CreateAccessKey")
    for event in facts.actorEvents(where: { $0.source == .cloudTrail && $0.action == call }) where event.succeeded {
      let id = facts.body(event)["responseElements"]?["accessKey"]?["accessKeyId"]?.nonEmptyText
      book.add(
        "access-key", id ?? Text("new key of \(event.name.string)"), EntityKey(.accessKey, id ?? event.name),
        route: facts.route(
          "R15", "Created by the actor.", at: event.time, .compromised, .confirmed, [facts.citation(event)])
      ) { $0.plainName = event.name }
    }
    for draft in book.all("kubernetes-secret") where draft.class == .compromised {
      let names = draft.secretKeys.map(\.asciiLowercased)
      guard names.contains("aws_access_key_id") || names.contains("aws_secret_access_key"),
        let route = draft.decisive.first
      else { continue }
      book.add(
        "access-key", Text("IAM key in \(draft.name.string)"), draft.key,
        route: facts.route(
          "R15",
          "An IAM access key lies in secret \(draft.name), as its key names say; which key is not in the evidence.",
          at: draft.since, .compromised, .high, route.citations)
      ) { $0.container = draft.name }
    }
  }
}

extension CaseFacts {
  /// The bindings that the actor created.
  var bindingsByActor: [BindingHistory] {
    let created = Set(
      actor.events.compactMap { index -> Text? in
        let event = evidence.events[index]
        guard event.source == .kubernetesAudit, event.outcome == .success else { return nil }
        let resource = evidence.events.text(event.resource)
        guard resource == "clusterrolebindings" || resource == "rolebindings",
          evidence.events.text(event.action) == "create"
        else { return nil }
        return bindingName(
          resource, evidence.events.text(event.namespace), evidence.events.text(event.name))
      })
    return investigation.bindings.filter { created.contains(bindingName($0.kind, $0.namespace ?? "", $0.name)) }
  }

  private func bindingName(_ kind: Text, _ namespace: Text, _ name: Text) -> Text {
    Text("\(kind.string)\u{0}\(namespace.string)\u{0}\(name.string)")
  }
}

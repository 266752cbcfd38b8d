internal import CaseFolder
internal import Evidence
internal import Investigation

extension ExposureRule {
  /// R1: a secret was read by its name.
  static let directRead = ExposureRule(id: "R1") { facts, book in
    for event in facts.secretRequests("get") where event.succeeded && !event.name.isEmpty {
      facts.add(
        facts.route(
          "R1", "Read by name from \(address: event.address) as \(event.actor).", at: event.time, .compromised,
          .confirmed, [facts.citation(event)]),
        toSecret: event.namespace, event.name, cluster: event.scope, in: &book)
    }
  }

  /// R2: secrets were listed. See `SecretLists` for what a list covers.
  static let list = ExposureRule(id: "R2") { facts, book in
    SecretLists(facts, verb: "list").apply(route: "R2", to: &book)
  }

  /// R3: secrets were watched: the first answer of a watch without `resourceVersion` is a list. Changes that came
  /// later in the
  /// session are covered as far as the audit log names them.
  static let watch = ExposureRule(id: "R3") { facts, book in
    SecretLists(facts, verb: "watch").apply(route: "R3", to: &book)
  }

  /// R4: a secret was written: the answer holds the whole object, so it is disclosed and tampered with (fact F19).
  static let write = ExposureRule(id: "R4") { facts, book in
    for event in facts.secretRequests("create", "update", "patch", "delete", "deletecollection")
    where event.succeeded {
      let citations = [facts.citation(event)]
      if event.action == "deletecollection" {
        SecretLists(facts, events: [event]).apply(route: "R4", to: &book)
      } else if event.action == "delete", !event.name.isEmpty {
        facts.add(
          facts.route(
            "R4", "Deleted; the answer may have held the object.", at: event.time, .review, .medium, citations),
          toSecret: event.namespace, event.name, cluster: event.scope, in: &book)
      } else if !event.name.isEmpty {
        facts.add(
          facts.route(
            "R4", "Written (\(event.action)): the actor knows the value, and may have set it.", at: event.time,
            .compromised, .confirmed, citations),
          toSecret: event.namespace, event.name, cluster: event.scope, in: &book)
      }
    }
  }

  /// R5: a request for one secret that was refused, found nothing, or whose end nobody knows.
  static let refused = ExposureRule(id: "R5") { facts, book in
    for event in facts.secretRequests("get", "update", "patch", "delete") where !event.name.isEmpty {
      let citations = [facts.citation(event)]
      let outcome: (text: Prose, class: ExposureClass)? =
        switch event.event.outcome {
        case .success: nil
        case .notFound: ("The name was probed; there is no such secret (404).", .notAffected)
        case .denied, .unauthenticated, .admissionDenied: ("The request was refused.", .notAffected)
        case .failed: ("The request failed.", .notAffected)
        case .indeterminate: ("The request's end is not known.", .review)
        }
      guard let outcome else { continue }
      facts.add(
        facts.route("R5", outcome.text, at: event.time, outcome.class, .confirmed, citations),
        toSecret: event.namespace, event.name, cluster: event.scope, in: &book)
    }
  }
}

extension CaseFacts {
  /// The actor's requests on secrets with one of some verbs.
  func secretRequests(_ verbs: Text...) -> [EventView] {
    let secrets = symbol("secrets")
    let wanted = Set(verbs.map(symbol))
    return actorEvents { $0.source == .kubernetesAudit && $0.resource == secrets && wanted.contains($0.action) }
  }
}

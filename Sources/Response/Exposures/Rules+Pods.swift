internal import CaseFolder
internal import Evidence
internal import Investigation

extension ExposureRule {
  /// R6: secrets that a pod holds in which the actor ran commands.
  static let podContents = ExposureRule(id: "R6") { facts, book in
    for entry in facts.enteredPods {
      for (path, uses) in facts.uses.sorted(by: { $0.key < $1.key }) {
        guard let use = uses.first(where: { $0.pod?.path == entry.path && $0.reference.how != "image pull" }) else {
          continue
        }
        let parts = path.split(UInt8(ascii: "/"))
        guard parts.count > 1 else { continue }
        facts.add(
          facts.route(
            "R6", "In clear in pod \(entry.path) (\(use.reference.how)), in which the actor ran commands.",
            at: entry.at, .compromised, .high, entry.citations + use.reference.citations),
          toSecret: parts[0], parts[1], cluster: entry.cluster, in: &book)
      }
    }
  }

  /// R7: image pull secrets of pods on a node under the actor's control.
  static let pullSecrets = ExposureRule(id: "R7") { facts, book in
    for node in facts.compromisedInstances {
      guard let name = node.node else { continue }
      for pod in facts.inventory.pods(onInstance: node.id) {
        for secret in pod.value.spec.imagePullSecrets {
          facts.add(
            facts.route(
              "R7", "Pulls the images of pod \(pod.value.path), which ran on the compromised node \(name).",
              at: node.since, .exposed, .medium, [pod.citation]),
            toSecret: pod.value.metadata.namespace ?? "", secret, cluster: pod.cluster, in: &book)
        }
      }
    }
  }

  /// R8: the service account token of a pod in which the actor ran commands.
  static let podToken = ExposureRule(id: "R8") { facts, book in
    for entry in facts.enteredPods {
      guard let pod = entry.pod, pod.spec.automountsToken != false else { continue }
      facts.add(
        facts.route(
          "R8", "Its token lies in pod \(entry.path), in which the actor ran commands.", at: entry.at, .compromised,
          .high, entry.citations),
        toServiceAccount: pod.metadata.namespace ?? "", pod.spec.serviceAccount, cluster: entry.cluster, in: &book)
    }
  }

  /// R9: what lies on a node under the actor's control.
  static let nodeContents = ExposureRule(id: "R9") { facts, book in
    for node in facts.compromisedInstances {
      guard let name = node.node else { continue }
      for pod in facts.inventory.pods(onInstance: node.id) {
        let namespace = pod.value.metadata.namespace ?? ""
        let text: Prose = "On the compromised node \(name), in pod \(pod.value.path)."
        if pod.value.spec.automountsToken != false {
          facts.add(
            facts.route("R9", text, at: node.since, .exposed, .medium, [pod.citation]),
            toServiceAccount: namespace, pod.value.spec.serviceAccount, cluster: pod.cluster, in: &book)
        }
        let secrets =
          pod.value.spec.containers.flatMap { $0.secretsInEnvironment + $0.secretsAsEnvironment }
          + pod.value.spec.volumes.flatMap(\.secrets)
        for secret in Set(secrets).sorted() {
          facts.add(
            facts.route("R9", text, at: node.since, .exposed, .medium, [pod.citation]),
            toSecret: namespace, secret, cluster: pod.cluster, in: &book)
        }
      }
      let user = Text("system:node:\(name.string)")
      let proof = facts.inventory.node(named: name).map { [$0.citation] } ?? []
      book.add(
        "node-identity", user, facts.key(.subject, facts.cluster, user),
        route: facts.route(
          "R9",
          """
          The kubelet's identity: keys of the node's role can log in to the cluster as it, also while IAM denies \
          their other calls.
          """,
          at: node.since, .exposed, .medium, proof)
      ) { $0.plainName = name }
    }
  }
}

/// A pod in which the actor ran commands.
struct EnteredPod {
  var path: Text
  var cluster: Text
  var at: Timestamp
  var pod: PodFacts?
  var commands: [[Text]]
  var citations: [Citation]
}

extension CaseFacts {
  /// The pods into which the actor got by exec or attach, by name, with the commands that the log shows.
  func findEnteredPods() -> [EnteredPod] {
    let resources = Set([symbol("pods/exec"), symbol("pods/attach")])
    var found: [Text: EnteredPod] = [:]
    for event in actorEvents(where: { $0.source == .kubernetesAudit && resources.contains($0.resource) })
    where event.succeeded {
      let command = RequestQuery(body(event)["requestURI"]?.text ?? "").all("command")
      var entry =
        found[event.path]
        ?? EnteredPod(
          path: event.path, cluster: event.scope, at: event.time,
          pod: inventory.pods.first { $0.value.path == event.path && isSame($0.cluster, event.scope) }?.value,
          commands: [], citations: [])
      if !command.isEmpty { entry.commands.append(command) }
      if entry.citations.count < ExposureBook.citationsKept { entry.citations.append(citation(event)) }
      found[event.path] = entry
    }
    return found.keys.sorted().compactMap { found[$0] }
  }

  /// Whether two names of clusters may mean one: a record that names none belongs to any.
  func isSame(_ cluster: Text, _ other: Text) -> Bool {
    cluster.isEmpty || other.isEmpty || cluster == other
  }
}

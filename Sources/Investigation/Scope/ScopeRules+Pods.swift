internal import CaseFolder
internal import Evidence

extension ScopeRule {
  /// SP5: whoever is in a pod can read what the pod can: secrets, the token of its service account, and the role behind it.
  static let insidePod = ScopeRule(id: "SP5") { engine in
    for (pod, entry) in engine.entities(.pod, .compromised) {
      for edge in engine.graph.edges(from: pod, type: .uses)
      where edge.to.type == .secret && engine.holds(edge, after: entry.since) {
        engine.mark(
          edge.to, .compromised, .high, since: entry.since, rule: "SP5", from: pod, by: .uses,
          "readable inside the pod", edge.citations)
      }
      guard engine.pod(pod)?.spec?.automountsToken != false else { continue }
      for edge in engine.graph.edges(from: pod, type: .runsAs) {
        engine.mark(
          edge.to, .compromised, .high, since: entry.since, rule: "SP5", from: pod, by: .runsAs,
          "its token is readable inside the pod", edge.citations)
      }
    }
    for (account, entry) in engine.entities(.serviceAccount, .compromised) {
      for edge in engine.graph.edges(from: account, type: .assumes) where edge.to.type == .iamRole {
        engine.mark(
          edge.to, .exposed, .high, since: entry.since, rule: "SP5", from: account, by: .assumes,
          "the service account can assume this role", edge.citations)
      }
    }
  }

  /// SP6: a compromised pod that is privileged or reaches into its host gives its node away, and the instance with it.
  static let hostAccess = ScopeRule(id: "SP6") { engine in
    for (key, entry) in engine.entities(.pod, .compromised) {
      guard let pod = engine.pod(key), let way = pod.spec?.wayToHost else { continue }
      for edge in engine.graph.edges(from: key, type: .scheduledOn) where engine.holds(edge, after: entry.since) {
        engine.mark(
          edge.to, .compromised, .high, since: entry.since, rule: "SP6", from: key, by: .scheduledOn,
          "the pod can control its node (\(words: way))", edge.citations)
      }
    }
    for (node, entry) in engine.entities(.node, .compromised) {
      for edge in engine.graph.edges(from: node, type: .runsOn) {
        engine.mark(
          edge.to, .compromised, .high, since: entry.since, rule: "SP6", from: node, by: .runsOn,
          "the node is this instance", edge.citations)
      }
    }
    for (instance, entry) in engine.entities(.instance, .compromised) {
      for edge in engine.graph.edges(to: instance, type: .runsOn) {
        engine.mark(
          edge.from, .compromised, entry.confidence, since: entry.since, rule: "SP6", from: instance, by: .runsOn,
          "the instance is this node", edge.citations)
      }
    }
  }

  /// SP6b: an ordinary compromised pod has its node as context, or exposes it when the metadata service answers to pods.
  static let ordinaryPod = ScopeRule(id: "SP6b") { engine in
    for (key, entry) in engine.entities(.pod, .compromised) {
      guard let pod = engine.pod(key), let spec = pod.spec, spec.wayToHost == nil else { continue }
      for edge in engine.graph.edges(from: key, type: .scheduledOn) where engine.holds(edge, after: entry.since) {
        let reaches = engine.reachesMetadata(from: edge.to)
        engine.mark(
          edge.to, reaches ? .exposed : .related, .medium, since: entry.since, rule: "SP6b", from: key,
          by: .scheduledOn,
          reaches
            ? "the pod can reach the instance metadata service of its node" : "a compromised pod ran on this node",
          edge.citations)
      }
    }
  }

  /// SP7: a compromised node exposes the pods that ran on it, with their secrets and tokens.
  static let onNode = ScopeRule(id: "SP7") { engine in
    for (node, entry) in engine.entities(.node, .compromised) {
      for edge in engine.graph.edges(to: node, type: .scheduledOn) where engine.holds(edge, after: entry.since) {
        engine.mark(
          edge.from, .exposed, .medium, since: max(entry.since, edge.validFrom), rule: "SP7", from: node,
          by: .scheduledOn, "ran on this node while the actor controlled it", edge.citations)
      }
    }
    // Exposed to exposed is allowed once (stop condition d): node, pod, and what the pod holds.
    for (pod, entry) in engine.entities(.pod, .exposed) where entry.proof.last?.rule == "SP7" {
      let held = engine.graph.edges(from: pod, type: .uses).filter { $0.to.type == .secret }
      for edge in held + engine.graph.edges(from: pod, type: .runsAs) where engine.holds(edge, after: entry.since) {
        engine.mark(
          edge.to, .exposed, .medium, since: entry.since, rule: "SP7", from: pod, by: edge.type,
          "within reach on the node", edge.citations)
      }
    }
  }

  /// SP8: a compromised node can use its role session and its kubelet identity (domain fact F21).
  static let nodeIdentity = ScopeRule(id: "SP8") { engine in
    for (instance, entry) in engine.entities(.instance, .compromised) {
      for edge in engine.graph.edges(to: instance, type: .issuedFrom) where edge.from.type == .session {
        engine.mark(
          edge.from, .exposed, .medium, since: entry.since, rule: "SP8", from: instance, by: .issuedFrom,
          "session of the node's role on this instance", edge.citations)
      }
    }
    for (node, entry) in engine.entities(.node, .compromised) {
      for edge in engine.graph.edges(from: node, type: .authenticatesAs) {
        engine.mark(
          edge.to, .exposed, .medium, since: entry.since, rule: "SP8", from: node, by: .authenticatesAs,
          "the keys of the node can log in to the cluster under this name", edge.citations)
      }
    }
    for act in engine.acts where act.source == .cloudTrail && engine.isInstanceSession(act.caller) {
      engine.markUse(of: act, rule: "SP8", "used from \(address: act.address), which is not the instance")
    }
  }
}

/// The later of two moments; nil says nothing.
private func max(_ left: Timestamp?, _ right: Timestamp?) -> Timestamp? {
  guard let left, let right else { return left ?? right }
  return left < right ? right : left
}

extension PodSpec {
  /// How the pod can take over its node, in words; nil when it cannot by its specification.
  var wayToHost: String? {
    if hasPrivilegedContainer { return "privileged" }
    if hostPID { return "hostPID" }
    let isSensitive = volumes.contains { $0.hostPath.map(Self.isSensitive) ?? false }
    return isSensitive ? "sensitive hostPath" : nil
  }

  /// Paths of the host that give the node away: the root, the kubelet's and the container runtime's folders, configuration.
  private static func isSensitive(_ path: Text) -> Bool {
    let exact: Set<Text> = [
      "/", "/etc", "/root", "/home", "/proc", "/sys", "/dev", "/boot", "/var", "/run", "/var/run",
    ]
    let prefixes: [Text] = [
      "/var/lib/kubelet", "/var/lib/containerd", "/run/containerd", "/var/run/containerd", "/var/run/docker.sock",
      "/run/docker.sock", "/etc/kubernetes", "/var/run/crio", "/root/", "/etc/cron",
    ]
    let trimmed = path.utf8.count > 1 && path.hasSuffix("/") ? Text(bytes: path.utf8.dropLast()) : path
    return exact.contains(trimmed) || prefixes.contains { trimmed.hasPrefix($0) }
  }
}

extension ScopeEngine {
  /// The record of a pod.
  func pod(_ key: EntityKey) -> PodRecord? { builder.pods[key] }

  /// Whether pods on a node can get the node's role from the metadata service: hop limit of 2 and no token needed.
  func reachesMetadata(from node: EntityKey) -> Bool {
    guard let id = builder.instanceOfNode[node] else { return false }
    return evidence.objects.contains { object in
      guard case .aws(.instance(let instance)) = object.body, instance.id == id else { return false }
      return instance.httpTokens == "optional" && (instance.hopLimit ?? 0) >= 2
    }
  }

  /// Whether a caller is the session of an instance's role.
  func isInstanceSession(_ caller: EntityKey?) -> Bool {
    guard let caller, caller.type == .session, let name = caller.key.split(UInt8(ascii: ":")).last else { return false }
    return name.hasPrefix("i-") || (ARN(caller.key)?.sessionName?.hasPrefix("i-") ?? false)
  }

  /// Marks the session and the key that an act of the actor's was made with.
  mutating func markUse(of act: ActorAct, rule: Text, _ text: Prose, level: Level = .compromised) {
    guard let caller = act.caller, caller.type == .session || caller.type == .iamUser else { return }
    let confidence: Confidence = level == .compromised ? .confirmed : .medium
    mark(caller, level, confidence, since: act.time, rule: rule, text, [act.citation])
    let credential = evidence.events.text(evidence.events.credential[act.index])
    guard !credential.isEmpty else { return }
    mark(
      EntityKey(.accessKey, credential), level, confidence, since: act.time, rule: rule, from: caller, by: .hasKey,
      "the key of this session or user", [act.citation])
  }
}

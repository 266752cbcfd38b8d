internal import CaseFolder
internal import Evidence
internal import Investigation

/// A place where a secret is used, with what its restart takes.
struct SecretUse {
  var reference: ExposureReference
  var cluster: Text
  /// The pod that uses it; nil for service accounts.
  var pod: PodFacts?
  /// Whether a change reaches the container without a restart (a volume without `subPath`).
  var refreshes: Bool
}

extension Inventory {
  /// The reverse index: `namespace/name` of a secret to where it is used (domain rule 6.3).
  func secretUses() -> [Text: [SecretUse]] {
    var uses: [Text: [SecretUse]] = [:]
    for pod in pods {
      let namespace = pod.value.metadata.namespace ?? ""
      func add(_ secret: Text, _ how: Text, refreshes: Bool = false) {
        let reference = ExposureReference(kind: "pod", name: pod.value.path, how: how, citations: [pod.citation])
        let path = namespacedName(namespace, secret)
        guard !(uses[path] ?? []).contains(where: { $0.reference == reference }) else { return }
        uses[path, default: []].append(
          SecretUse(reference: reference, cluster: pod.cluster, pod: pod.value, refreshes: refreshes))
      }
      for container in pod.value.spec.containers {
        for secret in container.secretsInEnvironment { add(secret, "environment") }
        for secret in container.secretsAsEnvironment { add(secret, "environment (all keys)") }
      }
      for volume in pod.value.spec.volumes {
        let usesSubPath = pod.value.spec.containers.contains { container in
          container.mounts.contains { $0.volume == volume.name && $0.hasSubPath }
        }
        for secret in volume.secrets { add(secret, "volume", refreshes: !usesSubPath) }
      }
      for secret in pod.value.spec.imagePullSecrets { add(secret, "image pull", refreshes: true) }
    }
    for account in serviceAccounts {
      let metadata = account.value.metadata
      for secret in account.value.pullSecrets {
        let reference = ExposureReference(
          kind: "service-account", name: namespacedName(metadata.namespace, metadata.name), how: "image pull",
          citations: [account.citation])
        uses[namespacedName(metadata.namespace, secret), default: []].append(
          SecretUse(reference: reference, cluster: account.cluster, pod: nil, refreshes: true))
      }
    }
    for secret in secrets {
      guard let account = secret.value.metadata.annotations["kubernetes.io/service-account.name"] else { continue }
      let namespace = secret.value.metadata.namespace
      let reference = ExposureReference(
        kind: "service-account", name: namespacedName(namespace, account), how: "is its token",
        citations: [secret.citation])
      uses[namespacedName(namespace, secret.value.metadata.name), default: []].append(
        SecretUse(reference: reference, cluster: secret.cluster, pod: nil, refreshes: true))
    }
    return uses
  }

  /// The workload that owns a pod: a Deployment is told from its ReplicaSet's name, which ends in the pod template
  /// hash.
  static func workload(of metadata: ObjectMetadata) -> (kind: Text, name: Text)? {
    guard let owner = metadata.owners.first else { return nil }
    if owner.kind == "ReplicaSet", let hash = metadata.labels["pod-template-hash"] {
      let suffix = Text("-\(hash.string)")
      if owner.name.hasSuffix(suffix) {
        return ("Deployment", Text(bytes: owner.name.utf8.dropLast(suffix.utf8.count)))
      }
    }
    return (owner.kind, owner.name)
  }
}

extension CaseFacts {
  /// Where each secret is used.
  var secretReferences: [Text: [SecretUse]] { uses }

  /// Where an exposed secret or credential is used.
  func references(of draft: ExposureDraft) -> [ExposureReference] {
    var found: [ExposureReference] = []
    switch draft.kind {
    case "kubernetes-secret":
      let uses = secretReferences[draft.name] ?? []
      found = uses.map(\.reference) + workloads(of: uses.compactMap(\.pod), how: "its pods use the secret")
    case "service-account":
      let pods = pods(runningAs: draft.namespace ?? "", draft.plainName)
      found = pods.map {
        ExposureReference(kind: "pod", name: $0.value.path, how: "runs as it", citations: [$0.citation])
      }
      found += bindings(ofServiceAccount: draft.namespace ?? "", draft.plainName).map { binding in
        ExposureReference(
          kind: "binding", name: namespacedName(binding.namespace, binding.name),
          how: Text("grants \(binding.role.name.string)\(binding.deleted == nil ? "" : " (deleted)")"),
          citations: binding.citations)
      }
      if let role = draft.role {
        found.append(ExposureReference(kind: "iam-role", name: role, how: "role of the service account"))
      }
    case "iam-role": found = uses(ofRole: draft.name)
    case "session": found = instance(ofSession: draft).map(reference(ofSessionOn:)).map { [$0] } ?? []
    case "access-key":
      if let container = draft.container {
        found = [ExposureReference(kind: "secret", name: container, how: "lies in it")]
      }
    default: break
    }
    return Set(found).sorted { ($0.kind, $0.name, $0.how) < ($1.kind, $1.name, $1.how) }
  }

  /// The instance whose session it is: sessions of an instance profile are named after their instance.
  func instance(ofSession draft: ExposureDraft) -> Text? {
    [draft.plainName, sessionName(draft.name)].first { $0.hasPrefix("i-") }
  }

  /// What stands behind the role's id in a session's id: `i-0a1b…` in `AROA…:i-0a1b…`.
  func sessionName(_ id: Text) -> Text { id.split(UInt8(ascii: ":")).last ?? id }

  private func reference(ofSessionOn instance: Text) -> ExposureReference {
    ExposureReference(
      kind: "instance", name: instance, how: "its session",
      citations: inventory.instance(instance).map { [$0.citation] } ?? [])
  }

  /// The pods of the snapshot that run as a service account.
  func pods(runningAs namespace: Text, _ name: Text) -> [Sighted<PodFacts>] {
    inventory.pods.filter { $0.value.metadata.namespace == namespace && $0.value.spec.serviceAccount == name }
  }

  private func workloads(of pods: [PodFacts], how: Text) -> [ExposureReference] {
    Set(
      pods.compactMap { pod in
        Inventory.workload(of: pod.metadata).map { workload in
          Text("\(workload.kind.string) \(namespacedName(pod.metadata.namespace, workload.name).string)")
        }
      }
    ).sorted().map { ExposureReference(kind: "workload", name: $0, how: how) }
  }

  /// Service accounts, their pods and the instances that use a role.
  private func uses(ofRole arn: Text) -> [ExposureReference] {
    var found: [ExposureReference] = []
    for account in inventory.serviceAccounts
    where account.value.metadata.annotations["eks.amazonaws.com/role-arn"] == arn {
      let metadata = account.value.metadata
      found.append(
        ExposureReference(
          kind: "service-account", name: namespacedName(metadata.namespace, metadata.name),
          how: "role of the service account", citations: [account.citation]))
      found += pods(runningAs: metadata.namespace ?? "", metadata.name).map {
        ExposureReference(
          kind: "pod", name: $0.value.path, how: "through its service account", citations: [$0.citation])
      }
    }
    found += instances(ofRole: arn).map {
      ExposureReference(kind: "instance", name: $0.value.id, how: "instance profile", citations: [$0.citation])
    }
    return found
  }

  /// The instances whose sessions are of a role: seen in the graph, or by the instance profile of the same name.
  func instances(ofRole arn: Text) -> [Sighted<EC2Instance>] {
    let name = arn.split(UInt8(ascii: "/")).last ?? arn
    return inventory.instances.filter { instance in
      instance.value.profileARN.flatMap { $0.split(UInt8(ascii: "/")).last } == name
    }
  }
}

package import CaseFolder
package import Evidence

extension GraphBuilder {
  /// Adds an inventory object with its relationships.
  mutating func add(_ object: InventoryObject) {
    switch object.body {
    case .kubernetes(let kubernetes):
      add(
        kubernetes, cluster: clusters.resolve(object.cluster), observed: object.observed, citation: object.citation,
        isInSnapshot: true)
    case .aws(let aws):
      add(aws, citation: object.citation)
    }
  }

  /// Adds a Kubernetes object, of a snapshot or of an audit event's body. `observed` is when it was seen to exist.
  package mutating func add(
    _ object: KubernetesObject, cluster: Text, observed: Timestamp?, citation: Citation, isInSnapshot: Bool = false
  ) {
    let metadata = object.metadata
    guard !metadata.name.isEmpty else { return }
    switch object.content {
    case .pod(let spec, let status):
      addPod(metadata, spec, status, cluster, citation, isInSnapshot: isInSnapshot)
    case .workload(let spec, _):
      addWorkload(object.kind, metadata, spec, cluster, citation)
    case .node(let facts):
      addNode(metadata, facts, cluster, citation)
    case .namespace:
      let key = graph.note(
        .inCluster(.namespace, cluster, nil, metadata.name), name: metadata.name, at: metadata.created,
        citation: citation)
      addLabels(metadata.labels, to: key, citation)
    case .secret(let type, let keys):
      addSecret(metadata, type: type, keys: keys, cluster, citation)
    case .configMap:
      graph.note(
        .inCluster(.configMap, cluster, metadata.namespace, metadata.name), name: qualified(metadata),
        at: metadata.created, citation: citation)
    case .serviceAccount:
      addServiceAccount(metadata, cluster, citation)
    case .networkPolicy:
      graph.note(
        .inCluster(.networkPolicy, cluster, metadata.namespace, metadata.name), name: qualified(metadata),
        at: metadata.created, citation: citation)
    case .role:
      graph.note(
        .ofKind(.role, cluster, Self.plural(object.kind), metadata.namespace, metadata.name),
        name: qualified(metadata), at: metadata.created, citation: citation)
    case .binding, .other:
      return  // Bindings have their own history.
    }
  }

  private mutating func addPod(
    _ metadata: ObjectMetadata, _ spec: PodSpec, _ status: PodStatus, _ cluster: Text, _ citation: Citation,
    isInSnapshot: Bool
  ) {
    let namespace = metadata.namespace ?? "default"
    var record = PodRecord(cluster: cluster, namespace: namespace, name: metadata.name, uid: metadata.uid)
    record.created = metadata.created
    record.deleted = metadata.deleted
    record.spec = spec
    record.node = spec.nodeName
    record.owners = metadata.owners
    record.labels = metadata.labels
    record.containers = status.containers
    record.started = status.started
    record.isInSnapshot = isInSnapshot
    record.citation = citation
    pods.add(record)
    let key = graph.note(record.key, name: qualified(metadata), at: metadata.created, citation: citation)
    graph.add("uid", metadata.uid, to: key, citation: citation)
    addFacts(of: spec, to: key, citation)
    let from = metadata.created
    if let node = spec.nodeName {
      graph.relate(
        key, .scheduledOn, .inCluster(.node, cluster, nil, node), from: from, until: metadata.deleted,
        citation: citation)
    }
    graph.relate(
      key, .runsAs, .inCluster(.serviceAccount, cluster, namespace, spec.serviceAccount), from: from,
      until: metadata.deleted, citation: citation)
    for owner in metadata.owners {
      let workload = EntityKey.ofKind(.workload, cluster, Self.plural(owner.kind), namespace, owner.name)
      graph.note(workload, name: Text("\(namespace.string)/\(owner.name.string)"), citation: citation)
      graph.relate(workload, .owns, key, from: from, until: metadata.deleted, citation: citation)
    }
    addMaterial(of: spec, user: key, cluster, namespace, from: from, citation)
    addContainers(status.containers, of: record.key, spec: spec, at: from, citation)
  }

  /// Adds the containers that ran in a pod, with the images they really had.
  package mutating func addContainers(
    _ containers: [ContainerStatus], of pod: EntityKey, spec: PodSpec?, at time: Timestamp?, _ citation: Citation
  ) {
    for container in containers {
      let key = EntityKey(.container, Text("\(pod.key.string)/\(container.name.string)/\(container.id?.string ?? "")"))
      graph.note(key, name: container.name, at: container.started ?? time, citation: citation)
      graph.add("container id", container.id, to: key, citation: citation)
      graph.relate(pod, .started, key, from: container.started ?? time, until: container.terminated, citation: citation)
      let image = EntityKey(.image, container.digest ?? container.image)
      graph.note(image, name: container.image, at: container.started ?? time, citation: citation)
      graph.add("reference", container.image, to: image, citation: citation)
      graph.relate(key, .uses, image, from: container.started ?? time, until: container.terminated, citation: citation)
    }
    guard containers.isEmpty, let spec else { return }
    for container in spec.containers {
      graph.relate(pod, .uses, EntityKey(.image, container.image), from: time, citation: citation)
    }
  }

  private mutating func addWorkload(
    _ kind: Text, _ metadata: ObjectMetadata, _ spec: PodSpec, _ cluster: Text, _ citation: Citation
  ) {
    let key = graph.note(
      .ofKind(.workload, cluster, Self.plural(kind), metadata.namespace, metadata.name), name: qualified(metadata),
      at: metadata.created, citation: citation)
    graph.add("kind", kind, to: key, citation: citation)
    graph.add("uid", metadata.uid, to: key, citation: citation)
    addFacts(of: spec, to: key, citation)
    let namespace = metadata.namespace ?? "default"
    graph.relate(
      key, .runsAs, .inCluster(.serviceAccount, cluster, namespace, spec.serviceAccount), from: metadata.created,
      citation: citation)
    for owner in metadata.owners {
      graph.relate(
        .ofKind(.workload, cluster, Self.plural(owner.kind), metadata.namespace, owner.name), .owns, key,
        from: metadata.created, citation: citation)
    }
    for container in spec.containers {
      graph.relate(key, .uses, EntityKey(.image, container.image), from: metadata.created, citation: citation)
    }
  }

  private mutating func addNode(
    _ metadata: ObjectMetadata, _ facts: NodeFacts, _ cluster: Text, _ citation: Citation
  ) {
    let key = graph.note(
      .inCluster(.node, cluster, nil, metadata.name), name: metadata.name, at: metadata.created, citation: citation)
    graph.add("uid", metadata.uid, to: key, citation: citation)
    graph.add("kubelet", facts.kubeletVersion, to: key, citation: citation)
    for address in facts.addresses { graph.add("address", address, to: key, citation: citation) }
    addLabels(metadata.labels, to: key, citation)
    graph.relate(clusters.key(cluster), .hosts, key, from: metadata.created, citation: citation)
    graph.relate(
      key, .authenticatesAs, .inCluster(.subject, cluster, nil, Text("system:node:\(metadata.name.string)")),
      from: metadata.created, citation: citation, observed: false)
    if let instance = facts.instanceID {
      instanceOfNode[key] = instance
      graph.relate(key, .runsOn, EntityKey(.instance, instance), from: metadata.created, citation: citation)
    }
    if let group = metadata.labels["eks.amazonaws.com/nodegroup"] {
      graph.relate(key, .memberOf, .inCluster(.nodeGroup, cluster, nil, group), citation: citation)
    }
  }

  private mutating func addSecret(
    _ metadata: ObjectMetadata, type: Text?, keys: [Text], _ cluster: Text, _ citation: Citation
  ) {
    let key = graph.note(
      .inCluster(.secret, cluster, metadata.namespace, metadata.name), name: qualified(metadata), at: metadata.created,
      citation: citation)
    graph.add("type", type, to: key, citation: citation)
    for name in keys { graph.add("key", name, to: key, citation: citation) }
    graph.add("created", metadata.created.map { Text($0.description) }, to: key, citation: citation)
    if type == "kubernetes.io/service-account-token",
      let account = metadata.annotations["kubernetes.io/service-account.name"], let namespace = metadata.namespace
    {
      graph.relate(
        key, .holds, .inCluster(.serviceAccount, cluster, namespace, account), from: metadata.created,
        citation: citation)
    }
  }

  private mutating func addServiceAccount(_ metadata: ObjectMetadata, _ cluster: Text, _ citation: Citation) {
    let key = graph.note(
      .inCluster(.serviceAccount, cluster, metadata.namespace, metadata.name), name: qualified(metadata),
      at: metadata.created, citation: citation)
    graph.add("uid", metadata.uid, to: key, citation: citation)
    if let role = metadata.annotations["eks.amazonaws.com/role-arn"], !role.isEmpty {
      graph.note(EntityKey(.iamRole, role), name: ARN(role)?.roleName, citation: citation)
      graph.relate(key, .assumes, EntityKey(.iamRole, role), from: metadata.created, citation: citation)
    }
  }

  /// Secrets, ConfigMaps and roles that the containers of a pod can read (domain rules R6-R8).
  private mutating func addMaterial(
    of spec: PodSpec, user key: EntityKey, _ cluster: Text, _ namespace: Text, from: Timestamp?, _ citation: Citation
  ) {
    let secrets =
      spec.containers.flatMap { $0.secretsInEnvironment + $0.secretsAsEnvironment }
      + spec.volumes.flatMap(\.secrets)
    for secret in Set(secrets).sorted() {
      graph.relate(
        key, .uses, .inCluster(.secret, cluster, namespace, secret), from: from, citation: citation)
    }
    let maps = spec.containers.flatMap(\.configMaps) + spec.volumes.flatMap(\.configMaps)
    for map in Set(maps).sorted() {
      graph.relate(key, .uses, .inCluster(.configMap, cluster, namespace, map), from: from, citation: citation)
    }
    for role in Set(spec.containers.compactMap { $0.awsEnvironment["AWS_ROLE_ARN"] }).sorted() {
      graph.relate(
        .inCluster(.serviceAccount, cluster, namespace, spec.serviceAccount), .assumes, EntityKey(.iamRole, role),
        from: from, citation: citation)
    }
  }

  private mutating func addFacts(of spec: PodSpec, to key: EntityKey, _ citation: Citation) {
    let facts: [(Text, Bool)] = [
      ("privileged", spec.hasPrivilegedContainer), ("hostPID", spec.hostPID), ("hostNetwork", spec.hostNetwork),
      ("hostIPC", spec.hostIPC),
    ]
    for (name, holds) in facts where holds { graph.add(name, "true", to: key, citation: citation) }
    for volume in spec.volumes { graph.add("hostPath", volume.hostPath, to: key, citation: citation) }
    for container in spec.containers { graph.add("image", container.image, to: key, citation: citation) }
  }

  private mutating func addLabels(_ labels: [Tag], to key: EntityKey, _ citation: Citation) {
    for label in labels.prefix(20) {
      graph.add(Text("label \(label.key.string)"), label.value, to: key, citation: citation)
    }
  }

  private func qualified(_ metadata: ObjectMetadata) -> Text {
    metadata.namespace.map { Text("\($0.string)/\(metadata.name.string)") } ?? metadata.name
  }
}

internal import CaseFolder
internal import Evidence

/// An object of a snapshot with where and when it was seen.
struct Sighted<Value> {
  var value: Value
  var cluster: Text
  var observed: Timestamp?
  var citation: Citation
}

/// A pod of a snapshot.
struct PodFacts {
  var metadata: ObjectMetadata
  var spec: PodSpec
  var status: PodStatus

  var path: Text { namespacedName(metadata.namespace, metadata.name) }
  var isRunning: Bool { status.phase == nil || status.phase == "Running" || status.phase == "Pending" }
  /// Whether it can reach the node: privileged, or with host namespaces or the host's files.
  var hasHostAccess: Bool {
    spec.hasPrivilegedContainer || spec.hostPID || spec.hostNetwork || spec.hostIPC
      || spec.volumes.contains { $0.hostPath != nil }
  }
}

/// A secret of a snapshot: never a value.
struct SecretFacts {
  var metadata: ObjectMetadata
  var type: Text?
  var keys: [Text]
}

/// The inventories by kind, in a stable order.
struct Inventory {
  private(set) var pods: [Sighted<PodFacts>] = []
  private(set) var secrets: [Sighted<SecretFacts>] = []
  private(set) var serviceAccounts: [Sighted<(metadata: ObjectMetadata, pullSecrets: [Text])>] = []
  private(set) var nodes: [Sighted<(metadata: ObjectMetadata, facts: NodeFacts)>] = []
  private(set) var namespaces: [Sighted<ObjectMetadata>] = []
  private(set) var policies: [Sighted<(metadata: ObjectMetadata, facts: NetworkPolicyFacts)>] = []
  private(set) var bindings: [Sighted<(metadata: ObjectMetadata, role: RoleReference, subjects: [BindingSubject])>] = []
  private(set) var workloads: [Sighted<(kind: Text, metadata: ObjectMetadata, spec: PodSpec)>] = []
  private(set) var others: [Sighted<KubernetesObject>] = []
  private(set) var clusters: [Sighted<EKSCluster>] = []
  private(set) var nodeGroups: [Sighted<EKSNodeGroup>] = []
  private(set) var accessEntries: [Sighted<EKSAccessEntry>] = []
  private(set) var accessPolicies: [Sighted<EKSAccessPolicies>] = []
  private(set) var addons: [Sighted<EKSAddon>] = []
  private(set) var instances: [Sighted<EC2Instance>] = []
  private(set) var repositories: [Sighted<ECRRepository>] = []

  /// Places of secrets and service accounts by `namespace/name`; the newest sighting wins.
  private(set) var secretsByPath: [Text: Int] = [:]
  private(set) var accountsByPath: [Text: Int] = [:]

  init(_ evidence: Evidence) {
    for object in evidence.objects {
      switch object.body {
      case .kubernetes(let kubernetes): add(kubernetes, object)
      case .aws(let aws): add(aws, object)
      }
    }
    for index in secrets.indices {
      let path = namespacedName(secrets[index].value.metadata.namespace, secrets[index].value.metadata.name)
      if let known = secretsByPath[path], (secrets[known].observed ?? .zero) >= (secrets[index].observed ?? .zero) {
        continue
      }
      secretsByPath[path] = index
    }
    for index in serviceAccounts.indices {
      let metadata = serviceAccounts[index].value.metadata
      let path = namespacedName(metadata.namespace, metadata.name)
      if let known = accountsByPath[path],
        (serviceAccounts[known].observed ?? .zero) >= (serviceAccounts[index].observed ?? .zero)
      {
        continue
      }
      accountsByPath[path] = index
    }
  }

  private mutating func add(_ kubernetes: KubernetesObject, _ object: InventoryObject) {
    func sighted<Value>(_ value: Value) -> Sighted<Value> {
      Sighted(value: value, cluster: object.cluster ?? "", observed: object.observed, citation: object.citation)
    }
    let metadata = kubernetes.metadata
    switch kubernetes.content {
    case .pod(let spec, let status):
      pods.append(sighted(PodFacts(metadata: metadata, spec: spec, status: status)))
    case .workload(let spec, replicas: _): workloads.append(sighted((kubernetes.kind, metadata, spec)))
    case .node(let facts): nodes.append(sighted((metadata, facts)))
    case .namespace: namespaces.append(sighted(metadata))
    case .secret(let type, let keys):
      secrets.append(sighted(SecretFacts(metadata: metadata, type: type, keys: keys)))
    case .serviceAccount(let pullSecrets, automountsToken: _):
      serviceAccounts.append(sighted((metadata, pullSecrets)))
    case .binding(let role, let subjects): bindings.append(sighted((metadata, role, subjects)))
    case .networkPolicy(let facts): policies.append(sighted((metadata, facts)))
    case .configMap, .role, .other: others.append(sighted(kubernetes))
    }
  }

  private mutating func add(_ aws: AWSObject, _ object: InventoryObject) {
    func sighted<Value>(_ value: Value) -> Sighted<Value> {
      Sighted(value: value, cluster: object.cluster ?? "", observed: object.observed, citation: object.citation)
    }
    switch aws {
    case .cluster(let value): clusters.append(sighted(value))
    case .nodeGroup(let value): nodeGroups.append(sighted(value))
    case .accessEntry(let value): accessEntries.append(sighted(value))
    case .accessPolicies(let value): accessPolicies.append(sighted(value))
    case .addon(let value): addons.append(sighted(value))
    case .instance(let value): instances.append(sighted(value))
    case .repository(let value): repositories.append(sighted(value))
    default: break
    }
  }

  /// When pods were last seen, which dates every statement about what runs.
  var podsObserved: Timestamp? { pods.compactMap(\.observed).max() }
  /// When secrets were last seen.
  var secretsObserved: Timestamp? { secrets.compactMap(\.observed).max() }
  /// When service accounts were last seen.
  var serviceAccountsObserved: Timestamp? { serviceAccounts.compactMap(\.observed).max() }

  /// The newest sighting of an instance.
  func instance(_ id: Text) -> Sighted<EC2Instance>? {
    instances.filter { $0.value.id == id }.max { ($0.observed ?? .zero) < ($1.observed ?? .zero) }
  }

  /// The node of a name, with its instance id.
  func node(named name: Text) -> Sighted<(metadata: ObjectMetadata, facts: NodeFacts)>? {
    nodes.first { $0.value.metadata.name == name }
  }

  /// The name of an instance's node.
  func nodeName(ofInstance id: Text) -> Text? {
    nodes.first { $0.value.facts.instanceID == id }?.value.metadata.name ?? instance(id)?.value.privateDNSName
  }

  /// The pods that a snapshot shows on an instance. Nodes of two clusters may have one name, so the node's cluster counts.
  func pods(onInstance id: Text) -> [Sighted<PodFacts>] {
    guard let name = nodeName(ofInstance: id) else { return [] }
    let cluster = nodes.first { $0.value.facts.instanceID == id }?.cluster
    return pods.filter { $0.value.spec.nodeName == name && (cluster == nil || $0.cluster == cluster) }
  }

  /// The service account of a namespace and name.
  func serviceAccount(_ namespace: Text, _ name: Text) -> Sighted<(metadata: ObjectMetadata, pullSecrets: [Text])>? {
    accountsByPath[namespacedName(namespace, name)].map { serviceAccounts[$0] }
  }

  /// The IAM role that a service account names (IRSA).
  func role(ofServiceAccount namespace: Text, _ name: Text) -> Text? {
    serviceAccount(namespace, name)?.value.metadata.annotations["eks.amazonaws.com/role-arn"]
  }
}

extension Timestamp {
  /// 1970, as the time of what has none.
  static let zero = Timestamp(seconds: 0)
}

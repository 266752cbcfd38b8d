package import CaseFolder

/// Reads Kubernetes objects from inventories: lists, single objects, and answers wrapped by a recorder.
package enum KubernetesInventoryReader {
  /// The objects in a value; `listKind` (`PodList`) tells the kind of items that do not say their own.
  package static func objects(in value: JSONValue, listKind: Text?) -> [KubernetesObject] {
    if value["status_code"] != nil, let data = value["data"] { return objects(in: data, listKind: listKind) }
    if case .array(let items) = value { return items.flatMap { objects(in: $0, listKind: listKind) } }
    let kind = value["kind"]?.text
    if let items = value["items"], kind == nil || kind!.hasSuffix("List") {
      return items.items.flatMap { objects(in: $0, listKind: kind ?? listKind) }
    }
    let itemKind = listKind.flatMap { $0 == "List" ? nil : Text(bytes: $0.utf8.dropLast(4)) }
    return KubernetesObject(json: value, kind: kind ?? itemKind).map { [$0] } ?? []
  }
}

extension KubernetesObject {
  /// Reads an object from JSON: an inventory's item, or an audit event's body, which may be a fragment.
  /// nil when there is neither a kind nor metadata, as in a JSON Patch or in options of a request.
  package init?(json: JSONValue, kind stated: Text? = nil) {
    guard case .object = json, let kind = stated ?? json["kind"]?.nonEmptyText,
      let metadata = json["metadata"], case .object = metadata, !Self.noObjects.contains(kind)
    else { return nil }
    self.init(kind: kind, metadata: ObjectMetadata(json: metadata), content: Self.content(kind, json))
  }

  /// Kinds of answers that are no objects.
  private static let noObjects: Set<Text> = ["Status", "DeleteOptions", "List", "Table"]

  private static func content(_ kind: Text, _ json: JSONValue) -> Content {
    let spec = json["spec"] ?? .null
    switch kind {
    case "Pod":
      return .pod(PodSpec(json: spec), PodStatus(json: json["status"] ?? .null))
    case "Deployment", "DaemonSet", "StatefulSet", "ReplicaSet", "Job", "ReplicationController":
      return .workload(PodSpec(json: spec["template"]?["spec"] ?? .null), replicas: spec["replicas"]?.int)
    case "CronJob":
      let template = spec["jobTemplate"]?["spec"]?["template"]?["spec"] ?? .null
      return .workload(PodSpec(json: template), replicas: nil)
    case "Node": return .node(NodeFacts(json: json))
    case "Namespace": return .namespace
    case "Secret":
      let keys = (json["data"] ?? .null).members + (json["stringData"] ?? .null).members
      return .secret(type: json["type"]?.nonEmptyText, keys: Set(keys.map(\.key)).sorted())
    case "ConfigMap":
      let keys = (json["data"] ?? .null).members + (json["binaryData"] ?? .null).members
      return .configMap(keys: Set(keys.map(\.key)).sorted())
    case "ServiceAccount":
      let pull = json["imagePullSecrets"]?.items.compactMap { $0["name"]?.nonEmptyText } ?? []
      return .serviceAccount(imagePullSecrets: pull, automountsToken: json["automountServiceAccountToken"]?.flag)
    case "ClusterRoleBinding", "RoleBinding":
      guard let role = json["roleRef"], let name = role["name"]?.text else { return .other }
      let reference = RoleReference(kind: role["kind"]?.text ?? "", name: name)
      return .binding(role: reference, subjects: json["subjects"]?.items.compactMap(BindingSubject.init) ?? [])
    case "ClusterRole", "Role": return .role(json["rules"]?.items.map(PolicyRule.init) ?? [])
    case "NetworkPolicy": return .networkPolicy(NetworkPolicyFacts(json: spec))
    default: return .other
    }
  }
}

extension ObjectMetadata {
  /// Reads `metadata`.
  init(json: JSONValue) {
    self.init()
    name = json["name"]?.text ?? ""
    namespace = json["namespace"]?.nonEmptyText
    uid = json["uid"]?.nonEmptyText
    created = json["creationTimestamp"]?.time
    deleted = json["deletionTimestamp"]?.time
    labels = [Tag](json: json["labels"])
    annotations = [Tag](json: json["annotations"]).filter {
      $0.key != "kubectl.kubernetes.io/last-applied-configuration"
    }
    owners =
      json["ownerReferences"]?.items.compactMap { owner in
        owner["kind"]?.text.flatMap { kind in
          owner["name"]?.text.map { ObjectOwner(kind: kind, name: $0, uid: owner["uid"]?.nonEmptyText) }
        }
      } ?? []
    managers =
      json["managedFields"]?.items.compactMap { field in
        field["manager"]?.text.map {
          FieldManager(manager: $0, operation: field["operation"]?.text ?? "", time: field["time"]?.time)
        }
      } ?? []
  }
}

extension [Tag] {
  /// The members of an object whose values are text, in their order.
  init(json: JSONValue?) {
    self = (json ?? .null).members.compactMap { member in
      member.value.text.map { Tag(key: member.key, value: $0) }
    }
  }
}

extension BindingSubject {
  /// Reads one of a binding's subjects.
  init?(json: JSONValue) {
    guard let kind = json["kind"]?.text, let name = json["name"]?.text else { return nil }
    self.init(kind: kind, name: name, namespace: json["namespace"]?.nonEmptyText)
  }
}

extension PolicyRule {
  /// Reads one rule of a role.
  init(json: JSONValue) {
    self.init(
      verbs: json["verbs"]?.texts ?? [], apiGroups: json["apiGroups"]?.texts ?? [],
      resources: json["resources"]?.texts ?? [], resourceNames: json["resourceNames"]?.texts ?? [],
      nonResourceURLs: json["nonResourceURLs"]?.texts ?? [])
  }
}

extension NodeFacts {
  /// Reads a Node.
  init(json: JSONValue) {
    self.init()
    providerID = json["spec"]?["providerID"]?.nonEmptyText
    instanceID = providerID?.split(UInt8(ascii: "/")).last.flatMap { $0.hasPrefix("i-") ? $0 : nil }
    addresses = json["status"]?["addresses"]?.items.compactMap { $0["address"]?.nonEmptyText } ?? []
    isUnschedulable = json["spec"]?["unschedulable"]?.flag ?? false
    kubeletVersion = json["status"]?["nodeInfo"]?["kubeletVersion"]?.nonEmptyText
  }
}

extension NetworkPolicyFacts {
  /// Reads a NetworkPolicy's `spec`. Without `policyTypes` it always isolates ingress, and egress only if it has such rules.
  init(json spec: JSONValue) {
    self.init()
    let selector = spec["podSelector"] ?? .null
    matchLabels = [Tag](json: selector["matchLabels"])
    hasExpressions = !(selector["matchExpressions"] ?? .null).items.isEmpty
    let types = spec["policyTypes"]?.texts ?? []
    let hasEgress = !(spec["egress"] ?? .null).items.isEmpty
    isolatesIngress = types.isEmpty || types.contains("Ingress")
    isolatesEgress = types.isEmpty ? hasEgress : types.contains("Egress")
    hasRules = !(spec["ingress"] ?? .null).items.isEmpty || !(spec["egress"] ?? .null).items.isEmpty
  }
}

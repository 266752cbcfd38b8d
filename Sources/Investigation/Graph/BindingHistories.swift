internal import CaseFolder
internal import Evidence

/// Puts together how every role binding lived: from snapshots, from changes in the audit log (so that deleted ones are not
/// lost), and from the reasons of allowed requests (domain rule 4.5, fact F5).
package struct BindingHistories {
  private var histories: [EntityKey: BindingHistory] = [:]
  private let evidence: Evidence
  private let clusters: ClusterDirectory
  private let bodies: BodyReader

  /// All bindings of a case, by key.
  package static func histories(_ builder: GraphBuilder) -> [BindingHistory] {
    var histories = Self(evidence: builder.evidence, clusters: builder.clusters, bodies: builder.bodies)
    histories.readSnapshots()
    histories.readEvents()
    return histories.histories.values.sorted { $0.key < $1.key }
  }

  private init(evidence: Evidence, clusters: ClusterDirectory, bodies: BodyReader) {
    self.evidence = evidence
    self.clusters = clusters
    self.bodies = bodies
  }

  private mutating func readSnapshots() {
    for object in evidence.objects {
      guard case .kubernetes(let kubernetes) = object.body,
        case .binding(let role, let subjects) = kubernetes.content
      else { continue }
      let metadata = kubernetes.metadata
      let cluster = clusters.resolve(object.cluster)
      let key = note(
        cluster, GraphBuilder.plural(kubernetes.kind), metadata.namespace, metadata.name, role: role,
        citation: object.citation)
      histories[key]!.role = role
      histories[key]!.subjects = subjects
      histories[key]!.created = histories[key]!.created ?? metadata.created
      if let seen = object.observed {
        histories[key]!.seenInSnapshotAt = max(histories[key]!.seenInSnapshotAt ?? seen, seen)
      }
    }
  }

  private mutating func readEvents() {
    let events = evidence.events
    let resources = ["clusterrolebindings", "rolebindings"].map { events.symbols.lookup($0) }
    var allowed: [ReasonKey: (count: Int, first: Int)] = [:]
    var order: [ReasonKey] = []
    for index in events.indices where events.source[index] == .kubernetesAudit {
      let resource = events.resource[index]
      if !resource.isNone, resources.contains(resource), !events.name[index].isNone,
        !events.flags[index].contains(.readOnly), events.outcome[index] == .success
      {
        readChange(index, events[index])
      }
      guard !events.reason[index].isNone else { continue }
      let key = ReasonKey(scope: events.scope[index], reason: events.reason[index])
      if allowed[key] == nil {
        allowed[key] = (0, index)
        order.append(key)
      }
      allowed[key]!.count += 1
    }
    for key in order {
      guard let use = allowed[key], let reason = AuthorizationReason(events.text(key.reason)) else { continue }
      readUse(reason, cluster: clusters.resolve(events.text(key.scope)), count: use.count, first: use.first)
    }
  }

  private struct ReasonKey: Hashable {
    let scope: Symbol
    let reason: Symbol
  }

  /// A create, update, patch or delete that succeeded.
  private mutating func readChange(_ index: Int, _ event: Event) {
    let events = evidence.events
    let cluster = clusters.resolve(events.text(event.scope))
    let namespace = event.namespace.isNone ? nil : events.text(event.namespace)
    let action = events.text(event.action)
    let key = note(
      cluster, events.text(event.resource), namespace, events.text(event.name), role: nil,
      citation: evidence.citation(ofEvent: index))
    let time = events.timestamp(index)
    let actor = events.text(event.actor)
    if action == "delete" || action == "deletecollection" {
      histories[key]!.deleted = time
      histories[key]!.deletedBy = actor
      return
    }
    if action == "create" {
      histories[key]!.created = time
      histories[key]!.createdBy = actor
      histories[key]!.createdFrom = events.text(event.address)
      // Created again: the earlier deletion is history.
      histories[key]!.deleted = nil
      histories[key]!.deletedBy = nil
    }
    guard let object = bodies.object(index) else { return }
    if let role = object["roleRef"], let name = role["name"]?.nonEmptyText {
      histories[key]!.role = RoleReference(kind: role["kind"]?.text ?? "", name: name)
    }
    guard let subjects = object["subjects"] else { return }
    histories[key]!.subjects = subjects.items.compactMap { subject in
      subject["name"]?.nonEmptyText.map {
        BindingSubject(kind: subject["kind"]?.text ?? "", name: $0, namespace: subject["namespace"]?.nonEmptyText)
      }
    }
  }

  /// A binding that allowed requests.
  private mutating func readUse(_ reason: AuthorizationReason, cluster: Text, count: Int, first: Int) {
    let role = RoleReference(kind: reason.roleKind, name: reason.roleName)
    let key = note(
      cluster, reason.bindingResource, reason.bindingNamespace, reason.bindingName, role: role,
      citation: evidence.citation(ofEvent: first))
    histories[key]!.requestsAllowed += count
    if histories[key]!.role.name.isEmpty { histories[key]!.role = role }
    guard histories[key]!.subjects.isEmpty else { return }
    var subject = BindingSubject(kind: reason.subjectKind, name: reason.subjectName)
    let parts = reason.subjectName.split(UInt8(ascii: "/"))
    if reason.subjectKind == "ServiceAccount", parts.count == 2 {
      subject = BindingSubject(kind: reason.subjectKind, name: parts[0], namespace: parts[1])
    }
    histories[key]!.subjects = [subject]
  }

  private mutating func note(
    _ cluster: Text, _ kind: Text, _ namespace: Text?, _ name: Text, role: RoleReference?, citation: Citation
  ) -> EntityKey {
    let key = EntityKey.ofKind(.binding, cluster, kind, namespace, name)
    if histories[key] == nil {
      histories[key] = BindingHistory(
        key: key, kind: kind, cluster: cluster, namespace: namespace, name: name,
        role: role ?? RoleReference(kind: "", name: ""), citations: [])
    }
    if histories[key]!.citations.count < Edge.citationsKept, !histories[key]!.citations.contains(citation) {
      histories[key]!.citations.append(citation)
    }
    return key
  }
}

extension GraphBuilder {
  /// Adds bindings with whom they bind to what.
  package mutating func add(_ bindings: [BindingHistory]) {
    for binding in bindings {
      let name = binding.namespace.map { Text("\($0.string)/\(binding.name.string)") } ?? binding.name
      let citation = binding.citations.first
      let key = graph.note(binding.key, name: name, at: binding.created, citation: citation)
      if let deleted = binding.deleted { graph.note(key, at: deleted) }
      if !binding.role.name.isEmpty {
        let namespace = binding.role.kind == "Role" ? binding.namespace : nil
        let role = EntityKey.ofKind(
          .role, binding.cluster, Self.plural(binding.role.kind), namespace, binding.role.name)
        graph.note(role, name: binding.role.name)
        graph.relate(key, .ofRole, role, from: binding.created, until: binding.deleted, citation: citation)
      }
      for subject in binding.subjects {
        let bound = EntityKey.user(binding.cluster, subject.subjectName)
        graph.note(bound, name: subject.subjectName)
        graph.relate(key, .grants, bound, from: binding.created, until: binding.deleted, citation: citation)
      }
      if let creator = binding.createdBy {
        graph.relate(
          key, .createdBy, .user(binding.cluster, creator), from: binding.created, until: binding.created,
          citation: citation)
      }
      if let remover = binding.deletedBy {
        graph.relate(
          key, .deletedBy, .user(binding.cluster, remover), from: binding.deleted, until: binding.deleted,
          citation: citation)
      }
    }
  }
}

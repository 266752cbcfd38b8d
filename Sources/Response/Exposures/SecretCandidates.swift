internal import CaseFolder
internal import Evidence
internal import Investigation

/// A secret that may have existed when secrets were listed.
struct SecretCandidate {
  var cluster: Text
  var namespace: Text
  var name: Text
  var type: Text?
  var labels: [Tag]?
  var created: Timestamp?
  var deleted: Timestamp?
  /// Where it is known from: `snapshot`, `audit log`, `pod reference`.
  var origin: String
  var citations: [Citation]

  /// Whether it existed at a moment, as far as anybody can tell.
  func existed(at time: Timestamp) -> Bool {
    (created ?? time) <= time && (deleted ?? time) >= time
  }
}

extension CaseFacts {
  /// Every secret that snapshot, audit log or pods name (domain rule 6.2), by namespace and name.
  func secretCandidates() -> [SecretCandidate] {
    var found: [Text: SecretCandidate] = [:]
    for secret in inventory.secrets {
      let metadata = secret.value.metadata
      let path = namespacedName(metadata.namespace, metadata.name)
      if let known = found[path], (known.created ?? .zero) <= (metadata.created ?? .zero) { continue }
      found[path] = SecretCandidate(
        cluster: secret.cluster, namespace: metadata.namespace ?? "", name: metadata.name, type: secret.value.type,
        labels: metadata.labels, created: metadata.created, deleted: nil, origin: "snapshot",
        citations: [secret.citation])
    }
    for event in changes("secrets") + changes("secrets", byActor: true) where event.succeeded && !event.name.isEmpty {
      let isCreation = event.action == "create"
      let isDeletion = event.action == "delete"
      guard isCreation || isDeletion else { continue }
      var candidate =
        found[event.path]
        ?? SecretCandidate(
          cluster: event.scope, namespace: event.namespace, name: event.name, type: nil, labels: nil, created: nil,
          deleted: nil, origin: "audit log", citations: [citation(event)])
      if isCreation, candidate.created == nil { candidate.created = event.time }
      if isDeletion, candidate.origin != "snapshot" { candidate.deleted = event.time }
      found[event.path] = candidate
    }
    for (path, references) in secretReferences where found[path] == nil {
      guard let first = references.first else { continue }
      let parts = path.split(UInt8(ascii: "/"))
      found[path] = SecretCandidate(
        cluster: first.cluster, namespace: parts[0], name: parts.count > 1 ? parts[1] : "", type: nil, labels: nil,
        created: nil, deleted: nil, origin: "pod reference", citations: first.reference.citations)
    }
    return found.keys.sorted().compactMap { found[$0] }
  }
}

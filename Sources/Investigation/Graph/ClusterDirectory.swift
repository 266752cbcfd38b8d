package import CaseFolder
package import Evidence

/// The clusters of a case: what they are called, and which identity a name stands for (domain rule 8.1).
package struct ClusterDirectory: Sendable {
  private var arns: [Text: Text] = [:]
  /// All names, sorted.
  package private(set) var names: [Text]

  /// The clusters that inventory, findings and events name.
  package init(_ evidence: Evidence, groups: [EventGroup]) {
    var found: Set<Text> = []
    for object in evidence.objects {
      if let cluster = object.cluster { found.insert(cluster) }
      if case .aws(.cluster(let cluster)) = object.body {
        found.insert(cluster.name)
        arns[cluster.name] = cluster.arn
      }
    }
    for finding in evidence.findings where !finding.isSample {
      guard let cluster = finding.cluster else { continue }
      found.insert(cluster.name)
      if let arn = cluster.arn, arns[cluster.name] == nil { arns[cluster.name] = arn }
    }
    var scopes: Set<Symbol> = []
    for group in groups where group.source == .kubernetesAudit || group.source == .authenticator {
      scopes.insert(group.scope)
    }
    found.formUnion(scopes.map { evidence.events.text($0) })
    names = found.filter { !$0.isEmpty }.sorted()
  }

  /// The only cluster of the case, or nil.
  package var only: Text? { names.count == 1 ? names[0] : nil }

  /// A name that the evidence gives, else the only cluster's, else the empty text.
  package func resolve(_ name: Text?) -> Text {
    if let name, !name.isEmpty { return name }
    return only ?? ""
  }

  /// The identity of a cluster: its ARN where known.
  package func key(_ name: Text) -> EntityKey {
    EntityKey(.cluster, arns[name] ?? name)
  }
}

internal import CaseFolder
internal import Evidence

/// What is known of one cluster's birth.
struct ClusterFacts {
  let name: Text
  /// The answer of `describe-cluster`, and where it stands.
  var described: (cluster: EKSCluster, citation: Citation)?
  /// The creation time that a finding tells.
  var fromFinding: (created: Timestamp, citation: Citation)?
  /// Successful `CreateCluster` calls.
  var creations: [Int] = []
  /// Successful `CreateNodegroup` calls.
  var nodeGroupCreations: [Int] = []

  init(name: Text) {
    self.name = name
  }

  /// The clusters of a case, by name.
  static func all(_ context: QuestionContext) -> [ClusterFacts] {
    var facts: [Text: ClusterFacts] = [:]
    for object in context.evidence.objects {
      guard case .aws(.cluster(let cluster)) = object.body else { continue }
      facts[cluster.name, default: ClusterFacts(name: cluster.name)].described = (cluster, object.citation)
    }
    for finding in context.evidence.findings where !finding.isSample {
      guard let cluster = finding.cluster else { continue }
      var known = facts[cluster.name] ?? ClusterFacts(name: cluster.name)
      if known.fromFinding == nil, let created = cluster.created { known.fromFinding = (created, finding.citation) }
      facts[cluster.name] = known
    }
    let words = Words(context.store)
    for index in context.store.indices {
      let event = context.store[index]
      guard event.source == .cloudTrail, event.outcome == .success,
        event.action == words.createCluster || event.action == words.createNodegroup
      else { continue }
      let parameters = context.reader.body(index)?["requestParameters"] ?? .null
      guard context.reader.text(event.resource) == "eks.amazonaws.com" else { continue }
      let named = parameters[
        anyOf: event.action == words.createCluster ? ["name", "clusterName"] : ["clusterName", "name"]]
      guard let name = named?.nonEmptyText ?? (event.name.isNone ? nil : context.reader.text(event.name)) else {
        continue
      }
      if event.action == words.createCluster {
        facts[name, default: ClusterFacts(name: name)].creations.append(index)
      } else {
        facts[name, default: ClusterFacts(name: name)].nodeGroupCreations.append(index)
      }
    }
    return facts.values.sorted { $0.name < $1.name }
  }
}

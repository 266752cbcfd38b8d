internal import CaseFolder
internal import Evidence

/// How findings join a cluster: by naming it, by an instance that is one of its nodes, by a session of such an instance.
struct FindingJoins {
  /// Cluster names and ARNs of the case.
  private var clusters: Set<Text> = []
  /// The ways in which an instance is known as a cluster's node.
  private var nodes: [Text: Set<Text>] = [:]

  init(_ evidence: Evidence) {
    for object in evidence.objects {
      if let cluster = object.cluster { clusters.insert(cluster) }
      switch object.body {
      case .aws(.cluster(let cluster)): clusters.formUnion([cluster.name, cluster.arn])
      case .aws(.instance(let instance)):
        if Self.isNode(instance.tags) { nodes[instance.id, default: []].insert("instance tags") }
      case .kubernetes(let object):
        if case .node(let node) = object.content, let id = node.instanceID {
          nodes[id, default: []].insert("node")
        }
      default: break
      }
    }
    clusters.formUnion(evidence.manifest.files.compactMap(\.cluster))
    for finding in evidence.findings where !finding.isSample {
      if let cluster = finding.cluster { clusters.formUnion([cluster.name, cluster.arn].compactMap { $0 }) }
      if let instance = finding.instance, Self.isNode(instance.tags) {
        nodes[instance.id, default: []].insert("instance tags")
      }
    }
  }

  /// The ways in which a finding joins, the most direct one first; none when nothing links it to a cluster.
  func joins(of finding: Finding) -> [Text] {
    var joins: [Text] = []
    if let cluster = finding.cluster, clusters.contains(cluster.name) || cluster.arn.map(clusters.contains) ?? false {
      joins.append("cluster")
    }
    if let instance = finding.instance { joins += (nodes[instance.id] ?? []).sorted() }
    if let session = finding.accessKey?.principalID?.split(UInt8(ascii: ":")).last, nodes[session] != nil {
      joins.append("session")
    }
    return joins
  }

  /// Whether tags say that an instance is a node of an EKS cluster.
  private static func isNode(_ tags: [Tag]) -> Bool {
    tags.contains {
      $0.key == "eks:cluster-name" || $0.key == "aws:eks:cluster-name" || $0.key.hasPrefix("kubernetes.io/cluster/")
    }
  }
}

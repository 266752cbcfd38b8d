package import CaseFolder
internal import Evidence

extension GraphBuilder {
  /// Adds a finding and what it is about. Samples never come here.
  mutating func add(_ finding: Finding) {
    let key = EntityKey(.finding, finding.id)
    graph.note(key, name: finding.type, at: finding.firstSeen, citation: finding.citation)
    if let last = finding.lastSeen { graph.note(key, at: last) }
    for target in entities(of: finding) {
      graph.note(target.key, name: target.name, at: finding.firstSeen, citation: finding.citation)
      graph.relate(
        key, .about, target.key, from: finding.firstSeen, until: finding.lastSeen, citation: finding.citation)
    }
    if let instance = finding.instance, let cluster = instance.tags.clusterName {
      graph.relate(
        clusters.key(cluster), .hosts, EntityKey(.instance, instance.id), citation: finding.citation)
    }
    for volume in finding.volumes {
      guard let id = ARN(volume)?.resource.dropping(prefix: "volume/") else { continue }
      graph.relate(key, .about, EntityKey(.volume, id), from: finding.firstSeen, citation: finding.citation)
    }
    for threat in finding.threats {
      guard let hash = threat.sha256 else { continue }
      let file = graph.note(
        EntityKey(.file, hash), name: threat.filePath, at: finding.firstSeen, citation: finding.citation)
      graph.add("threat", threat.name, to: file, citation: finding.citation)
      graph.relate(key, .about, file, from: finding.firstSeen, citation: finding.citation)
    }
  }

  /// The entities that a finding names, the cluster among them.
  func entities(of finding: Finding) -> [(key: EntityKey, name: Text?)] {
    var found: [(EntityKey, Text?)] = []
    let cluster = finding.cluster?.name ?? finding.instance?.tags.clusterName ?? clusters.only ?? ""
    if let named = finding.cluster { found.append((clusters.key(named.name), named.name)) }
    if let user = finding.user { found.append((.user(cluster, user.name), user.name)) }
    if let workload = finding.workload {
      let name = Text("\(workload.namespace.map { $0.string + "/" } ?? "")\(workload.name.string)")
      let kind = Self.plural(workload.kind)
      if kind == "pods" {
        found.append((.pod(cluster, workload.namespace ?? "default", workload.name, uid: workload.uid), name))
      } else {
        found.append((.ofKind(.workload, cluster, kind, workload.namespace, workload.name), name))
      }
    }
    if let instance = finding.instance { found.append((EntityKey(.instance, instance.id), instance.id)) }
    if let access = finding.accessKey {
      if let id = access.id { found.append((EntityKey(.accessKey, id), id)) }
      if let principal = access.principalID, principal.contains(":") {
        found.append((EntityKey(.session, principal), principal))
      }
    }
    for address in finding.remoteAddresses { found.append((EntityKey(.ip, address), address)) }
    if let domain = finding.action?.domain { found.append((EntityKey(.domain, domain.asDomain), domain.asDomain)) }
    return found
  }
}

extension Text {
  /// A domain name in small letters without its final dot (domain rule 8.1).
  package var asDomain: Text {
    let small = asciiLowercased
    return small.hasSuffix(".") ? Text(bytes: small.utf8.dropLast()) : small
  }
}

extension Array where Element == Tag {
  /// The cluster that an instance's tags name.
  var clusterName: Text? {
    if let name = self["eks:cluster-name"] ?? self["aws:eks:cluster-name"] { return name }
    return lazy.compactMap { $0.key.dropping(prefix: "kubernetes.io/cluster/") }.first
  }
}

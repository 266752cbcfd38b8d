internal import CaseFolder
internal import Evidence

extension GraphBuilder {
  /// Adds an object of an AWS inventory.
  mutating func add(_ object: AWSObject, citation: Citation) {
    switch object {
    case .cluster(let cluster): addCluster(cluster, citation)
    case .nodeGroup(let group):
      let key = graph.note(.inCluster(.nodeGroup, group.cluster, nil, group.name), name: group.name, citation: citation)
      if let role = group.nodeRole { graph.relate(key, .assumes, roleKey(role, citation), citation: citation) }
    case .accessEntry(let entry):
      let key = graph.note(
        EntityKey(.accessEntry, Text("\(entry.cluster.string)/\(entry.principalARN.string)")),
        name: entry.principalARN, at: entry.created, citation: citation)
      graph.add("username", entry.username, to: key, citation: citation)
      graph.add("type", entry.type, to: key, citation: citation)
      for group in entry.groups { graph.add("group", group, to: key, citation: citation) }
      graph.relate(key, .grants, roleKey(entry.principalARN, citation), from: entry.created, citation: citation)
    case .accessPolicies(let policies):
      let key = graph.note(
        EntityKey(.accessEntry, Text("\(policies.cluster.string)/\(policies.principalARN.string)")),
        name: policies.principalARN, citation: citation)
      for policy in policies.policies { graph.add("policy", policy.policyARN, to: key, citation: citation) }
    case .addon(let addon):
      graph.add("add-on", addon.name, to: clusters.key(addon.cluster), citation: citation)
    case .podIdentityAssociation(let association):
      guard let role = association.roleARN else { return }
      graph.relate(
        .inCluster(.serviceAccount, association.cluster, association.namespace, association.serviceAccount), .assumes,
        roleKey(role, citation), citation: citation)
    case .instance(let instance): addInstance(instance, citation)
    case .repository(let repository):
      let key = graph.note(EntityKey(.repository, repository.arn), name: repository.name, citation: citation)
      graph.add("uri", repository.uri, to: key, citation: citation)
    default: return
    }
  }

  private mutating func addCluster(_ cluster: EKSCluster, _ citation: Citation) {
    let key = graph.note(clusters.key(cluster.name), name: cluster.name, at: cluster.created, citation: citation)
    graph.add("version", cluster.version, to: key, citation: citation)
    graph.add("endpoint", cluster.endpoint, to: key, citation: citation)
    graph.add("created", cluster.created.map { Text($0.description) }, to: key, citation: citation)
    for tag in cluster.tags.sorted() {
      graph.add(Text("tag \(tag.key.string)"), tag.value, to: key, citation: citation)
    }
    if let role = cluster.roleARN { graph.relate(key, .assumes, roleKey(role, citation), citation: citation) }
    if let vpc = cluster.vpc { graph.relate(EntityKey(.vpc, vpc), .contains, key, citation: citation) }
  }

  private mutating func addInstance(_ instance: EC2Instance, _ citation: Citation) {
    let key = graph.note(
      EntityKey(.instance, instance.id), name: instance.id, at: instance.launched, citation: citation)
    graph.add("type", instance.type, to: key, citation: citation)
    graph.add("profile", instance.profileARN, to: key, citation: citation)
    graph.add("IMDS tokens", instance.httpTokens, to: key, citation: citation)
    graph.add("IMDS hop limit", instance.hopLimit.map { Text(String($0)) }, to: key, citation: citation)
    graph.add("private address", instance.privateAddress, to: key, citation: citation)
    graph.add("public address", instance.publicAddress, to: key, citation: citation)
    for interface in instance.interfaces {
      let card = graph.note(EntityKey(.interface, interface.id), citation: citation)
      for address in interface.privateAddresses { graph.add("address", address, to: card, citation: citation) }
      graph.relate(key, .hasInterface, card, citation: citation)
      if let subnet = interface.subnet { graph.relate(card, .inSubnet, EntityKey(.subnet, subnet), citation: citation) }
      for group in interface.securityGroups {
        graph.relate(card, .protectedBy, EntityKey(.securityGroup, group), citation: citation)
      }
    }
    for volume in instance.volumes {
      graph.relate(key, .attached, EntityKey(.volume, volume.value), citation: citation)
    }
  }

  /// Names a role by its ARN.
  mutating func roleKey(_ arn: Text, _ citation: Citation) -> EntityKey {
    graph.note(EntityKey(.iamRole, arn), name: ARN(arn)?.roleName, citation: citation)
  }
}

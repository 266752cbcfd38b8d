package import CaseFolder
package import Evidence

extension GraphBuilder {
  /// Who made a request, as an entity; nil when the record does not tell.
  package func callerKey(_ event: Event) -> EntityKey? {
    let actor = evidence.events.text(event.actor)
    switch event.source {
    case .kubernetesAudit:
      return actor.isEmpty ? nil : .user(clusters.resolve(evidence.events.text(event.scope)), actor)
    case .cloudTrail, .authenticator:
      return awsCallerKey(actor, principalID: evidence.events.text(event.principalID))
    case .resolver:
      return nil
    }
  }

  /// The name to show for who made a request: a service account as its objects are written, everybody else as in the record.
  func callerName(_ event: Event) -> Text {
    let actor = evidence.events.text(event.actor)
    return ServiceAccountName(actor).map { Text("\($0.namespace)/\($0.name)") } ?? actor
  }

  private func awsCallerKey(_ actor: Text, principalID: Text) -> EntityKey? {
    if let account = ServiceAccountName(actor) {
      return .inCluster(.serviceAccount, clusters.only ?? "", account.namespace, account.name)
    }
    guard let arn = ARN(actor) else { return nil }
    if arn.resource.hasPrefix("user/") { return EntityKey(.iamUser, actor) }
    guard let session = arn.sessionName else { return nil }
    if principalID.hasPrefix("AROA") {
      return EntityKey(
        .session, principalID.contains(":") ? principalID : Text("\(principalID.string):\(session.string)"))
    }
    return EntityKey(.session, actor)
  }

  /// What a request was about, as an entity; nil for collections and for what has no entity of its own.
  package func objectKey(_ event: Event) -> EntityKey? {
    let name = evidence.events.text(event.name)
    switch event.source {
    case .kubernetesAudit:
      guard !name.isEmpty else { return nil }
      return kubernetesKey(event, name)
    case .cloudTrail:
      return awsKey(event, name)
    case .authenticator, .resolver:
      return nil
    }
  }

  private func kubernetesKey(_ event: Event, _ name: Text) -> EntityKey? {
    let events = evidence.events
    let cluster = clusters.resolve(events.text(event.scope))
    let namespace = event.namespace.isNone ? nil : events.text(event.namespace)
    guard let resource = events.text(event.resource).split(UInt8(ascii: "/")).first else { return nil }
    if resource == "pods", let namespace {
      return pods.key(cluster, namespace, name, at: Timestamp(microseconds: event.time))
    }
    if let type = Self.plainTypes[resource] { return .inCluster(type, cluster, namespace, name) }
    if let type = Self.kindTypes[resource] { return .ofKind(type, cluster, resource, namespace, name) }
    return nil
  }

  private static let plainTypes: [Text: EntityType] = [
    "secrets": .secret, "configmaps": .configMap, "serviceaccounts": .serviceAccount, "nodes": .node,
    "networkpolicies": .networkPolicy,
  ]

  private static let kindTypes: [Text: EntityType] = [
    "clusterrolebindings": .binding, "rolebindings": .binding, "clusterroles": .role, "roles": .role,
    "deployments": .workload, "daemonsets": .workload, "statefulsets": .workload, "replicasets": .workload,
    "jobs": .workload, "cronjobs": .workload,
  ]

  private func awsKey(_ event: Event, _ name: Text) -> EntityKey? {
    let events = evidence.events
    let service = events.text(event.resource)
    if service == "ecr.amazonaws.com", events.text(event.action) == "GetAuthorizationToken" {
      return registryToken(account: events.text(event.scope), region: events.text(event.namespace))
    }
    guard !name.isEmpty else { return nil }
    switch service {
    case "secretsmanager.amazonaws.com": return .awsSecret(name)
    case "ssm.amazonaws.com" where events.text(event.action).contains("Parameter"): return .parameter(name)
    case "s3.amazonaws.com": return EntityKey(.bucket, name)
    case "ecr.amazonaws.com":
      return repository(name, account: events.text(event.scope), region: events.text(event.namespace))
    case "kms.amazonaws.com": return EntityKey(.kmsKey, name)
    default: break
    }
    if name.hasPrefix("i-") { return EntityKey(.instance, name) }
    if name.hasPrefix("sg-") { return EntityKey(.securityGroup, name) }
    if name.hasPrefix("vol-") { return EntityKey(.volume, name) }
    if name.hasPrefix("snap-") { return EntityKey(.snapshot, name) }
    if name.hasPrefix("eni-") { return EntityKey(.interface, name) }
    if let arn = ARN(name), arn.service == "iam", arn.roleName != nil { return EntityKey(.iamRole, name) }
    return EntityKey(.awsResource, Text("\(service.string)/\(name.string)"))
  }

  /// A repository of an account and Region by its name, with the key that an inventory gives it: its ARN.
  package func repository(_ name: Text, account: Text, region: Text) -> EntityKey {
    let partition = region.hasPrefix("cn-") ? "aws-cn" : region.hasPrefix("us-gov-") ? "aws-us-gov" : "aws"
    return EntityKey(
      .repository,
      Text("arn:\(partition):ecr:\(region.string):\(account.string):repository/\(name.string)"))
  }

  /// The token that a registry of an account and Region gave out.
  package func registryToken(account: Text, region: Text) -> EntityKey {
    EntityKey(
      .awsResource, Text("ecr-authorization-token/\(account.string).dkr.ecr.\(region.string).amazonaws.com"))
  }

  /// The name to show for an object, as people write it.
  package func objectName(_ event: Event) -> Text {
    let name = evidence.events.text(event.name)
    guard event.source == .kubernetesAudit, !event.namespace.isNone else { return name }
    return Text("\(evidence.events.text(event.namespace).string)/\(name.string)")
  }
}

package import CaseFolder

extension EntityKey {
  /// A namespaced or cluster-wide thing: `cluster/namespace/name` or `cluster/name`. The cluster is its name, empty when
  /// the evidence does not tell it.
  package static func inCluster(_ type: EntityType, _ cluster: Text, _ namespace: Text? = nil, _ name: Text) -> Self {
    EntityKey(type, joined([cluster, namespace, name]))
  }

  /// A workload or binding: `cluster/kind/namespace/name`, the kind in the plural as the API names it (`daemonsets`).
  package static func ofKind(
    _ type: EntityType, _ cluster: Text, _ kind: Text, _ namespace: Text? = nil, _ name: Text
  ) -> Self {
    EntityKey(type, joined([cluster, kind, namespace, name]))
  }

  /// A pod: `cluster/namespace/name/uid`, or without the uid when no record tells it.
  package static func pod(_ cluster: Text, _ namespace: Text, _ name: Text, uid: Text?) -> Self {
    EntityKey(.pod, joined([cluster, namespace, name, uid]))
  }

  /// Who a user name stands for: a service account is itself, everybody else is a subject of the cluster.
  package static func user(_ cluster: Text, _ name: Text) -> Self {
    guard let account = ServiceAccountName(name) else { return inCluster(.subject, cluster, nil, name) }
    return inCluster(.serviceAccount, cluster, account.namespace, account.name)
  }

  /// An AWS secret by whatever a call names it with: name, full ARN, or ARN without its suffix (domain rule 8.1).
  package static func awsSecret(_ id: Text) -> Self {
    guard id.hasPrefix("arn:"), let range = id.range(of: ":secret:", from: 0) else { return EntityKey(.awsSecret, id) }
    var name = Array(Array(id.utf8)[range.upperBound...])
    if name.count > 7, name[name.count - 7] == UInt8(ascii: "-") { name.removeLast(7) }
    return EntityKey(.awsSecret, Text(bytes: name))
  }

  /// A Systems Manager parameter, by name or ARN; a path always begins with its slash.
  package static func parameter(_ id: Text) -> Self {
    var name = id
    if id.hasPrefix("arn:"), let range = id.range(of: ":parameter/", from: 0) {
      name = Text(bytes: Array(id.utf8)[range.upperBound...])
    }
    let isPath = name.contains("/") && !name.hasPrefix("/")
    return EntityKey(.parameter, isPath ? Text("/" + name.string) : name)
  }

  private static func joined(_ parts: [Text?]) -> Text {
    Text(parts.compactMap { $0?.string }.joined(separator: "/"))
  }
}

/// `system:serviceaccount:namespace:name`, taken apart.
package struct ServiceAccountName: Hashable, Sendable {
  /// Its namespace; nil or empty when it is cluster-wide.
  package let namespace: Text
  /// Its name.
  package let name: Text

  /// Takes a user name apart; nil when it is no service account's.
  package init?(_ user: Text) {
    guard let rest = user.dropping(prefix: "system:serviceaccount:") else { return nil }
    let parts = rest.split(UInt8(ascii: ":"))
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
    namespace = parts[0]
    name = parts[1]
  }
}

/// The parts of an ARN that identities need.
package struct ARN: Hashable, Sendable {
  /// The service in it.
  package let service: Text
  /// The Region.
  package let region: Text
  /// The account.
  package let account: Text
  /// Everything after the account, such as `assumed-role/Name/session`.
  package let resource: Text

  /// Takes an ARN apart; nil for anything else.
  package init?(_ text: Text) {
    let bytes = Array(text.utf8)
    let parts = bytes.split(separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0].elementsEqual("arn".utf8) else { return nil }
    service = Text(bytes: parts[2])
    region = Text(bytes: parts[3])
    account = Text(bytes: parts[4])
    resource = Text(bytes: parts[5])
  }

  /// The name of the role of a role's or a session's ARN, without its path; nil for others.
  package var roleName: Text? {
    let parts = resource.split(UInt8(ascii: "/"))
    guard parts.count >= 2, parts[0] == "role" || parts[0] == "assumed-role" else { return nil }
    return parts[0] == "role" ? parts[parts.count - 1] : parts[1]
  }

  /// The name of the session of an assumed role's ARN.
  package var sessionName: Text? {
    let parts = resource.split(UInt8(ascii: "/"))
    return parts.count >= 3 && parts[0] == "assumed-role" ? parts[parts.count - 1] : nil
  }
}

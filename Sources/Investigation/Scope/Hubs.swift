internal import CaseFolder

/// Entities through which scope never spreads (domain/08, stop condition a).
enum Hubs {
  /// Types that connect everything with everything.
  static let types: Set<EntityType> = [.account, .cluster, .vpc, .subnet, .namespace, .nodeGroup, .kmsKey]

  /// An entity with more different neighbours than this is a hub.
  static let highestDegree = 50

  /// Subjects and groups that stand for everybody, and the identities of the system itself.
  static func isSharedSubject(_ name: Text) -> Bool {
    let shared: Set<Text> = ["system:anonymous", "system:unauthenticated", "system:authenticated", "system:masters"]
    return shared.contains(name) || isSystemSubject(name)
  }

  /// Controllers, the scheduler, kubelets and EKS itself, acting as they always do.
  static func isSystemSubject(_ name: Text) -> Bool {
    let prefixes: [Text] = ["system:kube-", "system:node:", "system:apiserver", "eks:"]
    if prefixes.contains(where: { name.hasPrefix($0) }) { return true }
    return name.hasPrefix("system:serviceaccount:kube-system:") && name.hasSuffix("-controller")
  }
}

import CaseFolder
import Investigation

/// What people call the types of entities.
enum EntityWords {
  /// The noun for one or for several.
  static func noun(_ type: EntityType, count: Int = 1) -> Shown {
    let (one, many) = words(type)
    return count == 1 ? one : many
  }

  private static func words(_ type: EntityType) -> (Shown, Shown) {
    switch type {
    case .ip: ("address", "addresses")
    case .awsSecret: ("Secrets Manager secret", "Secrets Manager secrets")
    case .secret: ("Kubernetes secret", "Kubernetes secrets")
    case .iamRole: ("IAM role", "IAM roles")
    case .iamUser: ("IAM user", "IAM users")
    case .vpc: ("VPC", "VPCs")
    case .kmsKey: ("KMS key", "KMS keys")
    case .role: ("RBAC role", "RBAC roles")
    case .awsResource: ("AWS resource", "AWS resources")
    case .accessEntry: ("access entry", "access entries")
    case .repository: ("repository", "repositories")
    case .networkPolicy: ("network policy", "network policies")
    default: (Shown(spaced(type)), Shown(spaced(type)) + "s")
    }
  }

  private static func spaced(_ type: EntityType) -> Text {
    Text(bytes: type.rawValue.utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: " ") : $0 })
  }
}

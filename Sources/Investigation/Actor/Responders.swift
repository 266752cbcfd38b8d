internal import CaseFolder
internal import Evidence

/// Tells the responders' principals (domain rules 5.4 and 8.3 f): those that the manifest names, and roles that are called
/// after incident response.
struct Responders {
  private let listed: Set<Text>
  private let listedRoles: Set<RoleIdentity>

  private struct RoleIdentity: Hashable {
    let account: Text
    let name: Text
  }

  /// The responders of a manifest.
  init(_ manifest: Manifest) {
    listed = Set(manifest.responders)
    listedRoles = Set(manifest.responders.compactMap { Self.role(of: $0) })
  }

  /// Whether a principal or session is a responder's.
  func contains(_ identity: Text) -> Bool {
    guard !identity.isEmpty else { return false }
    if listed.contains(identity) { return true }
    guard let role = Self.role(of: identity) else { return false }
    return listedRoles.contains(role) || role.name.asciiLowercased.contains("incidentrespon")
  }

  private static func role(of identity: Text) -> RoleIdentity? {
    guard let arn = ARN(identity), let name = arn.roleName else { return nil }
    return RoleIdentity(account: arn.account, name: name)
  }
}

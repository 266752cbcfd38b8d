package import CaseFolder

/// What `authorization.k8s.io/reason` says about an allowed request (domain fact F5): the first binding that allowed it.
package struct AuthorizationReason: Hashable, Sendable {
  /// `ClusterRoleBinding` or `RoleBinding`.
  package var bindingKind: Text
  /// The binding that allowed it.
  package var bindingName: Text
  /// The namespace of a RoleBinding.
  package var bindingNamespace: Text?
  /// The kind of its role.
  package var roleKind: Text
  /// The name of its role.
  package var roleName: Text
  /// `User`, `Group` or `ServiceAccount`.
  package var subjectKind: Text
  /// The subject's name; `name/namespace` for a service account.
  package var subjectName: Text

  /// Reads `RBAC: allowed by ClusterRoleBinding "x" of ClusterRole "y" to User "z"` (rule.go of Kubernetes); nil for
  /// anything else, EKS access policies among it.
  package init?(_ reason: Text) {
    guard let rest = reason.dropping(prefix: "RBAC: allowed by ") else { return nil }
    var scanner = QuotedScanner(bytes: Array(rest.utf8))
    guard let binding = scanner.pair(), scanner.skip(" of "), let role = scanner.pair(), scanner.skip(" to "),
      let subject = scanner.pair()
    else { return nil }
    bindingKind = binding.word
    bindingName = binding.quoted
    if binding.word == "RoleBinding" {
      let parts = binding.quoted.split(UInt8(ascii: "/"))
      guard parts.count == 2 else { return nil }
      bindingName = parts[0]
      bindingNamespace = parts[1]
    }
    (roleKind, roleName) = role
    (subjectKind, subjectName) = subject
  }

  /// The plural of the binding's kind, as the API and `BindingHistory.kind` write it.
  package var bindingResource: Text {
    bindingKind == "RoleBinding" ? "rolebindings" : "clusterrolebindings"
  }
}

/// Reads `Word "quoted text"` as Go's `%q` writes it.
private struct QuotedScanner {
  let bytes: [UInt8]
  var position = 0

  mutating func skip(_ word: StaticString) -> Bool {
    let wanted = Array(word.description.utf8)
    guard bytes[position...].starts(with: wanted) else { return false }
    position += wanted.count
    return true
  }

  mutating func pair() -> (word: Text, quoted: Text)? {
    let start = position
    while position < bytes.count, bytes[position] != 0x20 { position += 1 }
    let word = Text(bytes: bytes[start..<position])
    guard position + 1 < bytes.count, bytes[position + 1] == 0x22 else { return nil }
    position += 2
    var quoted: [UInt8] = []
    while position < bytes.count, bytes[position] != 0x22 {
      if bytes[position] == 0x5C, position + 1 < bytes.count { position += 1 }
      quoted.append(bytes[position])
      position += 1
    }
    guard position < bytes.count else { return nil }
    position += 1
    return (word, Text(bytes: quoted))
  }
}

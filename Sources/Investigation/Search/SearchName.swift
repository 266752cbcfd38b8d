internal import CaseFolder

/// A name that is searched for, compared by bytes in the ways in which logs write it.
struct SearchName {
  private let text: Text
  private let arn: ARN?
  private let account: ServiceAccountName?

  init(_ text: Text) {
    self.text = text
    arn = ARN(text)
    account = ServiceAccountName(text)
  }

  /// Whether another name is the same.
  func matches(_ other: Text) -> Bool { other == text }

  /// Whether an identity is meant: itself, a session of a role, a key, a role, user or service account by its bare name.
  func matchesIdentity(_ other: Text) -> Bool {
    if other == text { return true }
    if let arn {
      // The ARN of a role means all of its sessions.
      guard let found = ARN(other), found.account == arn.account, let role = arn.roleName else { return false }
      return arn.sessionName == nil && found.roleName == role
    }
    if account != nil { return false }
    if let found = ServiceAccountName(other) {
      return found.name == text || Text("\(found.namespace)/\(found.name)") == text
    }
    if let found = ARN(other) {
      return found.roleName == text || found.sessionName == text
        || found.resource.split(UInt8(ascii: "/")).last == text
    }
    // `AROA…:session` is known by either half.
    let parts = other.split(UInt8(ascii: ":"))
    return parts.count == 2 && other.hasPrefix("A") && (parts[0] == text || parts[1] == text)
  }

  /// Whether an image is meant: by its whole reference, without its tag or registry, or by the last part of its name.
  func matchesImage(_ image: Text) -> Bool {
    if image == text { return true }
    let reference = ImageReference(image)
    return reference.name == text || reference.repository == text || reference.digest == text
      || reference.repository.split(UInt8(ascii: "/")).last == text
      || reference.tag.map { Text("\(reference.name):\($0)") == text || Text("\(reference.repository):\($0)") == text }
        == true
  }
}

internal import CaseFolder

extension IAMStatement {
  /// The statements of a policy document, which is an object, JSON in a text, or that percent-encoded, as IAM sends it.
  static func statements(of document: JSONValue?) -> [IAMStatement]? {
    var document = document ?? .null
    if let text = document.nonEmptyText {
      let decoded = text.hasPrefix("%") ? text.percentDecoded : text
      document = (try? JSONParser().parse(decoded.utf8)) ?? .null
    }
    guard let statements = document["Statement"] else { return nil }
    return (statements.items.isEmpty ? [statements] : statements.items).compactMap(IAMStatement.init(json:))
  }

  private init?(json: JSONValue) {
    guard let effect = json["Effect"]?.nonEmptyText else { return nil }
    self.init(
      effect: effect, principals: Self.principals(json["Principal"] ?? .null), actions: json["Action"].oneOrMore,
      otherActions: json["NotAction"].oneOrMore, resources: json["Resource"].oneOrMore,
      otherResources: json["NotResource"].oneOrMore,
      conditions: (json["Condition"] ?? .null).members.flatMap { comparison in
        comparison.value.members.map {
          IAMCondition(comparison: comparison.key, key: $0.key, values: Optional($0.value).oneOrMore)
        }
      })
  }

  private static func principals(_ principal: JSONValue) -> [Tag] {
    if let text = principal.nonEmptyText { return [Tag(key: text, value: text)] }
    return principal.members.flatMap { kind in
      Optional(kind.value).oneOrMore.map { Tag(key: kind.key, value: $0) }
    }
  }
}

extension JSONValue? {
  /// One text or a list of them.
  fileprivate var oneOrMore: [Text] {
    switch self {
    case .string(let text)?: [text]
    case .array(let items)?: items.compactMap { $0.textOrNumber ?? $0.flag.map { $0 ? "true" : "false" } }
    case .bool(let value)?: [value ? "true" : "false"]
    default: []
    }
  }
}

extension Text {
  /// The bytes with `%41` decoded; a percent sign that begins no code stays.
  fileprivate var percentDecoded: Text {
    var decoded: [UInt8] = []
    let bytes = Array(utf8)
    var position = 0
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "%"), position + 2 < bytes.count,
        let code = UInt8(String(decoding: bytes[(position + 1)...(position + 2)], as: UTF8.self), radix: 16)
      {
        decoded.append(code)
        position += 3
      } else {
        decoded.append(bytes[position])
        position += 1
      }
    }
    return Text(bytes: decoded)
  }
}

extension IAMIdentity {
  /// Reads a role or user; nil without ARN or name.
  init?(json: JSONValue, name key: Text, id: Text, inline: Text) {
    guard let arn = json["Arn"]?.nonEmptyText, let name = json[key]?.nonEmptyText else { return nil }
    self.init(
      arn: arn, name: name, uniqueID: json[id]?.nonEmptyText, created: json["CreateDate"]?.time,
      attachedPolicies: json["AttachedManagedPolicies"]?.items.compactMap { $0["PolicyArn"]?.nonEmptyText },
      inlinePolicies: json[inline]?.items.compactMap { policy in
        policy["PolicyName"]?.nonEmptyText.map {
          IAMInlinePolicy(name: $0, statements: IAMStatement.statements(of: policy["PolicyDocument"]) ?? [])
        }
      },
      permissionsBoundary: json["PermissionsBoundary"]?["PermissionsBoundaryArn"]?.nonEmptyText,
      tags: (json["Tags"] ?? .null).tags)
  }
}

extension IAMRole {
  /// Reads one role of `get-account-authorization-details`, `list-roles` or `get-role`.
  init?(json: JSONValue) {
    guard let identity = IAMIdentity(json: json, name: "RoleName", id: "RoleId", inline: "RolePolicyList")
    else { return nil }
    self.init(
      identity: identity, trust: IAMStatement.statements(of: json["AssumeRolePolicyDocument"]) ?? [],
      lastUsed: json["RoleLastUsed"]?["LastUsedDate"]?.time,
      instanceProfiles: (json["InstanceProfileList"] ?? .null).items.compactMap { $0["Arn"]?.nonEmptyText })
  }
}

extension IAMUser {
  /// Reads one user of `get-account-authorization-details`, `list-users` or `get-user`.
  init?(json: JSONValue) {
    guard let identity = IAMIdentity(json: json, name: "UserName", id: "UserId", inline: "UserPolicyList")
    else { return nil }
    self.init(identity: identity, groups: json["GroupList"]?.texts, passwordLastUsed: json["PasswordLastUsed"]?.time)
  }
}

extension IAMAccessKey {
  /// Reads one key of `list-access-keys`.
  init?(json: JSONValue) {
    guard let id = json["AccessKeyId"]?.nonEmptyText, let user = json["UserName"]?.nonEmptyText else { return nil }
    self.init(id: id, user: user, isActive: json["Status"]?.text == "Active", created: json["CreateDate"]?.time)
  }
}

extension IAMPolicy {
  /// Reads one policy of `get-account-authorization-details` or `list-policies`.
  init?(json: JSONValue) {
    guard let arn = json["Arn"]?.nonEmptyText, let name = json["PolicyName"]?.nonEmptyText else { return nil }
    let version = (json["PolicyVersionList"] ?? .null).items.first { $0["IsDefaultVersion"]?.flag == true }
    self.init(arn: arn, name: name, statements: IAMStatement.statements(of: version?["Document"]))
  }
}

extension SecretsManagerSecret {
  /// Reads one secret of `list-secrets`, or the answer of `describe-secret`.
  init?(json: JSONValue) {
    guard let arn = json["ARN"]?.nonEmptyText, let name = json["Name"]?.nonEmptyText else { return nil }
    let stages = json[anyOf: ["SecretVersionsToStages", "VersionIdsToStages"]] ?? .null
    self.init(
      arn: arn, name: name, created: json["CreatedDate"]?.time, lastChanged: json["LastChangedDate"]?.time,
      lastAccessed: json["LastAccessedDate"]?.time, lastRotated: json["LastRotatedDate"]?.time,
      nextRotation: json["NextRotationDate"]?.time, deleted: json["DeletedDate"]?.time,
      rotatesAutomatically: json["RotationEnabled"]?.flag, kmsKey: json["KmsKeyId"]?.nonEmptyText,
      stages: stages.members.flatMap { version in
        version.value.texts.map { Tag(key: $0, value: version.key) }
      }.sorted(), tags: (json["Tags"] ?? .null).tags)
  }
}

extension SSMParameter {
  /// Reads one parameter; its value is never looked at.
  init?(json: JSONValue) {
    guard let name = json["Name"]?.nonEmptyText else { return nil }
    self.init(
      name: name, arn: json["ARN"]?.nonEmptyText, type: json["Type"]?.nonEmptyText,
      lastModified: json["LastModifiedDate"]?.time, lastModifiedBy: json["LastModifiedUser"]?.nonEmptyText,
      version: json["Version"]?.int, kmsKey: json["KeyId"]?.nonEmptyText)
  }
}

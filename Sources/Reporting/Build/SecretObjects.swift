internal import CaseFolder
internal import Evidence

/// Takes the values of Kubernetes Secrets out of a quoted record: they need not look like secrets to be some.
enum SecretObjects {
  /// What stands in place of a value.
  static let mask: Text = "[redacted: value of a secret]"

  /// The record without the values of Secrets; as it was when it holds none.
  static func masked(_ record: Text) -> Text {
    guard mentionsSecrets(record), let value = try? JSONParser().parse(record.utf8) else { return record }
    let isAboutSecrets = value["objectRef"]?["resource"]?.text == "secrets"
    let masked = masking(value, inSecret: isAboutSecrets)
    return masked == value ? record : Text(bytes: JSONWriter.line(node(masked)))
  }

  private static func mentionsSecrets(_ record: Text) -> Bool {
    record.contains("\"data\"") || record.contains("\"stringData\"") || record.contains("last-applied-configuration")
  }

  private static func masking(_ value: JSONValue, inSecret: Bool) -> JSONValue {
    switch value {
    case .array(let items): return .array(items.map { masking($0, inSecret: inSecret) })
    case .object(let members):
      let kind = value["kind"]?.text
      let isSecret = inSecret || kind == "Secret" || kind == "SecretList"
      return .object(
        members.map { member in
          let isValues = isSecret && (member.key == "data" || member.key == "stringData")
          let isManifest = isSecret && member.key == "kubectl.kubernetes.io/last-applied-configuration"
          let replaced = isValues || isManifest ? allMasked(member.value) : masking(member.value, inSecret: isSecret)
          return JSONMember(key: member.key, value: replaced)
        })
    default: return value
    }
  }

  private static func allMasked(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(let members):
      .object(members.map { JSONMember(key: $0.key, value: allMasked($0.value)) })
    case .array(let items): .array(items.map(allMasked))
    case .null: .null
    default: .string(mask)
    }
  }

  private static func node(_ value: JSONValue) -> JSONNode {
    switch value {
    case .null: JSONNode()
    case .bool(let flag): JSONNode(.bool(flag))
    case .integer(let number): JSONNode(.integer(number))
    case .unsigned(let number): JSONNode(.unsigned(number))
    case .double(let number): JSONNode(.double(number))
    case .number(let text): JSONNode(.number(text))
    case .string(let text): JSONNode(.string(text))
    case .array(let items): JSONNode(.array(items.map(node)))
    case .object(let members): JSONNode(.object(members.map { ($0.key, node($0.value)) }))
    }
  }
}

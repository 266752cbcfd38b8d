internal import CaseFolder
internal import Detection
internal import Evidence
internal import Investigation

/// How a type of secret is rotated: from the data file `rotation.json`.
struct RotationType: Sendable {
  let id: Text
  /// Place in the order of domain rule 6.5: 1 mints other credentials, 2 data stores and payment, 3 signing, 4 other
  /// third
  /// parties, 5 exposed only, 6 to be decided by the owner.
  let level: Int
  let action: Prose
  let invalidate: Prose
  let secretTypes: [Text]
  let keys: [Text]
  let keyParts: [Text]
  let nameParts: [Text]

  init(_ value: JSONValue) {
    id = value["id"]?.text ?? ""
    level = value["level"]?.int ?? 4
    action = Prose(parts: [.words(value["action"]?.text?.string ?? "")])
    invalidate = Prose(parts: [.words(value["invalidate"]?.text?.string ?? "")])
    secretTypes = value["secretTypes"]?.texts ?? []
    keys = value["keys"]?.texts ?? []
    keyParts = value["keyParts"]?.texts ?? []
    nameParts = value["nameParts"]?.texts ?? []
  }

  /// Whether it matches by anything at all; the last type of the file matches everything.
  var isDefault: Bool { secretTypes.isEmpty && keys.isEmpty && keyParts.isEmpty && nameParts.isEmpty }
}

/// The types of secrets with their rotation.
struct RotationCatalog: Sendable {
  let types: [RotationType]
  let kinds: [RotationType]

  /// The catalog that is built in.
  static let builtIn = RotationCatalog(DataFile("Response/Data/rotation.json").content)

  init(_ document: JSONValue) {
    types = (document["types"]?.items ?? []).map(RotationType.init)
    kinds = (document["kinds"]?.items ?? []).map(RotationType.init)
  }

  /// The type of an exposed secret or credential: the first that its Kubernetes type, its key names or its name match.
  func type(of draft: ExposureDraft) -> RotationType? {
    switch draft.kind {
    case "kubernetes-secret": return type(name: draft.plainName, type: draft.secretType, keys: draft.secretKeys)
    case "service-account":
      return kind(draft.opensAdministration ? "service-account-admin" : "service-account")
    case "parameter", "secretsmanager":
      let byName = type(name: draft.plainName, type: nil, keys: [])
      guard let kind = kind(draft.kind) else { return byName }
      // What it is decides the level, where it lies decides how it is changed.
      guard let byName, !byName.isDefault else { return kind }
      return RotationType(kind, level: byName.level)
    default: return kind(draft.kind)
    }
  }

  private func kind(_ id: Text) -> RotationType? { kinds.first { $0.id == id } }

  private func type(name: Text, type: Text?, keys: [Text]) -> RotationType? {
    let words = Self.words(name)
    let keys = keys.map(\.asciiLowercased)
    return types.first { candidate in
      if candidate.isDefault { return true }
      if let type, candidate.secretTypes.contains(type) { return true }
      let hasKey = keys.contains { key in
        candidate.keys.contains(key) || candidate.keyParts.contains { key.contains($0) }
      }
      if hasKey { return true }
      return candidate.nameParts.contains { part in
        let wanted = Self.words(part)
        return words.indices.contains { start in words[start...].starts(with: wanted) }
      }
    }
  }

  /// The words of a name, small: `prod/payments-db` is `prod`, `payments`, `db`.
  private static func words(_ name: Text) -> [Text] {
    name.asciiLowercased.utf8.split { !(97...122 ~= $0 || 48...57 ~= $0) }.map { Text(bytes: $0) }
  }
}

extension RotationType {
  /// The same with another level.
  init(_ other: RotationType, level: Int) {
    id = other.id
    self.level = level
    action = other.action
    invalidate = other.invalidate
    secretTypes = other.secretTypes
    keys = other.keys
    keyParts = other.keyParts
    nameParts = other.nameParts
  }
}

package import CaseFolder
internal import Evidence

/// What is known about a type of GuardDuty finding.
package struct FindingType: Hashable, Sendable {
  /// Such as `Persistence:Kubernetes/SuccessfulAnonymousAccess`.
  package let type: Text
  /// The severity that GuardDuty documents, in small letters; nil when not known. A finding's own severity beats it.
  package let defaultSeverity: Text?
  /// Slug of the ATT&CK tactic that it points at; nil when it points at none.
  package let tactic: Text?
  /// Ids of ATT&CK techniques.
  package let techniques: [Text]
  /// Whether GuardDuty no longer makes findings of the type.
  package let isRetired: Bool
}

/// The types of GuardDuty findings (domain rule 4.1 to 4.3).
package struct FindingTypes: Sendable {
  private let types: [Text: FindingType]
  private let purposes: [Text: Text]

  /// The built-in types.
  package static let builtIn = FindingTypes(DataFile("Detection/Data/finding-types.json"))

  /// The types in a data file.
  package init(_ file: DataFile) {
    var types: [Text: FindingType] = [:]
    for item in file.content["types"]?.items ?? [] {
      guard let type = item["type"]?.text else { continue }
      types[type] = FindingType(
        type: type, defaultSeverity: item["severity"]?.text, tactic: item["tactic"]?.text,
        techniques: item["techniques"]?.texts ?? [], isRetired: item["retired"]?.flag ?? false)
    }
    self.types = types
    var purposes: [Text: Text] = [:]
    for item in file.content["purposes"]?.items ?? [] {
      guard let purpose = item["purpose"]?.text, let tactic = item["tactic"]?.text else { continue }
      purposes[purpose] = tactic
    }
    self.purposes = purposes
  }

  /// What is known about a type. Of an unknown type only the tactic can be told, from its purpose.
  package subscript(type: Text) -> FindingType {
    types[type]
      ?? FindingType(
        type: type, defaultSeverity: nil, tactic: Self.purpose(of: type).flatMap { purposes[$0] }, techniques: [],
        isRetired: false)
  }

  /// All known types, by name.
  package var all: [FindingType] { types.values.sorted { $0.type < $1.type } }

  /// `ThreatPurpose` of `ThreatPurpose:Resource/Family.Mechanism!Artifact`; nil when the type is not written like that.
  package static func purpose(of type: Text) -> Text? {
    let bytes = Array(type.utf8)
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0,
      let slash = bytes[colon...].firstIndex(of: UInt8(ascii: "/")), slash > colon + 1, slash + 1 < bytes.count,
      bytes[..<colon].allSatisfy(isLetter), bytes[(colon + 1)..<slash].allSatisfy({ isLetter($0) || isDigit($0) })
    else { return nil }
    return Text(bytes: bytes[..<colon])
  }

  /// Whether the type says that something is configured in a dangerous way, and not that somebody attacks.
  package static func isPolicy(_ type: Text) -> Bool { purpose(of: type) == "Policy" }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

/// GuardDuty's bands of severity.
package enum SeverityBand {
  /// `low`, `medium`, `high` or `critical`: 1.0-3.9, 4.0-6.9, 7.0-8.9, 9.0-10.
  package static func label(_ severity: Double) -> Text {
    switch severity {
    case ..<4: "low"
    case ..<7: "medium"
    case ..<9: "high"
    default: "critical"
    }
  }
}

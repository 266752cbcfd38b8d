import CaseFolder

/// The phases of a timeline: ATT&CK tactics in the order of the matrix, and ours.
enum Phases {
  /// The enterprise tactics in the order of the matrix, by the names that entries use.
  static let tactics: [Text] = [
    "reconnaissance", "resource-development", "initial-access", "execution", "persistence", "privilege-escalation",
    "defense-evasion", "credential-access", "discovery", "lateral-movement", "collection", "command-and-control",
    "exfiltration", "impact",
  ]

  /// The name of a phase for people: `Credential access`.
  static func name(_ phase: Text) -> Shown {
    let spaced = Text(bytes: phase.utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: " ") : $0 })
    return Shown(spaced).capitalized
  }
}

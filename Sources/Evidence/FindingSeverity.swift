internal import CaseFolder

/// Other products' words for how grave a finding is, on GuardDuty's scale: each stands for the lower middle of its band.
enum FindingSeverity {
  /// The number of a word such as `HIGH`; nil for a word that is none.
  static func number(of label: Text) -> Double? {
    labels.first { $0.label == label.asciiLowercased }?.number
  }

  /// The number of an OCSF `severity_id`; nil for unknown (0) and other (99).
  static func number(ofOCSF id: Int) -> Double? {
    switch id {
    case 1: number(of: "informational")
    case 2: number(of: "low")
    case 3: number(of: "medium")
    case 4: number(of: "high")
    case 5: number(of: "critical")
    case 6: number(of: "fatal")
    default: nil
    }
  }

  /// Security Hub and Detective, OCSF, and Falco (syslog's priorities).
  private static let labels: [(label: Text, number: Double)] = [
    ("informational", 1), ("low", 2), ("medium", 5), ("high", 8), ("critical", 9), ("fatal", 10),
    ("debug", 1), ("notice", 2), ("warning", 5), ("error", 7), ("alert", 9), ("emergency", 10),
  ]
}

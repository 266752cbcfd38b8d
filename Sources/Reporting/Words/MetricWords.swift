import CaseFolder

/// What the moments and durations of an incident are called.
enum MetricWords {
  /// The symbol, as formulas write it.
  static func symbol(_ name: Text) -> Shown { name == "T4x" ? "T4′" : Shown(name) }

  /// A moment in words; empty for one that is not known.
  static func moment(_ name: Text) -> String {
    switch name {
    case "T0": "Exposure begins"
    case "T1a": "First contact of the actor"
    case "T1": "First success of the actor"
    case "T2p": "First warning about the exposure"
    case "T2": "First finding of the attack published"
    case "T3": "First act of the responders"
    case "T4": "Last success or traffic of the actor"
    case "T4x": "Last act of containment"
    case "T5": "Last artefact of the actor removed"
    case "T6": "Recovered"
    default: ""
    }
  }

  /// A duration in words; nil for one that is not known.
  static func duration(_ name: Text) -> String? {
    switch name {
    case "exposure": "Exposed before the attack"
    case "detect": "Time to detect"
    case "warning": "Warned before detection"
    case "acknowledge": "Time to acknowledge"
    case "contain": "Time to contain"
    case "access": "Actor had access"
    case "respond": "Time to recover (MTTR)"
    default: nil
    }
  }
}

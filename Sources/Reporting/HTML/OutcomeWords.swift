import CaseFolder
import Investigation

/// What the outcome of a timeline's entry looks like.
enum OutcomeWords {
  /// Whether the act did not reach its aim: refused by rights, admission or a filter, or nothing was there.
  static func isRefused(_ outcome: Text) -> Bool {
    ["denied", "rejected", "blocked", "refused", "not found", "failed"].contains { outcome.hasPrefix($0) }
  }

  /// The tone: what the actor achieved is bad, what stopped the actor is not.
  static func tone(_ entry: TimelineEntry) -> Tone {
    if isRefused(entry.outcome) { return .part }
    switch entry.outcome {
    case "success", "accepted", "allowed":
      switch entry.side {
      case .actor: return .bad
      case .responder: return .good
      case .system: return .none
      }
    case "critical", "high": return .bad
    case "medium": return .part
    default: return .none
    }
  }
}

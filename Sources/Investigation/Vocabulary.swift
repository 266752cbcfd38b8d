/// What the evidence says about the incident as a whole.
package enum Verdict: String, Codable, Sendable {
  case notDeterminable = "not determinable"
  case noIncidentFound = "no incident found"
  case open
  case containedWithOpenPaths = "contained with open paths"
  case contained
  case eradicated
}

/// How an entity is part of the incident.
package enum Level: String, Codable, Sendable, CaseIterable, Comparable {
  /// Context only.
  case related
  /// A rule points at it, proof is missing; it propagates nothing.
  case suspect
  /// A consequence of the incident or of the response to it.
  case affected
  /// The actor had the means; no proof of use.
  case exposed
  /// Under the actor's control, or its material is known to the actor.
  case compromised

  package static func < (left: Level, right: Level) -> Bool {
    let order = Self.allCases
    return order.firstIndex(of: left)! < order.firstIndex(of: right)!
  }
}

/// How sure a statement is; the five words that are used everywhere.
package enum Confidence: String, Codable, Sendable, CaseIterable, Comparable {
  case notDeterminable = "not determinable"
  /// Capability or proximity only.
  case low
  /// One indirect record, or capability with opportunity and related activity.
  case medium
  /// Two independent sources, or one direct record with a deterministic consequence.
  case high
  /// A direct record of the exact act with a success outcome, attributable to an unauthorised identity.
  case confirmed

  package static func < (left: Confidence, right: Confidence) -> Bool {
    let order = Self.allCases
    return order.firstIndex(of: left)! < order.firstIndex(of: right)!
  }

  /// One word less sure, as each inferred edge costs; nil below low.
  package var lowered: Confidence? {
    switch self {
    case .confirmed: .high
    case .high: .medium
    case .medium: .low
    case .low, .notDeterminable: nil
    }
  }
}

/// Whether a question has its answer.
package enum AnswerState: String, Codable, Sendable {
  case answered
  case partiallyAnswered = "partially answered"
  case notAnswerable = "not answerable"
  case conflicting
}

/// Who stands behind an entry of the timeline.
package enum Side: String, Codable, Sendable {
  case actor, responder, system
}

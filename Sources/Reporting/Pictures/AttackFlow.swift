import CaseFolder
import Investigation

/// A relationship along which an attack moves, in the direction in which it does.
struct AttackFlow: Comparable {
  let from: Entity
  let to: Entity
  let verb: Text
  let count: Int

  /// With the words of a relationship, or against them.
  private enum Direction { case forward, backward }

  /// The flow of a relationship; nil when it only describes, or when an end of it is not in the report.
  init?(of relationship: Relationship, byID: [Text: Entity]) {
    guard let direction = Self.direction(relationship.type), relationship.from != relationship.to,
      let one = byID[relationship.from], let other = byID[relationship.to]
    else { return nil }
    from = direction == .forward ? one : other
    to = direction == .forward ? other : one
    verb = Text(relationship.type.rawValue)
    count = relationship.count
  }

  /// Busier flows first; then by ids, so that the order of the input does not matter.
  static func < (left: AttackFlow, right: AttackFlow) -> Bool {
    (right.count, left.from.id, left.to.id, left.verb) < (left.count, right.from.id, right.to.id, right.verb)
  }

  private static func direction(_ type: RelationshipType) -> Direction? {
    switch type {
    case .sourceOf, .grants, .performed, .owns, .scheduledOn, .runsOn, .assumes, .uses, .hasKey, .called,
      .exchangedTraffic, .queried, .contains, .holds, .authenticatesAs, .runsAs, .resolvedTo:
      .forward
    case .createdBy, .issuedFrom: .backward
    default: nil
    }
  }

  /// Whether something that is not in scope may be drawn as a way to something that is.
  static func isLink(_ type: EntityType) -> Bool {
    type == .subject || type == .session || type == .accessKey || type == .ip
  }
}

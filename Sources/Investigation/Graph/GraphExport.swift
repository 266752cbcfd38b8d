internal import CaseFolder

/// The part of the graph that a report shows: what is in scope, what it touches, what findings name, and the actor's
/// addresses; with the relationships between them.
package enum GraphExport {
  /// At most so many entities and relationships are shown; those in scope come first.
  package static let entitiesKept = 2_000
  /// How many relationships are shown at most.
  package static let relationshipsKept = 5_000

  /// The entities, highest level first, then by type and key; those that are not in scope follow.
  package static func entities(of investigation: Investigation) -> [Entity] {
    shownKeys(investigation).prefix(entitiesKept).map { entity($0, investigation) }
  }

  /// The relationships between the shown entities, by their ends and type.
  package static func relationships(of investigation: Investigation) -> [Relationship] {
    shownEdges(investigation).prefix(relationshipsKept).map { edge in
      Relationship(
        from: edge.from.id, type: edge.type, to: edge.to.id, validFrom: edge.validFrom, validTo: edge.validTo,
        count: edge.count, citations: edge.citations)
    }
  }

  /// What the limits cut off.
  package static func omissions(of investigation: Investigation) -> [Omission] {
    let entities = shownKeys(investigation).count - entitiesKept
    let relationships = shownEdges(investigation).count - relationshipsKept
    var omissions: [Omission] = []
    if entities > 0 {
      omissions.append(
        Omission(
          what: "\(entities) entities beside the first \(entitiesKept)",
          why: "The list of entities is limited; those in scope come first, the highest level before the others."))
    }
    if relationships > 0 {
      omissions.append(
        Omission(
          what: "\(relationships) relationships beside the first \(relationshipsKept)",
          why: "The list of relationships is limited; those between entities in scope come first."))
    }
    return omissions
  }

  private static func entity(_ key: EntityKey, _ investigation: Investigation) -> Entity {
    let known = investigation.graph[key]
    let entry = investigation.scope[key]
    return Entity(
      id: key.id, type: key.type, name: known?.name ?? key.key, level: entry?.level, confidence: entry?.confidence,
      firstSeen: known?.firstSeen, lastSeen: known?.lastSeen, attributes: known?.attributes ?? [],
      proof: entry?.proof ?? [])
  }

  private static func shownKeys(_ investigation: Investigation) -> [EntityKey] {
    let scope = investigation.scope
    let inScope = scope.keys.sorted { left, right in
      let (one, two) = (scope[left]!.level, scope[right]!.level)
      return one != two ? one > two : left < right
    }
    var others: Set<EntityKey> = []
    for edge in investigation.graph.edges {
      if scope[edge.from] != nil || edge.from.type == .finding { others.insert(edge.to) }
      if scope[edge.to] != nil { others.insert(edge.from) }
    }
    others.formUnion(investigation.graph.entities.keys.filter { $0.type == .finding })
    others.formUnion(investigation.actor.addresses.keys.map { EntityKey(.ip, $0) })
    others.formUnion(investigation.actor.remoteHosts.keys.map { EntityKey(.ip, $0) })
    return inScope + others.filter { scope[$0] == nil }.sorted()
  }

  private static func shownEdges(_ investigation: Investigation) -> [Edge] {
    let scope = investigation.scope
    let shown = Set(shownKeys(investigation).prefix(entitiesKept))
    func rank(_ edge: Edge) -> Int { (scope[edge.from] == nil ? 1 : 0) + (scope[edge.to] == nil ? 1 : 0) }
    return investigation.graph.edges.filter { shown.contains($0.from) && shown.contains($0.to) }.sorted {
      let (one, two) = (rank($0), rank($1))
      return one != two ? one < two : ($0.from, $0.type, $0.to) < ($1.from, $1.type, $1.to)
    }
  }
}

package import CaseFolder

/// The behaviour graph: entities, and the typed, time-bounded relationships between them.
package struct EntityGraph: Sendable {
  /// Entities by identity. Sort before anything leaves it.
  package private(set) var entities: [EntityKey: GraphEntity] = [:]
  /// All edges, in the order of their first insertion.
  package private(set) var edges: [Edge] = []
  private var edgeIndex: [EdgeKey: Int] = [:]
  private var outgoing: [EntityKey: [Int]] = [:]
  private var incoming: [EntityKey: [Int]] = [:]

  private struct EdgeKey: Hashable {
    let from: EntityKey
    let type: RelationshipType
    let to: EntityKey
  }

  /// A graph of nothing.
  package init() {}

  /// The entity of a key, or nil.
  package subscript(key: EntityKey) -> GraphEntity? { entities[key] }

  /// All entities by type, then key.
  package var sortedEntities: [GraphEntity] {
    entities.values.sorted { $0.key < $1.key }
  }

  /// Edges that leave an entity, in a stable order.
  package func edges(from key: EntityKey, type: RelationshipType? = nil) -> [Edge] {
    (outgoing[key] ?? []).map { edges[$0] }.filter { type == nil || $0.type == type }
      .sorted { ($0.type, $0.to) < ($1.type, $1.to) }
  }

  /// Edges that reach an entity, in a stable order.
  package func edges(to key: EntityKey, type: RelationshipType? = nil) -> [Edge] {
    (incoming[key] ?? []).map { edges[$0] }.filter { type == nil || $0.type == type }
      .sorted { ($0.type, $0.from) < ($1.type, $1.from) }
  }

  /// Names an entity: makes it if it is new, and widens its span to the moment at which a record names it.
  @discardableResult
  package mutating func note(
    _ key: EntityKey, name: Text? = nil, at time: Timestamp? = nil, citation: Citation? = nil
  ) -> EntityKey {
    let name = name?.isEmpty == true ? nil : name
    var entity = entities[key] ?? GraphEntity(key: key, name: name ?? key.key)
    if let name { entity.name = name }
    if let time {
      entity.firstSeen = min(entity.firstSeen ?? time, time)
      entity.lastSeen = max(entity.lastSeen ?? time, time)
    }
    if let citation, entity.citations.count < Edge.citationsKept, !entity.citations.contains(citation) {
      entity.citations.append(citation)
    }
    entities[key] = entity
    return key
  }

  /// Adds a fact to an entity; the same name with the same value is kept once.
  package mutating func add(_ name: Text, _ value: Text?, to key: EntityKey, citation: Citation?) {
    guard let value, !value.isEmpty, var entity = entities[key] else { return }
    if !entity.attributes.contains(where: { $0.name == name && $0.value == value }) {
      entity.attributes.append(Attribute(name: name, value: value, citation: citation))
      entities[key] = entity
    }
  }

  /// Adds a relationship, or widens and counts the one that is there.
  package mutating func relate(
    _ from: EntityKey, _ type: RelationshipType, _ to: EntityKey, from start: Timestamp? = nil,
    until end: Timestamp? = nil, citation: Citation? = nil, observed: Bool = true
  ) {
    note(from)
    note(to)
    let key = EdgeKey(from: from, type: type, to: to)
    guard let index = edgeIndex[key] else {
      edgeIndex[key] = edges.count
      outgoing[from, default: []].append(edges.count)
      incoming[to, default: []].append(edges.count)
      edges.append(
        Edge(
          from: from, type: type, to: to, validFrom: start, validTo: end, count: 1,
          citations: citation.map { [$0] } ?? [], isObserved: observed))
      return
    }
    edges[index].count += 1
    edges[index].isObserved = edges[index].isObserved || observed
    if let start { edges[index].validFrom = min(edges[index].validFrom ?? start, start) }
    if let end { edges[index].validTo = max(edges[index].validTo ?? end, end) }
    if let citation, edges[index].citations.count < Edge.citationsKept, !edges[index].citations.contains(citation) {
      edges[index].citations.append(citation)
    }
  }

  /// Closes every open interval of edges that reach or leave an entity, as its deletion does.
  package mutating func close(_ key: EntityKey, at time: Timestamp) {
    for index in (outgoing[key] ?? []) + (incoming[key] ?? []) where edges[index].validTo == nil {
      if (edges[index].validFrom ?? time) <= time { edges[index].validTo = time }
    }
  }
}

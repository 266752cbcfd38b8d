internal import CaseFolder
internal import Evidence
internal import Investigation

extension CaseFacts {
  /// The key of an in-cluster thing, as the graph knows it, else as it would be.
  func key(_ type: EntityType, _ cluster: Text?, _ path: Text) -> EntityKey {
    let prefix = cluster.flatMap { $0.isEmpty ? nil : $0 } ?? self.cluster
    let exact = EntityKey(type, namespacedName(prefix, path))
    if graph[exact] != nil { return exact }
    return keysByPath[type]?[path] ?? exact
  }

  /// The key of a thing that is known under one of several texts.
  func key(_ type: EntityType, anyOf names: [Text]) -> EntityKey {
    for name in names where !name.isEmpty {
      let key = EntityKey(type, name)
      if graph[key] != nil { return key }
    }
    return EntityKey(type, names.first { !$0.isEmpty } ?? "")
  }

  /// In-cluster keys by what follows the cluster's name.
  private var keysByPath: [EntityType: [Text: EntityKey]] { pathIndex.keys }

  /// Entities of a type in scope at a level or higher, by key.
  func inScope(_ type: EntityType, atLeast level: Level) -> [(key: EntityKey, entry: ScopeEntry)] {
    investigation.scope.filter { $0.key.type == type && $0.value.level >= level }
      .map { ($0.key, $0.value) }.sorted { $0.key < $1.key }
  }

  /// The part of an in-cluster key that follows the cluster's name.
  func path(of key: EntityKey) -> Text {
    let parts = key.key.split(UInt8(ascii: "/"))
    return parts.count > 1 ? Text(parts.dropFirst().map(\.string).joined(separator: "/")) : key.key
  }

  /// The instances under the actor's control, with the node of each and since when.
  var compromisedInstances: [(id: Text, node: Text?, since: Timestamp?)] {
    var since: [Text: Timestamp?] = [:]
    for (key, entry) in inScope(.instance, atLeast: .compromised) { since[key.key] = .some(entry.since) }
    for (key, entry) in inScope(.node, atLeast: .compromised) {
      let names = [key.key, path(of: key), graph[key]?.name ?? ""]
      for node in inventory.nodes
      where names.contains(node.value.metadata.name)
        || node.value.facts.instanceID.map(names.contains) == true
      {
        guard let id = node.value.facts.instanceID, since[id] == nil else { continue }
        since[id] = .some(entry.since)
      }
    }
    return since.keys.sorted().map { ($0, inventory.nodeName(ofInstance: $0), since[$0] ?? nil) }
  }

  /// Whether the case is about production, as tags and names say.
  var isProduction: Bool {
    inventory.clusters.contains { cluster in
      cluster.value.tags.contains { tag in
        ["env", "environment", "stage"].contains(tag.key.asciiLowercased)
          && ["prod", "production"].contains(tag.value.asciiLowercased)
      }
    } || (cluster.map(namesProduction) ?? false)
  }

  /// Whether one of the words of a name is `prod` or `production`.
  func namesProduction(_ name: Text) -> Bool {
    name.asciiLowercased.utf8.split { !(97...122 ~= $0) }.contains { part in
      part.elementsEqual("prod".utf8) || part.elementsEqual("production".utf8)
    }
  }
}

/// In-cluster keys of the graph by what follows the cluster's name; the first by key wins.
struct PathIndex {
  private(set) var keys: [EntityType: [Text: EntityKey]] = [:]

  init(_ graph: EntityGraph) {
    let types: Set<EntityType> = [.secret, .serviceAccount, .pod, .binding, .node, .workload, .subject]
    for key in graph.entities.keys.sorted() where types.contains(key.type) {
      let parts = key.key.split(UInt8(ascii: "/"))
      guard parts.count > 1 else { continue }
      let path = Text(parts.dropFirst().map(\.string).joined(separator: "/"))
      if keys[key.type]?[path] == nil { keys[key.type, default: [:]][path] = key }
      if key.type == .pod, parts.count == 4 {
        let short = Text("\(parts[1].string)/\(parts[2].string)")
        if keys[.pod]?[short] == nil { keys[.pod, default: [:]][short] = key }
      }
    }
  }
}

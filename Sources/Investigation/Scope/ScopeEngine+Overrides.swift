internal import CaseFolder
internal import Evidence

extension ScopeEngine {
  /// Takes over what an analyst marked `exclude` or `benign`: it beats every rule, and nothing spreads from it.
  mutating func readExclusions() {
    for override in evidence.manifest.overrides where override.mark == "exclude" || override.mark == "benign" {
      excluded.formUnion(EntityName.keys(override.entity, in: graph, cluster: builder.clusters.only))
    }
  }

  /// Puts in scope what an analyst included and no rule found.
  mutating func addInclusions() {
    for override in evidence.manifest.overrides where override.mark == "include" {
      for key in EntityName.keys(override.entity, in: graph, cluster: builder.clusters.only) {
        let by: Prose = override.by.map { " by \($0)" } ?? ""
        let why: Prose = override.why.map { ": \($0)" } ?? ""
        mark(
          key, .suspect, .medium, since: override.at, rule: "override", "included\(by)\(why)", [])
      }
    }
  }
}

/// Entities as people write them: `type:key`, the key with or without its cluster, or an entity's id.
enum EntityName {
  /// The entities that a name means: the one that the graph knows, else the one that the name spells.
  static func keys(_ name: Text, in graph: EntityGraph, cluster: Text?) -> [EntityKey] {
    let bytes = Array(name.utf8)
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
      let type = EntityType(rawValue: String(decoding: bytes[..<colon], as: UTF8.self))
    else {
      return graph.entities.keys.filter { $0.id == name }.sorted()
    }
    let key = Text(bytes: bytes[(colon + 1)...])
    let exact = EntityKey(type, key)
    if graph[exact] != nil { return [exact] }
    let inCluster = Text("\(cluster?.string ?? "")/\(key.string)")
    let found = graph.entities.keys.filter { candidate in
      candidate.type == type
        && (candidate.key == inCluster || (type == .pod && candidate.key.hasPrefix(Text(inCluster.string + "/"))))
    }
    return found.isEmpty ? [exact] : found.sorted()
  }
}

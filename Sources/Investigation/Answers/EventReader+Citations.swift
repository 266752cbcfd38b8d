package import CaseFolder
internal import Evidence

extension EventReader {
  /// Where an event's record stands.
  package func citation(_ index: Int) -> Citation { evidence.citation(ofEvent: index) }

  /// The citations of a burst: its first records and its last one.
  package func citations(_ indices: [Int]) -> [Citation] {
    let shown = indices.count <= 5 ? indices : Array(indices.prefix(4)) + [indices[indices.count - 1]]
    return shown.map { citation($0) }
  }

  /// Where the row of a flow stands, by its index.
  package func citation(ofFlow index: Int) -> Citation { evidence.citation(ofFlow: index) }

  /// Where the row of a flow that ends last stands.
  package func citation(ofLastRow index: Int) -> Citation { evidence.citation(ofLastRow: index) }
}

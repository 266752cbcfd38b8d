internal import CaseFolder

/// Joins the flows of all files: leaves out those before the window's look-back, notes each file's span, folds the rest.
struct FlowJoiner {
  /// By file, how many rows end before the window's look-back.
  private(set) var before: [Int: Int] = [:]
  /// By file, the first start and the last end of its other rows, in seconds since 1970.
  private(set) var spans: [Int: ClosedRange<Int64>] = [:]

  private let start: Int64
  private var folder: FlowFolder

  /// A joiner for a case; `edges` as `ReadingOptions.edges` gives them.
  init(edges: [Int64]) {
    start = edges.first ?? .min
    folder = FlowFolder(edges: edges)
  }

  /// Adds the flows of one file.
  mutating func add(_ flows: [Flow], _ map: SymbolMap, file: Int) {
    for flow in flows {
      guard flow.end >= start else {
        before[file, default: 0] += Int(flow.rows)
        continue
      }
      let span = spans[file]
      spans[file] = min(span?.lowerBound ?? .max, flow.start)...max(span?.upperBound ?? .min, flow.end)
      folder.add(flow.remapped(map, file: UInt32(file)))
    }
  }

  /// The joined flows in time order; ties by place.
  mutating func take() -> [Flow] {
    var flows = folder.take()
    flows.sort { left, right in
      if left.start != right.start { return left.start < right.start }
      return (left.end, left.file, left.position) < (right.end, right.file, right.position)
    }
    return flows
  }
}

extension Flow {
  /// The flow with its symbols in another table and its file's number there.
  fileprivate func remapped(_ map: SymbolMap, file: UInt32) -> Flow {
    var flow = self
    flow.source = map[source]
    flow.destination = map[destination]
    flow.interface = map[interface]
    flow.instance = map[instance]
    flow.file = file
    flow.lastFile = file
    return flow
  }
}

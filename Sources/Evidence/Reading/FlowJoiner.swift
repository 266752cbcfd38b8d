internal import CaseFolder

/// Joins the flows of all files: leaves out those before the window's look-back, notes each file's span, folds the rest.
struct FlowJoiner {
  /// By file, how many rows end before the window's look-back.
  private(set) var before: [Int: Int] = [:]
  /// By file, the first start and the last end of its other rows, in seconds since 1970.
  private(set) var spans: [Int: ClosedRange<Int64>] = [:]

  private let start: Int64
  private var folder: FlowFolder
  /// The flows of the first file, which are folded already, as long as there is no other.
  private var first: [Flow] = []

  /// A joiner for a case; `edges` as `ReadingOptions.edges` gives them.
  init(edges: [Int64]) {
    start = edges.first ?? .min
    folder = FlowFolder(edges: edges)
  }

  /// Adds the flows of one file.
  mutating func add(_ flows: [Flow], _ map: SymbolMap, file: Int) {
    var kept: [Flow] = []
    kept.reserveCapacity(flows.count)
    var rowsBefore = 0
    var span: (from: Int64, to: Int64) = (.max, .min)
    for flow in flows {
      guard flow.end >= start else {
        rowsBefore += Int(flow.rows)
        continue
      }
      span = (min(span.from, flow.start), max(span.to, flow.end))
      kept.append(flow.remapped(map, file: UInt32(file)))
    }
    if rowsBefore > 0 { before[file] = rowsBefore }
    guard !kept.isEmpty else { return }
    spans[file] = span.from...span.to
    if first.isEmpty, folder.flows.isEmpty {
      first = kept
    } else {
      for flow in first + kept { folder.add(flow) }
      first = []
    }
  }

  /// The joined flows in time order; ties by place.
  mutating func take() -> [Flow] {
    var flows = first.isEmpty ? folder.take() : first
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

internal import CaseFolder

/// Reads flow logs line by line.
enum FlowConsumers {
  /// A consumer for text rows; the first line decides the order of the columns.
  static func lines() -> LineConsumer {
    let state = State()
    return LineConsumer { line, span, segment in
      var reader = state.reader ?? FlowLogReader(header: line)
      defer { state.reader = reader }
      var flow = Flow()
      switch reader.read(line, symbols: segment.symbols, into: &flow) {
      case .flow:
        flow.position = UInt32(clamping: span.position)
        flow.lastPosition = flow.position
        segment.flows.add(flow)
        return .event
      case .blank: return .nothing
      case .header:
        reader = FlowLogReader(header: line)
        return .nothing
      case .noData: return .remark("NODATA: no traffic in the window")
      case .skipData: return .remark("SKIPDATA: flows were lost")
      case .unreadable(let reason):
        // Another file's header may stand in the middle, with other columns; it rules the rows behind it.
        guard FlowLogReader.isHeader(line) else { return .unreadable(reason) }
        reader = FlowLogReader(header: line)
        return .nothing
      }
    }
  }

  private final class State {
    var reader: FlowLogReader?
  }
}

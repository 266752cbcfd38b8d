/// Folds rows of flow logs that say the same of two addresses, so that a busy service costs a row an hour and not a row a
/// minute and client port. What it makes of a set of rows does not depend on their order.
struct FlowFolder {
  /// Moments, in seconds since 1970, at which no fold may reach across: the edges of the case's window.
  private let edges: [Int64]
  /// What was folded so far.
  private(set) var flows: [Flow] = []
  /// By flow, the time within which rows are folded into it.
  private var spans: [Int64] = []
  /// Where a flow's hash leads to: the hash's high 32 bits, then 1 + the flow's index; 0 when empty.
  private var slots = [UInt64](repeating: 0, count: 1 << 8)
  private var seed = UInt64.random(in: .min ... .max)

  init(edges: [Int64] = []) {
    self.edges = edges
  }

  /// Adds a row, or what was folded from the rows of one file.
  mutating func add(_ flow: Flow) {
    let span = span(of: flow)
    let tag = hash(flow, span) >> 32
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: tag) & mask
    while slots[place] != 0 {
      if slots[place] >> 32 == tag {
        let index = Int(slots[place] & 0xFFFF_FFFF) - 1
        if spans[index] == span, flows[index].saysTheSame(as: flow) {
          flows[index].fold(flow)
          return
        }
      }
      place = (place + 1) & mask
    }
    flows.append(flow)
    spans.append(span)
    slots[place] = tag << 32 | UInt64(flows.count)
    if flows.count * 3 > slots.count * 2 { grow() }
  }

  /// Ends the folding and returns the flows.
  mutating func take() -> [Flow] {
    defer { self = FlowFolder(edges: edges) }
    return flows
  }

  /// The hour in which a row begins, or the second of a refused one, and how many edges it has behind it. A row that ends
  /// before an edge is kept apart from one that begins before it and ends behind it.
  private func span(of flow: Flow) -> Int64 {
    var behind: Int64 = 0
    for edge in edges { behind += (flow.start >= edge ? 1 : 0) + (flow.end >= edge ? 1 : 0) }
    return (flow.accepted ? flow.start / 3600 : flow.start) * 16 + behind
  }

  private func hash(_ flow: Flow, _ span: Int64) -> UInt64 {
    let addresses = UInt64(flow.source.id) << 32 | UInt64(flow.destination.id)
    let machines = UInt64(flow.interface.id) << 32 | UInt64(flow.instance.id)
    let opening = UInt64(flow.tcpFlags & Flow.openingFlags)
    let rest = UInt64(flow.servicePort) << 24 | opening << 16 | UInt64(flow.protocol) << 8 | (flow.accepted ? 1 : 0)
    var state = (addresses ^ seed).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    state = (state.high ^ state.low ^ machines).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
    state = (state.high ^ state.low ^ rest ^ UInt64(bitPattern: span) << 24)
      .multipliedFullWidth(by: 0x8EBC_6AF0_9C88_C6E3)
    return state.high ^ state.low
  }

  private mutating func grow() {
    let old = slots
    let mask = old.count * 2 - 1
    slots = [UInt64](repeating: 0, count: mask + 1)
    for slot in old where slot != 0 {
      var place = Int(truncatingIfNeeded: slot >> 32) & mask
      while slots[place] != 0 { place = (place + 1) & mask }
      slots[place] = slot
    }
  }
}

extension Flow {
  /// Whether two rows differ in nothing but time, volume, the client's port, and flags that do not tell who opened.
  fileprivate func saysTheSame(as other: Flow) -> Bool {
    source == other.source && destination == other.destination && interface == other.interface
      && instance == other.instance && servicePort == other.servicePort
      && (sourcePort < destinationPort) == (other.sourcePort < other.destinationPort)
      && (sourcePort > destinationPort) == (other.sourcePort > other.destinationPort)
      && tcpFlags & Flow.openingFlags == other.tcpFlags & Flow.openingFlags && self.protocol == other.protocol
      && accepted == other.accepted && isEgress == other.isEgress
  }

  /// Adds the rows of another flow.
  fileprivate mutating func fold(_ other: Flow) {
    bytes = bytes.addingClamped(other.bytes)
    packets = packets.addingClamped(other.packets)
    rows = UInt32(clamping: UInt64(rows) + UInt64(other.rows))
    tcpFlags |= other.tcpFlags
    if (other.start, other.file, other.position) < (start, file, position) {
      start = other.start
      file = other.file
      position = other.position
      sourcePort = other.sourcePort
      destinationPort = other.destinationPort
    }
    if (other.end, other.lastStart, other.lastFile, other.lastPosition) > (end, lastStart, lastFile, lastPosition) {
      end = other.end
      lastStart = other.lastStart
      lastFile = other.lastFile
      lastPosition = other.lastPosition
    }
  }
}

extension UInt64 {
  /// The sum, or the highest number.
  fileprivate func addingClamped(_ other: UInt64) -> UInt64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}

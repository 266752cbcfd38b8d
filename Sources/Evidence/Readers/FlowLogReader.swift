package import CaseFolder

/// What a line of a flow log is.
package enum FlowLineResult: Hashable, Sendable {
  case flow
  case header
  case blank
  /// The interface saw no traffic.
  case noData
  /// Flows were lost: a gap in the evidence.
  case skipData
  case unreadable(Text)
}

/// Reads VPC flow log rows: text columns in the order of a header, or of the version's documented default without one
/// (AWS, "Flow log records").
package struct FlowLogReader: Sendable {
  private enum Column: Sendable {
    case interface, source, destination, sourcePort, destinationPort, transport, packets, bytes, start, end, action
    case status, instance, tcpFlags, packetSource, packetDestination, direction, other
  }

  private let columns: [Column]
  /// How many columns a row must have: as many as the header, or as one of the versions without a header.
  private let counts: [Bool]
  private let separator: UInt8

  /// The fields of all versions in their documented order; version 2 ends after 14.
  private static let documentedOrder = [
    "version", "account-id", "interface-id", "srcaddr", "dstaddr", "srcport", "dstport", "protocol", "packets", "bytes",
    "start", "end", "action", "log-status", "vpc-id", "subnet-id", "instance-id", "tcp-flags", "type", "pkt-srcaddr",
    "pkt-dstaddr", "region", "az-id", "sublocation-type", "sublocation-id", "pkt-src-aws-service",
    "pkt-dst-aws-service", "flow-direction", "traffic-path",
  ]

  /// Columns of a row of all fields of versions 2, 3, 4, 5, 7, 8 and later ones, whose fields all follow the older ones.
  private static let documentedCounts: Set<Int> = [14, 21, 25, 29, 39, 40, 41, 42]

  /// A reader whose columns the file's first line decides, if it is a header.
  package init(header: UnsafeBufferPointer<UInt8>) {
    separator = Self.separator(header)
    let names = Self.names(header)
    let hasHeader = Self.isHeader(names)
    let order = hasHeader ? names : Self.documentedOrder.map { Text($0) }
    columns = order.map(Self.column)
    let allowed = hasHeader ? [names.count] : Self.documentedCounts
    counts = (0...(allowed.max() ?? 0)).map(allowed.contains)
  }

  /// Whether a line names columns.
  static func isHeader(_ line: UnsafeBufferPointer<UInt8>) -> Bool { isHeader(names(line)) }

  private static func isHeader(_ names: [Text]) -> Bool {
    names.contains("srcaddr") || names.contains("dstaddr") || names.contains("pkt-srcaddr")
  }

  private static func names(_ line: UnsafeBufferPointer<UInt8>) -> [Text] {
    line.split(separator: separator(line)).map { name($0) }
  }

  private static func separator(_ header: UnsafeBufferPointer<UInt8>) -> UInt8 {
    header.contains(UInt8(ascii: ",")) && !header.contains(0x20) ? UInt8(ascii: ",") : 0x20
  }

  /// Reads one line into `flow`, which is left as it was unless the result is `.flow`.
  package mutating func read(
    _ line: UnsafeBufferPointer<UInt8>, symbols: SymbolTable, into flow: inout Flow
  ) -> FlowLineResult {
    var fields = Fields()
    var position = Self.timestampEnd(line)
    var index = 0
    while position < line.count {
      while position < line.count, line[position] == separator, separator == 0x20 { position += 1 }
      guard position < line.count else { break }
      let start = position
      while position < line.count, line[position] != separator { position += 1 }
      let isLineEnd = position == line.count && line[position - 1] == 0x0D
      var text = UnsafeBufferPointer(rebasing: line[start..<(isLineEnd ? position - 1 : position)])
      if isLineEnd, text.isEmpty { break }
      if text.count >= 2, text.first == 0x22, text.last == 0x22 {
        text = UnsafeBufferPointer(rebasing: text[1..<text.count - 1])
      }
      if index < columns.count, columns[index] != .other { fields.set(columns[index], text) }
      index += 1
      position += 1
    }
    guard index > 0 else { return .blank }
    if index == 1, columns.count > 1 { return .unreadable("one column only") }
    if fields.isHeader { return .header }
    guard index < counts.count, counts[index] else {
      let least = counts.firstIndex(of: true) ?? 0
      return .unreadable(index < least ? "too few columns" : "a number of columns that fits no order")
    }
    if let status = fields.status {
      if status.equals("NODATA") { return .noData }
      if status.equals("SKIPDATA") { return .skipData }
    }
    return fields.fill(&flow, symbols)
  }

  /// Where the row begins behind the time that a log service's export writes before it; 0 without one.
  private static func timestampEnd(_ line: UnsafeBufferPointer<UInt8>) -> Int {
    guard line.count > 21, line[4] == UInt8(ascii: "-"), line[10] == UInt8(ascii: "T"),
      let blank = line[..<min(line.count, 40)].firstIndex(of: 0x20),
      Timestamp.parse(UnsafeBufferPointer(rebasing: line[0..<blank])) != nil
    else { return 0 }
    return blank + 1
  }

  /// A column's name in small letters with hyphens, as the header or a camelCase export writes it.
  private static func name(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Text {
    Text(bytes: bytes.filter { $0 != 0x22 && $0 != 0x0D }.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 })
      .asciiLowercased
  }

  private static func column(_ name: Text) -> Column {
    switch name {
    case "interface-id": .interface
    case "srcaddr": .source
    case "dstaddr": .destination
    case "srcport": .sourcePort
    case "dstport": .destinationPort
    case "protocol": .transport
    case "packets": .packets
    case "bytes": .bytes
    case "start": .start
    case "end": .end
    case "action": .action
    case "log-status": .status
    case "instance-id": .instance
    case "tcp-flags": .tcpFlags
    case "pkt-srcaddr": .packetSource
    case "pkt-dstaddr": .packetDestination
    case "flow-direction": .direction
    default: .other
    }
  }

  /// The fields of one line; `-` stands for a field without a value.
  private struct Fields {
    typealias Bytes = UnsafeBufferPointer<UInt8>
    var interface, source, destination, instance, packetSource, packetDestination, direction: Bytes?
    var sourcePort, destinationPort, transport, packets, bytes, start, end, action, status, tcpFlags: Bytes?

    var isHeader: Bool {
      start.map { $0.equals("start") } ?? false
        || source.map { $0.equals("srcaddr") } ?? false
    }

    mutating func set(_ column: Column, _ text: Bytes) {
      guard !(text.count == 1 && text[0] == UInt8(ascii: "-")), !text.isEmpty else { return }
      switch column {
      case .interface: interface = text
      case .source: source = text
      case .destination: destination = text
      case .sourcePort: sourcePort = text
      case .destinationPort: destinationPort = text
      case .transport: transport = text
      case .packets: packets = text
      case .bytes: bytes = text
      case .start: start = text
      case .end: end = text
      case .action: action = text
      case .status: status = text
      case .instance: instance = text
      case .tcpFlags: tcpFlags = text
      case .packetSource: packetSource = text
      case .packetDestination: packetDestination = text
      case .direction: direction = text
      case .other: break
      }
    }

    func fill(_ flow: inout Flow, _ symbols: SymbolTable) -> FlowLineResult {
      guard let from = packetSource ?? source, let to = packetDestination ?? destination else {
        return .unreadable("no addresses")
      }
      guard let action else { return .unreadable("no action") }
      guard let start = start.flatMap(Self.number), let end = end.flatMap(Self.number), end >= start else {
        return .unreadable("no times")
      }
      guard let packets = Self.number(packets), let bytes = Self.number(bytes),
        let sourcePort = Self.number(sourcePort).flatMap(UInt16.init(exactly:)),
        let destinationPort = Self.number(destinationPort).flatMap(UInt16.init(exactly:)),
        let transport = Self.number(transport).flatMap(UInt8.init(exactly:))
      else { return .unreadable("a number is out of range") }
      flow.start = Int64(clamping: start)
      flow.end = Int64(clamping: end)
      flow.lastStart = flow.start
      flow.packets = packets
      flow.bytes = bytes
      flow.source = symbols.intern(from.baseAddress!, from.count)
      flow.destination = symbols.intern(to.baseAddress!, to.count)
      flow.interface = interface.map { symbols.intern($0.baseAddress!, $0.count) } ?? .none
      flow.instance = instance.map { symbols.intern($0.baseAddress!, $0.count) } ?? .none
      flow.sourcePort = sourcePort
      flow.destinationPort = destinationPort
      flow.protocol = transport
      flow.accepted = action.equals("ACCEPT")
      flow.tcpFlags = Self.number(tcpFlags).flatMap(UInt8.init(exactly:)) ?? 0
      flow.isEgress = direction.map { $0.equals("egress") }
      return .flow
    }

    /// A field that is not there counts as 0, one that is no number as nil.
    private static func number(_ text: Bytes?) -> UInt64? {
      guard let text else { return 0 }
      return number(text)
    }

    private static func number(_ text: Bytes) -> UInt64? {
      guard !text.isEmpty, text.count <= 19 else { return nil }
      var value: UInt64 = 0
      for byte in text {
        guard byte &- 48 < 10 else { return nil }
        value = value * 10 + UInt64(byte - 48)
      }
      return value
    }
  }
}

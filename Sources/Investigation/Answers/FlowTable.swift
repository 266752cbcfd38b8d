internal import CaseFolder
internal import Evidence

/// Traffic between an own machine and a peer over one port, with one verdict: many rows of a flow log as one.
struct FlowEpisode {
  let resource: Text
  let peer: Text
  let port: Int
  let transport: UInt8
  /// Whether the own side opened the connection, as far as its first row tells.
  let isOutbound: Bool
  let accepted: Bool
  var bytesOut: UInt64 = 0
  var bytesIn: UInt64 = 0
  var packets: UInt64 = 0
  var rows = 0
  /// Index of the flow that starts first, and of the one that ends last.
  var first: Int
  var last: Int
  /// Whether the peer counts as the actor's infrastructure.
  let isActors: Bool

  /// The protocol's name, or its IANA number.
  var transportName: Text { Self.name(ofTransport: transport) }

  /// The name of a protocol, or its IANA number.
  static func name(ofTransport transport: UInt8) -> Text {
    switch transport {
    case 6: "tcp"
    case 17: "udp"
    case 1: "icmp"
    case 58: "icmpv6"
    default: Text(String(transport))
    }
  }
}

/// The episodes that concern the actor: with its hosts, and of instances in scope. One pass over symbols.
struct FlowTable {
  /// By first row, then resource, peer, port, verdict.
  private(set) var episodes: [FlowEpisode] = []

  private struct Key: Hashable {
    let own: UInt64
    let peer: UInt32
    let rest: UInt32
  }

  /// The table of a case; with `neighbours`, traffic with addresses next to the actor's too.
  init(_ investigation: Investigation, neighbours: Bool = false) {
    let evidence = investigation.evidence
    let symbols = evidence.events.symbols
    let remote = Set(investigation.actor.remoteHosts.keys.compactMap { symbols.lookup($0) })
    let actors = Set(investigation.actor.addresses.keys.compactMap { symbols.lookup($0) })
    let instances = Set(
      investigation.scope.filter { $0.key.type == .instance && $0.value.level >= .exposed }
        .compactMap { symbols.lookup($0.key.key) })
    let hosts = remote.union(actors)
    guard !hosts.isEmpty || !instances.isEmpty else { return }
    let networks = Set(
      neighbours ? investigation.actor.addresses.keys.compactMap { IPAddress($0)?.neighbourhood } : [])
    var nearby: [Symbol: Bool] = [:]
    func isNeighbour(_ address: Symbol) -> Bool {
      if networks.isEmpty { return false }
      if let known = nearby[address] { return known }
      let found = IPAddress(symbols.text(address)).map { networks.contains($0.neighbourhood) } ?? false
      nearby[address] = found
      return found
    }
    let addresses = AddressBook(evidence)
    var owners: [Symbol: Text?] = [:]
    func owner(_ address: Symbol) -> Text? {
      if let known = owners[address] { return known }
      let found = addresses.instance(at: symbols.text(address))
      owners[address] = found
      return found
    }
    var index: [Key: Int] = [:]
    for number in evidence.flows.indices {
      let flow = evidence.flows[number]
      let isSource: Bool
      if hosts.contains(flow.destination) {
        isSource = true
      } else if hosts.contains(flow.source) {
        isSource = false
      } else if !flow.instance.isNone, instances.contains(flow.instance) {
        isSource = flow.isEgress ?? (owner(flow.source) == symbols.text(flow.instance))
      } else if isNeighbour(flow.destination) {
        isSource = true
      } else if isNeighbour(flow.source) {
        isSource = false
      } else {
        continue
      }
      let own = isSource ? flow.source : flow.destination
      let peer = isSource ? flow.destination : flow.source
      let port = flow.servicePort
      let key = Key(
        own: UInt64(flow.instance.isNone ? own.id : flow.instance.id) << 1 | (flow.instance.isNone ? 1 : 0),
        peer: peer.id, rest: UInt32(port) << 16 | UInt32(flow.protocol) << 1 | (flow.accepted ? 1 : 0))
      let place =
        index[key]
        ?? {
          index[key] = episodes.count
          let resource = flow.instance.isNone ? owner(own) ?? symbols.text(own) : symbols.text(flow.instance)
          episodes.append(
            FlowEpisode(
              resource: resource, peer: symbols.text(peer), port: Int(port), transport: flow.protocol,
              isOutbound: Self.isOutbound(flow, isSource), accepted: flow.accepted, first: number, last: number,
              isActors: hosts.contains(peer)))
          return episodes.count - 1
        }()
      if isSource { episodes[place].bytesOut += flow.bytes } else { episodes[place].bytesIn += flow.bytes }
      episodes[place].packets += flow.packets
      episodes[place].rows += Int(flow.rows)
      if flow.start < evidence.flows[episodes[place].first].start { episodes[place].first = number }
      if flow.end > evidence.flows[episodes[place].last].end { episodes[place].last = number }
    }
    let flows = evidence.flows
    episodes.sort {
      (flows[$0.first].start, $0.resource, $0.peer, $0.port, $0.accepted ? 0 : 1)
        < (flows[$1.first].start, $1.resource, $1.peer, $1.port, $1.accepted ? 0 : 1)
    }
  }

  /// Whether the own side opened the connection: by the flags of the first packets, else because the other side has the
  /// lower port (domain rule 7.5).
  static func isOutbound(_ flow: Flow, _ isSource: Bool) -> Bool {
    switch flow.tcpFlags & 18 {
    case 2: isSource
    case 18: !isSource
    default: (flow.sourcePort > flow.destinationPort) == isSource
    }
  }
}

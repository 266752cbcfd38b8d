internal import CaseFolder
internal import Evidence

extension QuestionDefinition {
  /// X1
  static let egress = QuestionDefinition(
    id: "X1", title: "Which traffic left the nodes and pods?",
    why: "Mining, downloads and exfiltration show in the flows, even when no call tells of them.",
    sources: ["vpc-flow", "resolver"], kinds: ["instance"], needs: ["flow-logs", "dns", "instances"],
    next: "Block the destinations that are not yours; look at machines that talk to them.",
    answer: { context in
      guard context.supply.has("vpc-flow") else { return .notAnswerable("VPC flow logs.") }
      let talkers = TrafficSummary(context)
      var statements = talkers.top.map { flowWords($0, context) }
      if !talkers.mining.isEmpty {
        statements.append(
          Statement(
            "Ports that mining pools use: "
              + talkers.mining.map { "\(address: $0.peer) port \($0.port)" as Prose }.joined()
              + ".", confidence: .medium, citations: talkers.mining.flatMap { $0.citations(context) }))
      }
      statements += talkers.scans.map { scan in
        Statement(
          "\(scan.own) had \(scan.rejected) rejected flow rows to \(scan.ports) different ports or addresses.",
          confidence: .medium, citations: [context.reader.citation(ofFlow: scan.first)])
      }
      guard !statements.isEmpty else {
        return .answered([
          Statement(
            "No accepted flow to a public address is recorded " + context.within("vpc-flow") + ".", confidence: .high,
            citations: [])
        ])
      }
      return .answered(
        statements,
        missing: context.supply.has("resolver") ? "" : "Resolver query logs: the names behind the addresses.")
    })

  private static func flowWords(_ talker: TrafficSummary.Talker, _ context: QuestionContext) -> Statement {
    let names = context.evidence.answers.filter { answer in
      context.store.symbols.lookup(talker.peer).map { answer.addresses.contains($0) } ?? false
    }.map { context.store.text($0.name) }
    let name: Prose = distinct(names).first.map { " (\(address: $0))" } ?? ""
    let service: Prose = KnownPorts.builtIn[Int(talker.port)].map { ", a usual port of \(words: $0.name.string)" } ?? ""
    return Statement(
      "\(talker.own) to \(address: talker.peer)" + name
        + " on port \(talker.port)" + service
        + ": \(talker.bytesOut) bytes out and \(talker.bytesIn) bytes in, \(talker.from) to \(talker.to).",
      confidence: .confirmed, citations: talker.citations(context))
  }
}

/// Accepted traffic with public addresses by machine, peer and port; and machines whose flows are rejected a lot.
struct TrafficSummary {
  /// Traffic of one machine with one peer over one port.
  struct Talker {
    let own: Text
    let peer: Text
    let port: UInt16
    let bytesOut: UInt64
    let bytesIn: UInt64
    let from: Timestamp
    let to: Timestamp
    let first: Int
    let last: Int

    func citations(_ context: QuestionContext) -> [Citation] {
      [context.reader.citation(ofFlow: first), context.reader.citation(ofLastRow: last)].sortedOnce()
    }
  }

  /// A machine whose flows were rejected.
  struct Scan {
    let own: Text
    let rejected: Int
    let ports: Int
    let first: Int
  }

  /// The talkers with most bytes.
  private(set) var top: [Talker] = []
  /// Talkers on ports of mining pools.
  private(set) var mining: [Talker] = []
  private(set) var scans: [Scan] = []

  private static let shown = 10
  /// Rejected flows to so many different targets look like a scan.
  private static let scanTargets = 20

  private struct Key: Hashable {
    let own, peer: Symbol
    let port: UInt16
  }

  private struct Sum {
    var bytesOut: UInt64 = 0
    var bytesIn: UInt64 = 0
    var first: Int
    var last: Int
  }

  private struct Target: Hashable {
    let peer: Symbol
    let port: UInt16
  }

  init(_ context: QuestionContext) {
    let flows = context.evidence.flows
    let book = context.book
    let store = context.store
    var foreign: [Symbol: Bool] = [:]
    func isForeign(_ symbol: Symbol) -> Bool {
      if let known = foreign[symbol] { return known }
      let answer = book.isForeign(store.text(symbol))
      foreign[symbol] = answer
      return answer
    }
    var sums: [Key: Sum] = [:]
    var refused: [Symbol: (count: Int, first: Int, targets: Set<Target>)] = [:]
    for number in flows.indices {
      let flow = flows[number]
      let isSource = !isForeign(flow.source)
      let own = isSource ? flow.source : flow.destination
      let peer = isSource ? flow.destination : flow.source
      if !flow.accepted {
        guard isSource else { continue }
        var scan = refused[own] ?? (0, number, [])
        scan.count += Int(flow.rows)
        if scan.targets.count < 1000 { scan.targets.insert(Target(peer: peer, port: flow.destinationPort)) }
        refused[own] = scan
        continue
      }
      guard isForeign(peer), !isForeign(own) else { continue }
      let key = Key(own: own, peer: peer, port: flow.servicePort)
      var sum = sums[key] ?? Sum(first: number, last: number)
      if isSource { sum.bytesOut += flow.bytes } else { sum.bytesIn += flow.bytes }
      if flow.end > flows[sum.last].end { sum.last = number }
      sums[key] = sum
    }
    let talkers = sums.map { key, sum in
      let own = store.text(key.own)
      return Talker(
        own: book.instance(at: own) ?? own, peer: store.text(key.peer), port: key.port, bytesOut: sum.bytesOut,
        bytesIn: sum.bytesIn, from: Timestamp(seconds: flows[sum.first].start),
        to: Timestamp(seconds: flows[sum.last].end), first: sum.first, last: sum.last)
    }.sorted {
      let (one, two) = ($0.bytesOut + $0.bytesIn, $1.bytesOut + $1.bytesIn)
      return one != two ? one > two : ($0.own, $0.peer, $0.port) < ($1.own, $1.peer, $1.port)
    }
    top = Array(talkers.prefix(Self.shown))
    mining = talkers.filter { KnownPorts.builtIn[Int($0.port)]?.use == "mining" }
    scans = refused.filter { $0.value.targets.count >= Self.scanTargets }.map { own, scan in
      let address = store.text(own)
      return Scan(
        own: book.instance(at: address) ?? address, rejected: scan.count, ports: scan.targets.count, first: scan.first)
    }.sorted { $0.rejected != $1.rejected ? $0.rejected > $1.rejected : $0.own < $1.own }
  }
}

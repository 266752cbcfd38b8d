internal import CaseFolder
internal import Detection
internal import Evidence

extension QuestionDefinition {
  /// 7.1
  static let addressFirstSeen = QuestionDefinition(
    id: "7.1", title: "When was each of the actor's addresses first observed?",
    why: "The first contact begins the timeline and the scope; it may be a refused one.",
    sources: ["kubernetes-audit", "cloudtrail", "vpc-flow"], needs: ["audit-log", "cloudtrail", "flow-logs"],
    next: "Search the other logs for the time before; the earliest contact may be a refused one.",
    answer: { context in
      let addresses = ActorAddress.all(context)
      guard !addresses.isEmpty else { return .notAnswerable("No address of an actor is known.") }
      return .answered(addresses.map { firstSight($0, context) } + networkSights(addresses, context, isFirst: true))
    })

  private static func firstSight(_ address: ActorAddress, _ context: QuestionContext) -> Statement {
    let first = address.indices[0]
    let success = address.indices.first { context.store.outcome[$0] == .success }
    let succeeded: Prose =
      success.map { $0 == first ? ", with success" : "; first success at \(context.store.timestamp($0))" }
      ?? "; no success is recorded"
    let source = context.store.source[first].slug
    // A record at the very start of a log says nothing about the time before.
    let start = context.supply.span(source)?.from
    let isAtStart = start.map { abs(context.store.timestamp(first).seconds - $0.seconds) < 60 } ?? false
    let caution: Prose = isAtStart ? ", where the log starts: the true first contact may be earlier" : ""
    let flow = context.investigation.activity.flows.filter { $0.peer == address.text }.min { $0.first < $1.first }
    let traffic: Prose =
      flow.map { $0.first < context.store.timestamp(first) ? "; traffic already at \($0.first)" : "" } ?? ""
    return Statement(
      "\(address: address.text) first at \(context.store.timestamp(first)) in the \(words: SourceName.words(source))"
        + succeeded + caution + traffic + ".",
      confidence: .confirmed, citations: [first, success].compactMap { $0 }.map { context.reader.citation($0) })
  }

  /// 7.2
  static let addressLastSeen = QuestionDefinition(
    id: "7.2", title: "When was each of the actor's addresses last observed?",
    why: "Contact after the containment means that it was incomplete, or that the actor tested it.",
    sources: ["kubernetes-audit", "cloudtrail", "vpc-flow"], needs: ["audit-log", "cloudtrail", "flow-logs"],
    next: "Activity after containment means that containment was incomplete, or that it was tested.",
    answer: { context in
      let addresses = ActorAddress.all(context)
      guard !addresses.isEmpty else { return .notAnswerable("No address of an actor is known.") }
      return .answered(addresses.map { lastSight($0, context) } + networkSights(addresses, context, isFirst: false))
    })

  private static func lastSight(_ address: ActorAddress, _ context: QuestionContext) -> Statement {
    let last = address.indices[address.indices.count - 1]
    let success = address.indices.last { context.store.outcome[$0] == .success }
    let ending: Prose =
      success == last
      ? ", with success"
      : " (\(words: context.store.outcome[last].words.string))"
        + (success.map { "; last success at \(context.store.timestamp($0))" } ?? "; no success is recorded")
    let contained = context.investigation.metrics.times["T4"]?.at
    let late: Prose =
      contained.map { context.store.timestamp(last) > $0 } ?? false ? "; that is after the containment" : ""
    let flow = context.investigation.activity.flows.filter { $0.peer == address.text }.max { $0.last < $1.last }
    let traffic: Prose =
      flow.map { $0.last > context.store.timestamp(last) ? "; traffic until \($0.last)" : "" } ?? ""
    return Statement(
      "\(address: address.text) last at \(context.store.timestamp(last))" + ending + late + traffic + ".",
      confidence: .confirmed,
      citations: [success, last].compactMap { $0 }.map { context.reader.citation($0) }.sortedOnce())
  }

  /// First or last sight of networks from which several of the actor's addresses came.
  private static func networkSights(
    _ addresses: [ActorAddress], _ context: QuestionContext, isFirst: Bool
  ) -> [Statement] {
    var groups: [Text: [ActorAddress]] = [:]
    for address in addresses {
      if let network = IPAddress(address.text)?.neighbourhoodNetwork { groups[network, default: []].append(address) }
    }
    return groups.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.compactMap { network, members in
      let indices = members.flatMap(\.indices).sorted()
      guard let index = isFirst ? indices.first : indices.last else { return nil }
      let outcome = context.store.outcome[index].words.string
      let order = isFirst ? "first" : "last"
      return Statement(
        "Of the actor's \(members.count) addresses in \(address: network): \(words: order) at \(context.store.timestamp(index)) (\(words: outcome)).",
        confidence: .confirmed, citations: [context.reader.citation(index)])
    }
  }
}

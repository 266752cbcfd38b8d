internal import CaseFolder
internal import Evidence

extension QuestionDefinition {
  /// 7.3
  static let addressBehaviour = QuestionDefinition(
    id: "7.3", title: "What new behaviour came from each of the actor's addresses?",
    why: "It isolates what the actor did from what happens every day.",
    sources: ["kubernetes-audit"], needs: ["audit-log"],
    next: "Repeat the earlier steps for every address.",
    answer: { context in
      let addresses = ActorAddress.all(context)
      guard !addresses.isEmpty else { return .notAnswerable("No address of an actor is known.") }
      guard Novelty.hasBaseline(context.windows) else {
        return .notAnswerable("A baseline of at least three days: without it nothing can be called new.")
      }
      let new = Set(context.investigation.activity.new.filter { $0.kind == "pair" }.map(\.key))
      return .answered(
        addresses.map { address in
          let requests = address.indices.filter { context.store.source[$0] == .kubernetesAudit }
          let pairs = CallPair.pairs(of: requests, context).filter { new.contains($0.key) }
          guard !pairs.isEmpty else {
            return Statement(
              "\(address: address.text): no new call to the API server.", confidence: .high,
              citations: context.reader.citations(address.indices))
          }
          let list = pairs.prefix(20).map(\.words)
          let more: Prose = pairs.count > 20 ? " and \(pairs.count - 20) more" : ""
          return Statement(
            "\(address: address.text): \(words: DurationWords.count(pairs.count, "new call")), \(pairs.count { $0.succeeded > 0 }) successful: "
              + Array(list).joined() + more + ".", confidence: .high,
            citations: context.reader.citations(pairs.flatMap(\.indices).sorted()))
        })
    })

  /// 7.4
  static let addressInteraction = QuestionDefinition(
    id: "7.4", title: "Which identities and resources did each of the actor's addresses use?",
    why: "An address that uses several identities ties them to one actor.",
    sources: ["kubernetes-audit", "cloudtrail", "vpc-flow"], needs: ["audit-log", "cloudtrail", "flow-logs"],
    next: "Revoke each identity; look at each resource with its owner.",
    answer: { context in
      let addresses = ActorAddress.all(context)
      guard !addresses.isEmpty else { return .notAnswerable("No address of an actor is known.") }
      return .answered(
        addresses.map { address in
          let actors = distinct(address.indices.map { context.reader.text(context.store.actor[$0]) })
          let changed = address.indices.filter {
            context.store.outcome[$0] == .success
              && (context.store.source[$0] == .cloudTrail || !context.store.flags[$0].contains(.readOnly)
                || !context.store.name[$0].isNone)
          }
          let objects = distinct(changed.map { context.reader.object(context.store[$0]) })
          let resources: Prose =
            objects.isEmpty ? ", no named resource with success" : " on " + listed(objects, 12)
          let flows = context.investigation.activity.flows.filter { $0.peer == address.text }
          let traffic: Prose =
            flows.isEmpty ? "" : "; traffic with " + listed(distinct(flows.map(\.resource)), 5)
          return Statement(
            "\(address: address.text) acted as " + listed(actors, 8) + resources + traffic + ".",
            confidence: .confirmed,
            citations: context.reader.citations(changed.isEmpty ? address.indices : changed))
        }, missing: context.supply.has("vpc-flow") ? "" : "VPC flow logs: traffic beside the calls.")
    })

  /// 7.5
  static let addressKubernetes = QuestionDefinition(
    id: "7.5", title: "What did each of the actor's addresses do in Kubernetes?",
    why: "Subject, call and outcome by address begin the timeline and the scope.",
    sources: ["kubernetes-audit"], needs: ["audit-log"],
    next: "Read the timeline for the order; see which control refused what failed.",
    answer: { context in
      guard context.supply.has("kubernetes-audit") else { return .notAnswerable(noAuditLog) }
      let addresses = ActorAddress.all(context)
      guard !addresses.isEmpty else { return .notAnswerable("No address of an actor is known.") }
      return .answered(
        addresses.flatMap { address -> [Statement] in
          let requests = address.indices.filter { context.store.source[$0] == .kubernetesAudit }
          guard !requests.isEmpty else {
            return [
              Statement(
                "\(address: address.text): no request to the API server " + context.within("kubernetes-audit") + ".",
                confidence: .high, citations: [])
            ]
          }
          return RequestTally.by(requests, context) { $0.actor }.map { tally in
            let calls = RequestTally.by(tally.indices, context) { $0.action }.map {
              "\($0.name) (\($0.total))" as Prose
            }
            return Statement(
              "\(address: address.text) as \(tally.name): " + calls.joined() + "; " + tally.words + ".",
              confidence: .confirmed, citations: tally.citations)
          }
        })
    })

  /// Texts once each, in their order.
  static func distinct(_ texts: [Text]) -> [Text] {
    var seen: Set<Text> = []
    return texts.filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  /// The first texts of a list, and how many more there are.
  static func listed(_ texts: [Text], _ most: Int) -> Prose {
    let shown = texts.prefix(most).map { "\($0)" as Prose }
    return texts.count > most ? shown.joined(last: ", ") + " and \(texts.count - most) more" : shown.joined()
  }
}

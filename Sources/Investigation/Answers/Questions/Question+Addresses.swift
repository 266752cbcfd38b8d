internal import CaseFolder
internal import Evidence

extension QuestionDefinition {
  /// 7.1
  static let addressFirstSeen = QuestionDefinition(
    id: "7.1", title: "When was each of the actor's addresses first observed?",
    sources: ["kubernetes-audit", "cloudtrail"],
    next: "Search the other logs for the time before; the earliest contact may be a refused one.",
    answer: { context in
      .answered(
        addresses(context).map { address, indices in
          let first = indices[0]
          let success = indices.first { context.store[$0].outcome == .success }
          let succeeded: Prose =
            success.map { $0 == first ? ", with success" : "; first success at \(context.store.timestamp($0))" }
            ?? "; no success is recorded"
          return Statement(
            "\(address: address) first at \(context.store.timestamp(first))" + succeeded + ".",
            confidence: .confirmed, citations: [first, success].compactMap { $0 }.map { context.reader.citation($0) })
        }, missing: context.actorEvents.isEmpty ? "No address of an actor is known." : "")
    })

  /// 7.2
  static let addressLastSeen = QuestionDefinition(
    id: "7.2", title: "When was each of the actor's addresses last observed?",
    sources: ["kubernetes-audit", "cloudtrail"],
    next: "Activity after containment means that containment was incomplete, or that it was tested.",
    answer: { context in
      .answered(
        addresses(context).map { address, indices in
          let last = indices[indices.count - 1]
          let success = indices.last { context.store[$0].outcome == .success }
          let outcome = context.store[last].outcome
          let ending: Prose =
            success == last
            ? ", with success"
            : " (\(words: outcome.words.string))"
              + (success.map { "; last success at \(context.store.timestamp($0))" } ?? "; no success is recorded")
          return Statement(
            "\(address: address) last at \(context.store.timestamp(last))" + ending + ".", confidence: .confirmed,
            citations: [success, last].compactMap { $0 }.map { context.reader.citation($0) }.sortedOnce())
        }, missing: context.actorEvents.isEmpty ? "No address of an actor is known." : "")
    })

  /// The foreign addresses of the actor's calls with their events, by first sight.
  private static func addresses(_ context: QuestionContext) -> [(address: Text, indices: [Int])] {
    let book = AddressBook(context.evidence)
    var groups: [Symbol: [Int]] = [:]
    for index in context.actorEvents where !context.store[index].flags.contains(.undated) {
      groups[context.store[index].address, default: []].append(index)
    }
    return groups.map { (context.reader.text($0.key), $0.value) }.filter { book.isForeign($0.0) }
      .sorted { ($0.1[0], $0.0) < ($1.1[0], $1.0) }
  }
}

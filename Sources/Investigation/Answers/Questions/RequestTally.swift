internal import CaseFolder
internal import Evidence

/// How the requests of one caller or address ended.
struct RequestTally {
  let name: Text
  let indices: [Int]
  private let byOutcome: [Outcome: Int]
  let citations: [Citation]

  var total: Int { indices.count }

  /// Tallies of requests by a column, the busiest first.
  static func by(_ requests: [Int], _ context: QuestionContext, _ column: (Event) -> Symbol) -> [RequestTally] {
    var groups: [Symbol: [Int]] = [:]
    for index in requests { groups[column(context.store[index]), default: []].append(index) }
    return groups.filter { !$0.key.isNone }.map { symbol, indices in
      var byOutcome: [Outcome: Int] = [:]
      for index in indices { byOutcome[context.store[index].outcome, default: 0] += 1 }
      return RequestTally(
        name: context.reader.text(symbol), indices: indices, byOutcome: byOutcome,
        citations: context.reader.citations(indices))
    }.sorted { ($1.total, $0.name) < ($0.total, $1.name) }
  }

  /// `17 succeeded, 3 refused by authorisation (403), 1 refused by admission (403), 1 not found (404)`.
  var words: Prose {
    let names: [(Outcome, Prose)] = [
      (.success, "succeeded"), (.unauthenticated, "not authenticated (401)"),
      (.denied, "refused by authorisation (403)"), (.admissionDenied, "refused by admission (403)"),
      (.notFound, "not found (404)"), (.failed, "failed otherwise"),
      (.indeterminate, "whose end is not recorded"),
    ]
    return names.compactMap { outcome, words -> Prose? in
      byOutcome[outcome].map { "\($0) " + words }
    }.joined()
  }
}

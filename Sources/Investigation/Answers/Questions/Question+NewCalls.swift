internal import CaseFolder
internal import Evidence

extension QuestionDefinition {
  /// 5.1
  static let newCalls = QuestionDefinition(
    id: "5.1", title: "Which API calls, callers and places are new?",
    why: "A pair of subject and call that nobody saw before points at the suspicious activity in a busy log.",
    sources: ["kubernetes-audit", "cloudtrail"], kinds: ["Pod"], needs: ["audit-log", "audit-extract", "pods"],
    next: "Begin with new calls to secrets; then look at who else is new and at what became more.",
    answer: { context in
      let activity = context.investigation.activity
      guard Novelty.hasBaseline(context.windows) else {
        let sensitive = CallPair.pairs(of: context.requests, context).filter { $0.rank < CallPair.ordinary }
        let missing: Prose = activity.baseline.isEmpty ? "A baseline of at least three days." : activity.baseline
        return .answered(
          sensitive.prefix(pairsShown).map { $0.statement(context) },
          missing: missing
            + (sensitive.isEmpty ? "" : " All sensitive calls of the actor are listed instead, new or not."))
      }
      var statements = newPairs(context)
      let kinds: [(Text, String)] = [
        ("address", "address"), ("subject", "caller"), ("userAgent", "user agent"), ("image", "image"),
        ("geolocation", "country"),
      ]
      for (kind, words) in kinds {
        let found = activity.new.filter { $0.kind == kind && !$0.increased && $0.byActor }
        guard !found.isEmpty else { continue }
        let list = found.prefix(10).map { new -> Prose in
          kind == "address" ? "\(address: new.key) at \(new.first)" : "\(new.key) at \(new.first)"
        }.joined()
        statements.append(
          Statement(
            "New with the actor, \(words: words): " + list + ".", confidence: .high,
            citations: citations(of: found, context)))
      }
      let increased = activity.new.filter { $0.increased && $0.kind == "call" }
      if !increased.isEmpty {
        let list = increased.prefix(10).map { "\($0.key) (\($0.before) before, \($0.inWindow) in the window)" as Prose }
        statements.append(
          Statement(
            "\(words: DurationWords.count(increased.count, "call")) became more frequent: " + list.joined() + ".",
            confidence: .medium, citations: citations(of: Array(increased), context)))
      }
      let others = activity.new.filter { !$0.byActor && !$0.increased }
      if !others.isEmpty {
        statements.append(
          Statement(
            "\(others.count) further calls, callers, addresses, user agents, images or countries are new without the actor: the activity lists them.",
            confidence: .medium, citations: citations(of: others, context)))
      }
      guard !statements.isEmpty else {
        return .answered([
          Statement(
            "Nothing new is recorded " + context.within("kubernetes-audit") + ".", confidence: .medium, citations: [])
        ])
      }
      return .answered(statements)
    })

  /// So many pairs are listed at most.
  private static let pairsShown = 200

  /// How many pairs of call and place are new for each subject of the actor, and which were tried before.
  private static func newPairs(_ context: QuestionContext) -> [Statement] {
    let new = context.investigation.activity.new.filter { $0.kind == "pair" }
    let keys = Dictionary(new.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let pairs = CallPair.pairs(of: context.requests, context).filter { keys[$0.key] != nil }
    var bySubject: [Text: [CallPair]] = [:]
    for pair in pairs { bySubject[pair.who, default: []].append(pair) }
    return bySubject.sorted { $0.key < $1.key }.flatMap { who, pairs -> [Statement] in
      let worked = pairs.filter { $0.succeeded > 0 }
      let failed = pairs.filter { $0.succeeded == 0 }
      var text: Prose =
        "\(who): \(words: DurationWords.count(pairs.count, "new pair")) of call and namespace, \(worked.count) successful"
      if !failed.isEmpty { text = text + "; without success: " + failed.map(\.words).joined() }
      var statements = [
        Statement(
          text + ".", confidence: .high, citations: context.reader.citations(pairs.flatMap(\.indices).sorted()))
      ]
      let tried = pairs.compactMap { pair in keys[pair.key]?.attemptedBefore.map { (pair, $0) } }
      if !tried.isEmpty {
        let list = tried.map { "\($0.0.words) at \($0.1)" as Prose }.joined()
        statements.append(
          Statement(
            "Attempted before and refused, and new as a success: " + list + ".", confidence: .confirmed,
            citations: context.reader.citations(tried.map { $0.0.indices[0] })))
      }
      return statements
    }
  }

  /// The records at the moments at which some things were first seen; of images, the pods that ran them.
  private static func citations(of new: [NewlyObserved], _ context: QuestionContext) -> [Citation] {
    let time = context.store.time
    var found: [Citation] = []
    for entry in new.prefix(5) {
      if entry.kind == "image" {
        found += context.investigation.pods.filter { $0.images.contains(entry.key) }.compactMap(\.citation).prefix(2)
        continue
      }
      // Events are in the order of their times.
      var (low, high) = (0, time.count)
      while low < high {
        let middle = (low + high) / 2
        if time[middle] < entry.first.microseconds { low = middle + 1 } else { high = middle }
      }
      if low < time.count, time[low] == entry.first.microseconds { found.append(context.reader.citation(low)) }
    }
    return Array(found.sortedOnce().prefix(5))
  }

  /// 5.2
  static let newAccess = QuestionDefinition(
    id: "5.2", title: "What do the new calls try to access, and do they succeed?",
    why: "What was read is known to the actor; what was changed stays until somebody undoes it.",
    sources: ["kubernetes-audit"], needs: ["audit-log"],
    next: "Rotate every secret that was read; remove every object that was made.",
    answer: { context in
      guard context.supply.has("kubernetes-audit") else { return .notAnswerable(noAuditLog) }
      guard !context.requests.isEmpty else { return .notAnswerable("No request of an actor is known.") }
      let hasBaseline = Novelty.hasBaseline(context.windows)
      let new = Set(context.investigation.activity.new.filter { $0.kind == "pair" }.map(\.key))
      let pairs = CallPair.pairs(of: context.requests, context).filter { !hasBaseline || new.contains($0.key) }
      guard !pairs.isEmpty else {
        return .answered([
          Statement(
            "No call of the actor is new " + context.within("kubernetes-audit") + ".", confidence: .medium,
            citations: [])
        ])
      }
      return .answered(
        pairs.prefix(pairsShown).map { $0.statement(context) },
        missing: hasBaseline ? "" : "Which of them are new: the baseline is too short.")
    })
}

/// The requests of one subject with one call in one namespace.
struct CallPair {
  /// The rank of what is not sensitive.
  static let ordinary = 5

  let who: Text
  let key: Text
  let words: Prose
  let rank: Int
  let indices: [Int]
  let succeeded: Int
  let names: [Text]

  /// The pairs of some requests: secrets, tokens, sessions, rights and workloads first, then by time.
  static func pairs(of requests: [Int], _ context: QuestionContext) -> [CallPair] {
    struct Key: Hashable {
      let who, action, resource, namespace: Symbol
    }
    let store = context.store
    let start = context.windows.finding?.from.microseconds ?? .min
    var groups: [Key: [Int]] = [:]
    for index in requests where store.time[index] >= start {
      groups[
        Key(
          who: store.actor[index], action: store.action[index], resource: store.resource[index],
          namespace: store.namespace[index]), default: []
      ].append(index)
    }
    return groups.map { key, indices in
      let resource = context.reader.text(key.resource)
      let place: Prose = key.namespace.isNone ? "" : " in \(context.reader.text(key.namespace))"
      let names = Set(indices.map { store.name[$0] }.filter { !$0.isNone }).map { context.reader.text($0) }.sorted()
      return CallPair(
        who: context.reader.text(key.who),
        key: Novelty.pairName(
          context.reader, who: key.who, action: key.action, resource: key.resource, namespace: key.namespace),
        words: "\(context.reader.text(key.action)) \(resource)" + place, rank: rank(resource), indices: indices,
        succeeded: indices.count { store.outcome[$0] == .success }, names: names)
    }.sorted { ($0.rank, $0.indices[0]) < ($1.rank, $1.indices[0]) }
  }

  private static func rank(_ resource: Text) -> Int {
    switch resource {
    case "secrets": 0
    case "serviceaccounts/token": 1
    case "pods/exec", "pods/attach", "pods/portforward", "nodes/proxy", "pods/proxy": 2
    case "clusterrolebindings", "rolebindings", "clusterroles", "roles": 3
    case "pods", "daemonsets", "deployments", "statefulsets", "jobs", "cronjobs", "replicasets", "serviceaccounts": 4
    default: ordinary
    }
  }

  /// The pair as a sentence: what, by whom, how often and how it ended.
  func statement(_ context: QuestionContext) -> Statement {
    let tally = RequestTally.by(indices, context) { $0.actor }
    let named: Prose = names.isEmpty ? "" : " (" + names.prefix(8).map { "\($0)" as Prose }.joined() + ")"
    let outcome = tally.first?.words ?? "\(indices.count) requests"
    return Statement(
      words + named + " by \(who): " + outcome + ".", confidence: .confirmed,
      citations: context.reader.citations(indices))
  }
}

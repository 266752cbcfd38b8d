internal import CaseFolder
internal import Evidence

/// What was seen for the first time in the window or after it, or became more, compared with the baseline (domain
/// question 5.1): calls, subjects, addresses, user agents, images, geolocations, and pairs of subject and call.
struct Novelty {
  /// Shorter baselines say nothing about what is new.
  private static let shortest: Int64 = 3 * 86_400
  /// What Detective learns from, and what the manifest asks for by default.
  private static let training: Int64 = 14 * 86_400
  /// So many entries are kept at most, the actor's first.
  static let kept = 1000
  /// Activity counts as increased from so many requests in the window on, …
  private static let leastIncreased = 10
  /// … when there are so many times more of them in an hour than in the baseline.
  private static let timesIncreased = 3.0

  /// Whether the baseline is long enough to call something new.
  static func hasBaseline(_ windows: Windows) -> Bool {
    windows.baseline.map { $0.to.seconds - $0.from.seconds >= shortest } ?? false
  }

  /// With what is compared, and how far that can be trusted.
  static func remark(_ windows: Windows) -> Prose {
    guard windows.finding != nil else { return "Nothing is compared with a baseline: the case has no window." }
    guard let baseline = windows.baseline else {
      return "Nothing is called new: no log reaches back before the window."
    }
    let length = baseline.to.seconds - baseline.from.seconds
    let span: Prose = "\(baseline.from) to \(baseline.to) (\(words: DurationWords.words(length)))"
    if length < shortest {
      return "Nothing is called new: the baseline from " + span + " is shorter than three days."
    }
    let caveat: Prose =
      length < training
      ? "; that is shorter than the two weeks that learn a rhythm, so what happens seldom may look new" : ""
    return "Compared with the baseline from " + span + caveat + "."
  }

  private let investigation: Investigation
  private let reader: EventReader
  private let counter: ActivityCounter
  private let window: Window
  private let baseline: Window
  private let actors: [Bool]

  /// What is new, by first sight; nothing without a baseline.
  static func newlyObserved(
    of investigation: Investigation, _ reader: EventReader, _ counter: ActivityCounter
  ) -> [NewlyObserved] {
    guard hasBaseline(investigation.windows), let window = investigation.windows.finding,
      let baseline = investigation.windows.baseline
    else { return [] }
    let novelty = Novelty(investigation, reader, counter, window, baseline)
    let all =
      novelty.pairs() + novelty.columns() + novelty.calls() + novelty.images() + novelty.geolocations()
    func precedes(_ left: NewlyObserved, _ right: NewlyObserved) -> Bool {
      (left.first, left.kind, left.key) < (right.first, right.kind, right.key)
    }
    let ranked = all.filter(\.byActor).sorted(by: precedes) + all.filter { !$0.byActor }.sorted(by: precedes)
    return ranked.prefix(kept).sorted(by: precedes)
  }

  private init(
    _ investigation: Investigation, _ reader: EventReader, _ counter: ActivityCounter, _ window: Window,
    _ baseline: Window
  ) {
    self.investigation = investigation
    self.reader = reader
    self.counter = counter
    self.window = window
    self.baseline = baseline
    let store = investigation.evidence.events
    // By symbol: whether the actor's events hold it as caller, address or user agent.
    var actors = [Bool](repeating: false, count: store.symbols.count)
    for index in investigation.actor.events {
      for symbol in [store.actor[index], store.address[index], store.agent[index]] { actors[Int(symbol.id)] = true }
    }
    self.actors = actors
  }

  // MARK: Kinds

  /// Subjects, addresses and user agents.
  private func columns() -> [NewlyObserved] {
    [("subject" as Text, counter.subjects), ("address", counter.addresses), ("userAgent", counter.agents)]
      .flatMap { kind, table in
        // A caller of Kubernetes and of AWS is one.
        var merged: [UInt64: ActivityCount] = [:]
        for (key, count) in table.rows { merged[key >> 1] = merged[key >> 1].map { $0.merged(with: count) } ?? count }
        return merged.compactMap { id, count in
          // A caller is new when nobody saw it before; success or not makes no difference.
          entry(kind, count, byActor: actors[Int(id)], needsSuccess: false) { reader.text(Symbol(id: UInt32(id))) }
        }
      }
  }

  private func calls() -> [NewlyObserved] {
    let store = investigation.evidence.events
    var own: Set<UInt64> = []
    for index in investigation.actor.events {
      let tag: UInt64 = store.source[index] == .cloudTrail ? 1 : 0
      own.insert(UInt64(store.action[index].id) << 33 | UInt64(store.resource[index].id) << 1 | tag)
    }
    return counter.calls.compactMap { key, count in
      entry("call", count, byActor: own.contains(key), needsSuccess: true) {
        reader.call(
          key & 1 == 1 ? .cloudTrail : .kubernetesAudit, action: Symbol(id: UInt32(key >> 33)),
          resource: Symbol(id: UInt32(truncatingIfNeeded: key >> 1)))
      }
    }
  }

  /// An entry for what is new or became more; nil for the rest.
  private func entry(
    _ kind: Text, _ count: ActivityCount, byActor: Bool, needsSuccess: Bool, key: () -> Text
  ) -> NewlyObserved? {
    guard count.isOutside, count.firstSince != .max else { return nil }
    let name = key()
    // A service of AWS that acts for somebody.
    if name.hasSuffix(".amazonaws.com") { return nil }
    let wasTried = count.first < window.from.microseconds
    let isKnown = needsSuccess ? count.succeededBefore : wasTried
    if !isKnown, !needsSuccess || count.whole.successful > 0 || byActor {
      return NewlyObserved(
        kind: kind, key: name, first: count.timestamp(count.firstSince),
        attemptedBefore: wasTried ? count.timestamp(count.first) : nil, increased: false, byActor: byActor,
        before: count.baseline, inWindow: count.window.all)
    }
    guard isKnown, isIncreased(count) else { return nil }
    return NewlyObserved(
      kind: kind, key: name, first: count.timestamp(count.first), increased: true, byActor: byActor,
      before: count.baseline, inWindow: count.window.all)
  }

  private func isIncreased(_ count: ActivityCount) -> Bool {
    func hours(_ window: Window) -> Double { max(1, Double(window.to.seconds - window.from.seconds) / 3600) }
    guard count.window.all >= Self.leastIncreased, count.baseline > 0 else { return false }
    let now = Double(count.window.all) / hours(window)
    return now >= Self.timesIncreased * Double(count.baseline) / hours(baseline)
  }

  /// Images that no record names before the window.
  private func images() -> [NewlyObserved] {
    var first: [Text: (at: Timestamp, byActor: Bool)] = [:]
    let actors = Set(investigation.actor.events)
    let origins = PodOrigins(investigation, ObjectChanges(investigation.evidence.events))
    for pod in investigation.pods {
      guard let at = pod.created else { continue }
      let creation = at >= window.from.wholeSecond ? origins.origin(of: pod).creation : nil
      for image in pod.images {
        let known = first[image]
        let byActor = creation.map(actors.contains) ?? false
        first[image] = (min(known?.at ?? at, at), byActor || known?.byActor ?? false)
      }
    }
    return first.filter { $0.value.at >= window.from.wholeSecond }.map { image, sight in
      NewlyObserved(kind: "image", key: image, first: sight.at, increased: false, byActor: sight.byActor)
    }
  }

  /// Countries that findings tell of an address, when no address of that country is older than the window.
  private func geolocations() -> [NewlyObserved] {
    let symbols = investigation.evidence.events.symbols
    var firsts: [Symbol: Int64] = [:]
    for (key, count) in counter.addresses.rows {
      let symbol = Symbol(id: UInt32(key >> 1))
      firsts[symbol] = min(firsts[symbol] ?? .max, count.first)
    }
    var first: [Text: (at: Timestamp, byActor: Bool)] = [:]
    for finding in investigation.evidence.findings where !finding.isSample {
      guard let country = finding.remoteCountry, !country.isEmpty else { continue }
      let sights =
        finding.remoteAddresses.compactMap { symbols.lookup($0).flatMap { firsts[$0] } }
        .map { Timestamp(microseconds: $0) } + [finding.firstSeen].compactMap { $0 }
      guard let at = sights.min() else { continue }
      let byActor = finding.remoteAddresses.contains { investigation.actor.addresses[$0] != nil }
      first[country] = (min(first[country]?.at ?? at, at), byActor || first[country]?.byActor ?? false)
    }
    return first.filter { $0.value.at >= window.from }.map { country, sight in
      NewlyObserved(kind: "geolocation", key: country, first: sight.at, increased: false, byActor: sight.byActor)
    }
  }

  // MARK: Pairs

  private struct Pair: Hashable {
    let who, action, resource, namespace: Symbol
  }

  private struct Sight {
    var first: Int
    var isNew: Bool
    var attempted: Int?
    var count = 0
  }

  /// Calls to Kubernetes that are new for one of the actor's subjects; only its own ones count.
  private func pairs() -> [NewlyObserved] {
    let store = investigation.evidence.events
    let acts = investigation.actor.events.filter { store.source[$0] == .kubernetesAudit }
    guard !acts.isEmpty else { return [] }
    var isSubject = [Bool](repeating: false, count: store.symbols.count)
    for index in acts { isSubject[Int(store.actor[index].id)] = true }
    func pair(_ index: Int) -> Pair {
      Pair(
        who: store.actor[index], action: store.action[index], resource: store.resource[index],
        namespace: store.namespace[index])
    }
    let start = window.from.microseconds
    var pairs: [Pair: Sight] = [:]
    for index in store.indices {
      if store.time[index] >= start { break }
      guard isSubject[Int(store.actor[index].id)], store.source[index] == .kubernetesAudit,
        !store.flags[index].contains(.undated)
      else { continue }
      let key = pair(index)
      if store.outcome[index] == .success {
        pairs[key] = Sight(first: index, isNew: false, attempted: nil)
      } else if pairs[key] == nil {
        pairs[key] = Sight(first: -1, isNew: true, attempted: index)
      }
    }
    for index in acts where store.time[index] >= start {
      let key = pair(index)
      var sight = pairs[key] ?? Sight(first: -1, isNew: true, attempted: nil)
      guard sight.isNew else { continue }
      if sight.first < 0 { sight.first = index }
      sight.count += 1
      pairs[key] = sight
    }
    return pairs.filter { $0.value.isNew && $0.value.first >= 0 }.map { pair, sight in
      NewlyObserved(
        kind: "pair",
        key: Self.pairName(
          reader, who: pair.who, action: pair.action, resource: pair.resource, namespace: pair.namespace),
        first: store.timestamp(sight.first),
        attemptedBefore: sight.attempted.map { store.timestamp($0) }, increased: false, byActor: true, before: 0,
        inWindow: sight.count)
    }
  }

  /// What a pair is called: `system:anonymous get secrets in payments`.
  static func pairName(
    _ reader: EventReader, who: Symbol, action: Symbol, resource: Symbol, namespace: Symbol
  ) -> Text {
    let call = "\(reader.text(who)) \(reader.text(action)) \(reader.text(resource))"
    return Text(namespace.isNone ? call : "\(call) in \(reader.text(namespace))")
  }
}

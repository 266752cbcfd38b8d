internal import CaseFolder
internal import Evidence
internal import Investigation

/// What the actor's lists of secrets covered (domain rule 6.2): every secret that existed then, in the list's
/// namespace or in
/// all, and that its selectors do not exclude. Later pages of a list (`continue`) belong to it.
struct SecretLists {
  private struct Scope: Hashable {
    var cluster: Text
    var namespace: Text
    var selector: SecretSelector
  }

  private struct Listing {
    var at: Timestamp
    var events: [EventView]
    /// The page's size, when the list ended with a page that was never continued.
    var limit: Int?
  }

  private let facts: CaseFacts
  private var listings: [(scope: Scope, listing: Listing)] = []

  /// Seconds within which a page continues a list.
  static let pageGap: Int64 = 120

  init(_ facts: CaseFacts, verb: Text) {
    self.init(facts, events: facts.secretRequests(verb).filter(\.succeeded))
  }

  init(_ facts: CaseFacts, events: [EventView]) {
    self.facts = facts
    for event in events {
      let query = RequestQuery(facts.body(event)["requestURI"]?.text ?? "")
      var selector = SecretSelector(fields: query["fieldSelector"], labels: query["labelSelector"])
      if !event.name.isEmpty {
        selector = SecretSelector(fields: Text("metadata.name=\(event.name.string)"), labels: nil)
      }
      let scope = Scope(cluster: event.scope, namespace: event.namespace, selector: selector)
      let limit = query["limit"]?.string.utf8.isEmpty == false ? Int(query["limit"]!.string) : nil
      if query["continue"]?.isEmpty == false,
        let index = listings.lastIndex(where: { other in
          guard let last = other.listing.events.last else { return false }
          return other.scope == scope && last.event.actor == event.event.actor
            && last.event.address == event.event.address && last.event.agent == event.event.agent
            && event.time.seconds(since: last.time) <= Self.pageGap
        })
      {
        listings[index].listing.events.append(event)
        listings[index].listing.limit = nil
        continue
      }
      listings.append((scope, Listing(at: event.time, events: [event], limit: limit)))
    }
  }

  /// Adds every secret that a list covered, and those that it cannot have covered.
  func apply(route: Text, to book: inout ExposureBook) {
    guard !listings.isEmpty else { return }
    let candidates = facts.secretCandidates()
    let hasSnapshot = !facts.inventory.secrets.isEmpty
    var seen: [Scope: [Listing]] = [:]
    for entry in listings { seen[entry.scope, default: []].append(entry.listing) }
    var done: Set<Scope> = []
    for (scope, _) in listings where done.insert(scope).inserted {
      let times = (seen[scope] ?? []).sorted { $0.at < $1.at }
      let inScope = candidates.filter { candidate in
        (scope.namespace.isEmpty || candidate.namespace == scope.namespace)
          && scope.selector.canMatch(
            name: candidate.name, namespace: candidate.namespace, type: candidate.type, labels: candidate.labels)
      }
      for candidate in inScope {
        if let listing = times.first(where: { candidate.existed(at: $0.at) }) {
          add(candidate, listing, scope, route, candidates: inScope.count, to: &book)
        } else if let created = candidate.created, let last = times.last, created > last.at {
          facts.add(
            facts.route(
              route, "Created at \(created), after the list at \(last.at).", at: last.at, .notAffected, .confirmed,
              candidate.citations + last.events.prefix(1).map(facts.citation)),
            toSecret: candidate.namespace, candidate.name, cluster: candidate.cluster, in: &book)
        }
      }
      if !hasSnapshot, let first = times.first { addUnknown(scope, first, route, to: &book) }
    }
  }

  private func add(
    _ candidate: SecretCandidate, _ listing: Listing, _ scope: Scope, _ route: Text, candidates: Int,
    to book: inout ExposureBook
  ) {
    let place: Prose = scope.namespace.isEmpty ? "of all namespaces" : "of namespace \(scope.namespace)"
    let address = listing.events.first?.address ?? ""
    var text: Prose = "Covered by the list of secrets \(place) from \(address: address)"
    if let limit = listing.limit, candidates > limit {
      text = text + ", of which only the first page of \(limit) was fetched; which secrets were on it is not known"
    }
    var exposureClass = ExposureClass.compromised
    var confidence: Confidence = candidates == 1 ? .confirmed : .high
    if candidate.origin == "pod reference", !facts.inventory.secrets.isEmpty {
      // The later snapshot does not show it: deleted since, or never there.
      exposureClass = .review
      confidence = .low
      text = text + "; a pod names it, the secrets snapshot does not show it"
    }
    facts.add(
      facts.route(
        route, text + ".", at: listing.at, exposureClass, confidence,
        listing.events.map(facts.citation) + (candidate.origin == "snapshot" ? candidate.citations : [])),
      toSecret: candidate.namespace, candidate.name, cluster: candidate.cluster, in: &book)
  }

  /// Without a snapshot: one entry for all secrets whose names nobody knows.
  private func addUnknown(_ scope: Scope, _ listing: Listing, _ route: Text, to book: inout ExposureBook) {
    let name =
      scope.namespace.isEmpty ? Text("all secrets of all namespaces") : Text("all secrets of \(scope.namespace.string)")
    let key = facts.key(.secret, scope.cluster, Text("\(scope.namespace.string)/*"))
    book.add(
      "kubernetes-secret", name, key,
      route: facts.route(
        route,
        """
        Listed at \(listing.at); the names are not known, since the case holds no snapshot of secrets (kubectl \
        get secrets -A -o \
        custom-columns=NS:.metadata.namespace,NAME:.metadata.name,TYPE:.type,CREATED:.metadata.creationTimestamp).
        """,
        at: listing.at, .compromised, .high, listing.events.map(facts.citation)))
  }
}

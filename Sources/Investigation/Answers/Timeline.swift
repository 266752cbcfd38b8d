internal import CaseFolder
internal import Detection
internal import Evidence

/// What happened, in order: the actor's acts, the response to them, what enabled them, and what detectors said.
package enum Timeline {
  /// The entries of a case by time, then id. Entries of one moment are in no particular order.
  package static func entries(of investigation: Investigation) -> [TimelineEntry] {
    let reader = EventReader(investigation.evidence)
    var entries =
      investigation.actor.isEmpty
      ? OverviewTimeline.entries(of: investigation, reader)
      : ActorTimeline.entries(of: investigation, reader) + TrafficTimeline.entries(of: investigation, reader)
    entries += investigation.evidence.findings.filter { $0.category == .detection && !$0.isSample }.compactMap {
      detection($0)
    }
    return entries.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
  }

  /// The entry of a finding, at its publication: before it, nobody could know. Nil for one without any time. Samples never
  /// happened and have none.
  private static func detection(_ finding: Finding) -> TimelineEntry? {
    guard let at = finding.created ?? finding.firstSeen else { return nil }
    let type = FindingTypes.builtIn[finding.type]
    let object = finding.cluster?.name ?? finding.instance?.id ?? finding.accessKey?.id ?? finding.account ?? ""
    return TimelineEntry(
      id: Text("ev-\(SHA256.hex(Array("\(finding.product)\u{1F}\(finding.id)".utf8), digits: 12))"),
      at: at, phase: "detection", actor: finding.product,
      action: finding.type, object: object, outcome: SeverityBand.label(finding.severity), count: finding.count,
      techniques: type.techniques, side: .system, source: finding.product.asciiLowercased,
      summary: "\(finding.product) published \(finding.type): \(finding.title)",
      citations: [finding.citation])
  }
}

/// Makes the entry of a burst of events.
struct EntryMaker {
  let reader: EventReader
  /// Whether bursts run over the sessions of a lasting identity, which then stands for them.
  var namesPrincipals = false

  /// The entry of a burst on a side, in a phase of its own or in the one of its call.
  func entry(_ burst: Burst, side: Side, phase: Text? = nil, remark: Prose = "") -> TimelineEntry {
    let events = reader.evidence.events
    let event = events[burst.first]
    // Only the actor's calls, and what enabled them, are read as steps of an attack.
    let isStep = phase == "exposure" || side == .actor
    let callClass = isStep ? reader.callClass(burst.first) : nil
    var shared = event
    if !burst.hasOneObject { shared.name = .none }
    if !burst.hasOneNamespace { shared.namespace = .none }
    let object = reader.object(shared)
    // What the authenticator calls a client is its own side of the API server's connection.
    let isLogin = event.source == .authenticator
    let address = isLogin || !burst.hasOneAddress ? "" : reader.text(event.address)
    let actor = reader.text(namesPrincipals && !event.principal.isNone ? event.principal : event.actor)
    var citations = reader.citations(burst.count > burst.shown.count ? burst.shown + [burst.last] : burst.shown)
    if isLogin, let answer = reader.loginAnswer(burst.first) {
      citations.append(reader.citation(answer))
    }
    return TimelineEntry(
      id: reader.id(event), at: events.timestamp(burst.first),
      until: events[burst.last].time > event.time ? events.timestamp(burst.last) : nil,
      phase: phase ?? (side == .responder ? "response" : callClass?.tactic ?? "other"),
      actor: actor, address: address.isEmpty ? nil : address,
      action: reader.text(isLogin ? event.resource : event.action), object: object,
      outcome: reader.outcome(burst.first).words, count: burst.count,
      techniques: callClass?.techniques ?? [],
      side: side, source: event.source.slug, summary: summary(burst, event, actor, address, object) + remark,
      citations: citations)
  }

  private func summary(_ burst: Burst, _ event: Event, _ actor: Text, _ address: Text, _ object: Text) -> Prose {
    let who: Prose = actor.isEmpty ? "A service" : "\(actor)"
    let from: Prose = address.isEmpty ? "" : " from \(address: address)"
    let times: Prose = burst.count > 1 ? ", \(burst.count) times" : ""
    let ending = outcome(reader.outcome(burst.first))
    let command = event.source == .kubernetesAudit ? reader.command(burst.first) : []
    if !command.isEmpty {
      let line = Text(command.map(\.string).joined(separator: " "))
      return who + from + " ran \(line) in \(object)" + ending + times
    }
    switch event.source {
    case .kubernetesAudit:
      return who + from + ": \(reader.text(event.action)) \(object)" + everywhere(burst, event) + named(burst) + ending
        + times
    case .cloudTrail:
      let call = reader.call(event.source, action: event.action, resource: event.resource)
      let on: Prose =
        burst.hasOneObject ? (event.name.isNone ? "" : " on \(reader.text(event.name))") : named(burst)
      return who + from + " called \(call)" + on + ending + times
    case .authenticator:
      let why: Prose = event.reason.isNone ? "" : ": \(reader.text(event.reason))"
      return who + " asked to be let into the cluster" + ending + why + times
    case .resolver: return "Query for \(address: reader.text(event.name))" + from + times
    }
  }

  /// The names of a burst over several objects.
  private func named(_ burst: Burst) -> Prose {
    let names = burst.names.filter { !$0.isNone }.prefix(Burst.namesKept - 1).map { name -> Prose in
      "\(reader.text(name))"
    }
    guard !burst.hasOneObject, !names.isEmpty else { return "" }
    return burst.names.count == Burst.namesKept
      ? " on " + names.joined(last: ", ") + " and others" : " on " + names.joined()
  }

  /// A collection of a namespaced kind without a namespace is that of the whole cluster.
  private func everywhere(_ burst: Burst, _ event: Event) -> Prose {
    let collections: Set<Text> = ["list", "watch", "deletecollection"]
    return burst.hasOneNamespace && event.namespace.isNone && collections.contains(reader.text(event.action))
      && Self.namespaced.contains(reader.text(event.resource)) ? " in all namespaces" : ""
  }

  private static let namespaced: Set<Text> = [
    "pods", "secrets", "configmaps", "serviceaccounts", "services", "endpoints", "events", "roles", "rolebindings",
    "deployments", "daemonsets", "statefulsets", "replicasets", "jobs", "cronjobs", "ingresses", "networkpolicies",
    "persistentvolumeclaims",
  ]

  private func outcome(_ outcome: Outcome) -> Prose {
    switch outcome {
    case .success: ""
    case .indeterminate: "; how it ended is not recorded"
    default: ", \(words: outcome.words.string)"
    }
  }
}

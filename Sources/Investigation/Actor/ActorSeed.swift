internal import CaseFolder
internal import Evidence

/// A rule that points at the actor by itself.
struct ActorSeed: Sendable {
  /// The rule's id, as reasons name it.
  let id: Text
  /// Adds what the rule finds.
  let find: @Sendable (inout ActorFinder) -> Void

  /// All rules, in order.
  static let all: [ActorSeed] = [
    ActorSeed(id: "start") { $0.seedFromOptions() },
    ActorSeed(id: "SP1") { $0.seedFromFindings() },
    ActorSeed(id: "anonymous") { $0.seedFromAnonymousSuccess() },
  ]

  /// Findings below medium severity (GuardDuty: 4.0) do not make an address the actor's.
  static let lowestSeverity = 4.0
}

extension Finding {
  /// Whether the finding reports a misconfiguration, whose author is a source of exposure and no intruder (SP19).
  var isPolicy: Bool { isConfiguration }

  /// Whether the finding reports what somebody did, and is no sample.
  var isAttack: Bool { isDetection && !isPolicy }
}

extension ActorFinder {
  /// Addresses that findings name as the remote end of an act on our resources.
  mutating func seedFromFindings() {
    for finding in builder.evidence.findings {
      guard finding.isAttack, finding.severity >= ActorSeed.lowestSeverity,
        finding.resourceRole != "ACTOR",
        finding.action?.kind != "PORT_PROBE"
      else { continue }
      for address in finding.remoteAddresses {
        addAddress(
          address, rule: "SP1", "remote address of the finding \(finding.type)", [finding.citation])
      }
    }
  }

  /// Addresses from which an anonymous caller got more than what is public: unauthorised by definition.
  mutating func seedFromAnonymousSuccess() {
    var access = AnonymousAccess(events)
    var classes: [Symbol: AddressBook.Class] = [:]
    guard let anonymous = events.symbols.lookup("system:anonymous") else { return }
    for index in events.indices where events.actor[index] == anonymous {
      let event = events[index]
      guard access.isUnauthorised(event) else { continue }
      let address = events.text(event.address)
      let known = classes[event.address] ?? builder.book.classify(address)
      classes[event.address] = known
      switch known {
      case .own: continue
      case .foreign:
        addAddress(
          address, rule: "anonymous", "an anonymous request from it succeeded",
          [builder.citation(index)])
      case .instance, .local, .service:
        singleEvents.insert(index)
      }
    }
  }

  /// Starting points of the command line and of the manifest's overrides with the mark `include`.
  mutating func seedFromOptions() {
    for start in options.start { seed(start, "named as a starting point") }
    for override in builder.evidence.manifest.overrides where override.mark == "include" {
      seed(override.entity, "included by an analyst")
    }
  }

  private mutating func seed(_ point: Text, _ text: Prose) {
    let reason = ActorProfile.Reason(rule: "start", text: text, citations: [])
    if let network = point.dropping(prefix: "ip:").flatMap({ IPNetwork($0) }) {
      startNetworks.append(network)
    } else if let name = point.dropping(prefix: "subject:") ?? point.dropping(prefix: "principal:") {
      guard !Hubs.isSharedSubject(name) else { return }
      exclusiveSubjects[name] = .min
      profile.subjects[name] = reason
    } else if let key = point.dropping(prefix: "access-key:") {
      exclusiveCredentials.insert(key)
      profile.credentials[key] = reason
    }
  }

  /// Takes over what an analyst cleared.
  mutating func readOverrides() {
    for override in builder.evidence.manifest.overrides where override.mark != "include" {
      if let address = override.entity.dropping(prefix: "ip:") {
        cleared.insert(EntityKey(.ip, address))
      }
    }
  }
}

internal import CaseFolder
internal import Evidence
internal import Investigation

/// What steps need beside the facts: the exposures, and this case's names for the commands.
struct StepContext {
  let facts: CaseFacts
  let list: ExposureList
  let artefacts: [Artefact]
  let contacts: [HostContact]
  /// The actor's changing AWS calls.
  private(set) var calls: [ActorCall] = []
  /// The case's id as a label value and in names; `incident` without one or when it cannot be one.
  let label: Text

  init(_ facts: CaseFacts, _ list: ExposureList) {
    self.facts = facts
    self.list = list
    artefacts = facts.artefacts()
    contacts = facts.hostContacts()
    let id = facts.evidence.manifest.caseID ?? "incident"
    label = StepContext.isLabel(id) ? id : "incident"
    calls = findActorCalls()
  }

  /// The label in small letters, as part of object names.
  var nameSuffix: Text { label.asciiLowercased }

  var cluster: Text? { facts.cluster }

  /// The Region, from the cluster's ARN or an instance's zone.
  var region: Text? {
    if let arn = facts.inventory.clusters.first?.value.arn, let region = Self.arnPart(arn, 3) { return region }
    return facts.inventory.instances.compactMap(\.value.availabilityZone).first.map { Text(bytes: $0.utf8.dropLast()) }
  }

  /// The account, from the cluster's ARN or the manifest.
  var account: Text? {
    if let arn = facts.inventory.clusters.first?.value.arn, let account = Self.arnPart(arn, 4) { return account }
    return facts.evidence.manifest.ownAccounts.first
  }

  static func arnPart(_ arn: Text, _ index: Int) -> Text? {
    let parts = arn.split(UInt8(ascii: ":"))
    return parts.count > index ? parts[index].nonEmpty : nil
  }

  /// Whether a text is a Kubernetes label value: at most 63 letters, digits, `-`, `_`, `.`, no sign at the ends.
  private static func isLabel(_ text: Text) -> Bool {
    func isAlphanumeric(_ byte: UInt8) -> Bool {
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
    guard (1...63).contains(text.utf8.count), let first = text.utf8.first, let last = text.utf8.last else {
      return false
    }
    return isAlphanumeric(first) && isAlphanumeric(last)
      && text.utf8.allSatisfy { isAlphanumeric($0) || $0 == 45 || $0 == 95 || $0 == 46 }
  }

  /// The state of a step that a responder's events prove.
  func done(_ events: [EventView], _ text: Prose, effective: Effectiveness = .unknown) -> StepStatus {
    StepStatus(
      state: .done, text: text, effective: effective, doneAt: events.map(\.time).max(),
      doneBy: events.max { $0.time < $1.time }?.actor, provenBy: events.map(facts.citation))
  }

  /// The state of a step of which nothing is recorded.
  func notSeen(_ what: Prose) -> StepStatus {
    var text: Prose = "No record of " + what
    if let cutOff = facts.cutOff { text = text + " to \(cutOff)" }
    return StepStatus(state: .notSeen, text: text + ".")
  }

  /// The pods that a snapshot shows on an instance's node.
  func pods(onInstance id: Text) -> [Sighted<PodFacts>] {
    facts.inventory.pods(onInstance: id)
  }

  /// A sentence on the pods of an instance's node.
  func podsOnNode(_ id: Text, _ consequence: Prose) -> [Prose] {
    let pods = pods(onInstance: id)
    guard !pods.isEmpty else { return ["Which pods run on the node is not in the evidence. " + consequence] }
    return [
      "\(words: counted(pods.count, "pod")) on the node: " + names(pods.map(\.value.path)) + ". " + consequence
    ]
  }

  /// Names in a row, at most twenty of them.
  func names(_ names: [Text]) -> Prose {
    let sorted = names.sorted()
    let shown = sorted.prefix(20).map { "\($0)" as Prose }
    let list = shown.joined(", ", last: shown.count < sorted.count ? ", " : " and ")
    return shown.count < sorted.count ? list + " and \(sorted.count - shown.count) more" : list
  }
}

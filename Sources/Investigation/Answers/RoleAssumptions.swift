internal import CaseFolder
internal import Evidence

/// Who took on which role or identity (the panel "resource interaction"): calls that give out credentials, logins of IAM
/// identities to Kubernetes, and impersonation.
struct RoleAssumptions {
  private static let issuing: [Text] = [
    "AssumeRole", "AssumeRoleWithWebIdentity", "AssumeRoleWithSAML", "AssumeRoot", "AssumeRoleForPodIdentity",
    "GetSessionToken", "GetFederationToken", "CreateSession",
  ]

  /// The calls that give out credentials, as symbols.
  static func symbols(_ store: EventStore) -> Set<Symbol> { Set(issuing.compactMap { store.symbols.lookup($0) }) }

  private struct Key: Hashable {
    let who: Text
    let what: Text
    let how: Text
  }

  private let investigation: Investigation
  private let reader: EventReader
  private var rows: [Key: RoleAssumption] = [:]
  private let actors: Set<Int>

  /// The rows of a case: the actor's first, then by the number of times.
  static func rows(of investigation: Investigation, _ reader: EventReader, calls: [Int]) -> [RoleAssumption] {
    var panel = RoleAssumptions(investigation: investigation, reader: reader)
    for index in calls { panel.addCall(index) }
    panel.addLogins()
    return panel.rows.values.sorted {
      if $0.byActor != $1.byActor { return $0.byActor }
      let (one, two) = ($0.successful + $0.failed, $1.successful + $1.failed)
      return one != two ? one > two : ($0.who, $0.assumed, $0.how) < ($1.who, $1.assumed, $1.how)
    }
  }

  private init(investigation: Investigation, reader: EventReader) {
    self.investigation = investigation
    self.reader = reader
    actors = Set(investigation.actor.events)
  }

  private mutating func addCall(_ index: Int) {
    let event = investigation.evidence.events[index]
    var who = reader.text(event.actor)
    let body = reader.body(index)
    if let subject = body?["responseElements"]?["subjectFromWebIdentityToken"]?.nonEmptyText { who = subject }
    let role = body?["requestParameters"]?["roleArn"]?.nonEmptyText ?? reader.text(event.name)
    let what = role.isEmpty ? who : role
    add(Key(who: who, what: what, how: reader.text(event.action)), index)
  }

  /// IAM identities that became Kubernetes users, and those whose login was refused.
  private mutating func addLogins() {
    let events = investigation.evidence.events
    for index in events.indices where events.source[index] == .authenticator {
      let action = reader.text(events.action[index])
      guard action.hasPrefix("access ") else { continue }
      let user = reader.text(events.actor[index])
      let principal = reader.text(events.principal[index])
      add(
        Key(
          who: principal.isEmpty ? user : principal, what: action == "access granted" ? user : "the cluster",
          how: "Kubernetes login"), index)
    }
  }

  private mutating func add(_ key: Key, _ index: Int) {
    let events = investigation.evidence.events
    let time = events.timestamp(index)
    let citation = reader.citation(index)
    var row =
      rows[key]
      ?? RoleAssumption(who: key.who, assumed: key.what, how: key.how, first: time, last: time, byActor: false)
    if events.outcome[index] == .success { row.successful += 1 } else { row.failed += 1 }
    row.first = min(row.first, time)
    row.last = max(row.last, time)
    row.byActor = row.byActor || actors.contains(index)
    if row.citations.count < 3 { row.citations.append(citation) }
    rows[key] = row
  }
}

internal import CaseFolder
internal import Evidence
internal import Investigation

/// Equal changing calls of the actor, to be undone together.
struct ActorCall {
  var target: StepTarget
  var citations: [Citation]
  /// The call by anybody that undid it.
  var undone: EventView?
  /// Whether the record names what it acted on; without a name nobody can tell what undid it.
  var isNamed: Bool
}

/// Which call undoes which: by the verb that the names of AWS calls begin with, and by the deletion of the user or
/// role.
enum UndoingCalls {
  private static let verbs: [(made: Text, undone: [Text])] = [
    ("Create", ["Delete"]), ("Run", ["Terminate"]), ("Attach", ["Detach"]), ("Associate", ["Disassociate"]),
    ("Put", ["Delete"]), ("Add", ["Remove"]), ("Authorize", ["Revoke"]), ("Allocate", ["Release"]),
    ("Enable", ["Disable"]), ("Import", ["Delete"]), ("Register", ["Deregister"]),
  ]

  /// Verbs of calls that take something away.
  private static let removing: [Text] = [
    "Delete", "Terminate", "Detach", "Disassociate", "Remove", "Revoke", "Release", "Deregister", "Cancel",
  ]

  /// The calls that undo a call.
  static func of(_ call: Text) -> [Text] {
    var found = verbs.flatMap { pair in
      call.dropping(prefix: pair.made).map { rest in pair.undone.map { Text("\($0.string)\(rest.string)") } } ?? []
    }
    if call.contains("User") || call.contains("LoginProfile") || call.contains("AccessKey") {
      found.append("DeleteUser")
    }
    if call.contains("Role") { found.append("DeleteRole") }
    if call == "UpdateLoginProfile" { found.append("DeleteLoginProfile") }
    if call == "AssociateAccessPolicy" { found.append("DeleteAccessEntry") }
    return found
  }

  /// Whether a call takes something away.
  static func removes(_ call: Text) -> Bool { removing.contains { call.hasPrefix($0) } }
}

extension StepContext {
  /// How many undo steps are made at most; the first by name.
  static let undoLimit = 200

  /// The actor's changing AWS calls that succeeded, one a call and thing, with what undid them. Calls that only issue
  /// credentials are exposures; what the actor made and took away again itself is told once, with its making.
  func findActorCalls() -> [ActorCall] {
    let skipped: Set<Text> = [
      "AssumeRole", "AssumeRoleWithWebIdentity", "AssumeRoleWithSAML", "GetSessionToken", "GetFederationToken",
      "ConsoleLogin", "AssumeRoot", "GetAuthorizationToken",
    ]
    var found: [Text: ActorCall] = [:]
    var made: Set<Text> = []
    for event in facts.actorEvents(where: { $0.source == .cloudTrail && !$0.flags.contains(.readOnly) })
    where event.succeeded && !skipped.contains(event.action) {
      let name = event.name.nonEmpty ?? event.resource
      if UndoingCalls.removes(event.action) {
        if made.contains(name) { continue }
      } else if !event.name.isEmpty {
        made.insert(name)
      }
      let id = Text("\(event.action.string)/\(name.string)")
      var call =
        found[id]
        ?? ActorCall(
          target: StepTarget(id, name: name, kind: event.action, since: event.time), citations: [],
          isNamed: !event.name.isEmpty)
      if call.citations.count < ExposureBook.citationsKept { call.citations.append(facts.citation(event)) }
      found[id] = call
    }
    let wanted = Set(found.values.flatMap { UndoingCalls.of($0.target.kind) }.map(facts.symbol))
    let events = facts.evidence.events
    var undoing: [Text: Int] = [:]
    for index in events.indices
    where events.source[index] == .cloudTrail && events.outcome[index] == .success
      && wanted.contains(events.action[index])
    {
      undoing[Text("\(events.text(events.action[index]).string)/\(events.text(events.name[index]).string)")] = index
    }
    return found.keys.sorted().prefix(Self.undoLimit).compactMap { found[$0] }.map { call in
      var call = call
      guard call.isNamed else { return call }
      let last = UndoingCalls.of(call.target.kind).compactMap {
        undoing[Text("\($0.string)/\(call.target.name.string)")]
      }.max()
      if let last, events.timestamp(last) >= call.target.since ?? .zero { call.undone = facts.view(last) }
      return call
    }
  }

  /// Whether a call of the actor was undone.
  func callStatus(_ target: StepTarget) -> StepStatus {
    guard let call = calls.first(where: { $0.target.id == target.id }) else { return notSeen("an act that undoes it") }
    if let undone = call.undone {
      return done([undone], "\(undone.action) at \(undone.time) by \(undone.actor).", effective: .yes)
    }
    guard call.isNamed else {
      return StepStatus(
        state: .notProvable, text: "The call does not name one thing that it acted on: look at the cited record.",
        provenBy: call.citations)
    }
    var status = notSeen("an act that undoes it")
    status.provenBy = call.citations
    return status
  }
}

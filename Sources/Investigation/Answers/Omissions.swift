internal import CaseFolder
internal import Evidence

/// What the report leaves out, and why: nothing is lost silently.
package enum Omissions {
  /// The omissions of a case, counted ones first.
  package static func omissions(of investigation: Investigation) -> [Omission] {
    counted(investigation) + notComputed
  }

  private static func counted(_ investigation: Investigation) -> [Omission] {
    let evidence = investigation.evidence
    var omissions: [Omission] = []
    func add(_ count: Int, _ what: Prose, _ why: Prose) {
      if count > 0 { omissions.append(Omission(what: "\(count) " + what, why: why)) }
    }
    add(
      evidence.findings.filter(\.isSample).count, "sample findings",
      "They are marked as samples and count for nothing: neither windows nor scope nor metrics use them.")
    add(
      evidence.findings.filter { $0.created == nil && $0.firstSeen == nil }.count, "findings without a readable time",
      "They cannot be placed in the timeline; the list of findings holds them.")
    add(
      evidence.events.recordsOutOfReach, "record bodies",
      """
      The room for record bodies was used up, and only the earliest of the others are read again; what only these bodies \
      say (commands, pod specifications) is missing.
      """
    )
    let events = evidence.events
    add(
      events.indices.count { events[$0].flags.contains(.undated) }, "events without a readable time",
      "They cannot be placed in the timeline.")
    if investigation.actor.isEmpty {
      addNoise(investigation, add)
    } else {
      let shown = Set(investigation.actor.events).union(investigation.actor.responderEvents)
      add(
        events.indices.count { !shown.contains($0) }, "events of others than the actor and the responders",
        "The timeline shows of them only what enabled the actor or followed from its acts; the activity counts all.")
    }
    let folded = investigation.timeline.filter { $0.phase != "detection" }.reduce(0) { $0 + ($1.count - 1) }
    add(
      folded, "events and flow rows inside bursts",
      "The timeline shows equal events that follow each other closely as one entry with a count.")
    let full = [investigation.activity.bySubject, investigation.activity.byAddress, investigation.activity.byCall]
    if full.contains(where: { $0.count >= ActivityPanels.rowsKept }) {
      omissions.append(
        Omission(
          what: "Rows of the activity beyond \(ActivityPanels.rowsKept) a table",
          why: "The busiest ones of the window come first; events in rows left out still count everywhere else."))
    }
    if investigation.activity.new.count >= Novelty.kept {
      omissions.append(
        Omission(
          what: "New activity beyond \(Novelty.kept) entries", why: "The actor's come first; the rest is cut by time."))
    }
    return omissions
  }

  private static func addNoise(_ investigation: Investigation, _ add: (Int, Prose, Prose) -> Void) {
    let events = investigation.evidence.events
    var noise = EventNoise(events)
    var counts: [EventNoise.Kind: Int] = [:]
    for index in events.indices {
      if let kind = noise.kind(events[index]) { counts[kind, default: 0] += 1 }
    }
    let why: Prose =
      "Without a known actor, the timeline lists changing and refused calls only; the activity counts all."
    add(counts[.reads] ?? 0, "successful calls that change nothing, in the timeline", why)
    add(
      counts[.systemComponents] ?? 0, "calls by nodes, the control plane and controllers, in the timeline", why)
    add(
      counts[.housekeeping] ?? 0, "leases, status reports, token and access reviews, in the timeline", why)
  }

  /// What this version does not do yet.
  private static let notComputed: [Omission] = [
    Omission(
      what: "Scope rule SP11",
      why: "Not computed in this version: what the actor's credentials were allowed to reach and did not use."),
    Omission(
      what: "CloudTrail Lake rows, Athena tables and flow logs as JSON objects",
      why: "This version does not read them; such files are listed in the ledger as not read."),
    Omission(
      what: "Holes in the coverage of a source",
      why:
        "Coverage is from the first to the last record, or as the manifest states; hours without records in between are not looked for."
    ),
    Omission(what: "The case's notes and obligations", why: "This version does not use them."),
    Omission(what: "Export to STIX, Navigator, Attack Flow and OCSF", why: "Not written by this version."),
  ]
}

internal import CaseFolder
internal import Evidence
internal import Investigation

extension Conclusion {
  /// How many gaps are told one by one.
  static let gapsShown = 4

  /// What the evidence cannot tell, the parts that change what to do first.
  func unknowns() -> [Statement] {
    var found: [Statement] = []
    func add(_ text: Prose, _ citations: [Citation] = []) {
      found.append(
        Statement(text, confidence: .notDeterminable, citations: Array(citations.sortedOnce().prefix(10))))
    }
    if let observed = facts.inventory.podsObserved,
      let stale = exposures.first(where: {
        $0.rotation.state == .partial && ($0.rotation.doneAt ?? .zero) > observed && $0.kind == "kubernetes-secret"
      })
    {
      add(
        """
        Whether the consumers of \(stale.name) run with the new value: the pods snapshot at \(observed) is older \
        than the rotation.
        """,
        stale.rotation.provenBy)
    }
    for path in remediation.filter({ $0.id.hasPrefix("N3:") && $0.state == .partial }) {
      add(
        "Whether containers of \(Text(bytes: path.id.utf8.dropFirst(3))) still run: no record of their end.",
        path.provenBy)
    }
    for step in remediation where step.id.hasPrefix("P4a:") && step.state == .notProvable {
      add(
        "Whether memory was captured on \(Text(bytes: step.id.utf8.dropFirst(4))): what the command ran is hidden.",
        step.provenBy)
    }
    let lists = exposures.filter { $0.routes.contains { $0.route == "R2" && $0.class == .compromised } }
    if let first = lists.first {
      add(
        """
        Whether the lists of secrets returned values: the audit log cannot tell a table from whole objects; \
        disclosure is assumed.
        """,
        first.routes.filter { $0.route == "R2" }.flatMap(\.citations))
      if let observed = facts.inventory.secretsObserved {
        add(
          "Which secrets existed at the time of the lists and were deleted before the snapshot at \(observed).",
          facts.inventory.secrets.prefix(1).map(\.citation))
      }
    }
    for draft in context.list.drafts
    where draft.kind == "access-key" && draft.container != nil && draft.class == .compromised {
      add(
        "Which IAM key lies in \(draft.container ?? ""), and what it was used for.", draft.routes.flatMap(\.citations))
    }
    if !compromised.isEmpty {
      add("Where the compromised values are used outside the cluster (CI, laptops, partners): ask their owners.")
    }
    let gaps = facts.investigation.gaps
    for gap in gaps.prefix(Self.gapsShown) {
      add("Missing: " + gap.missing + " It keeps us from saying: " + gap.prevents)
    }
    if gaps.count > Self.gapsShown {
      add(
        """
        \(gaps.count - Self.gapsShown) more kinds of evidence are missing: the gaps say what each keeps us from \
        saying.
        """
      )
    }
    let extracts = facts.investigation.coverage.filter(\.isExtract)
    if !extracts.isEmpty {
      add(
        "What the supplied extracts leave out: an absence in "
          + Set(extracts.map(\.source)).sorted().map { "\($0)" as Prose }.joined()
          + " means not in the supplied extract.")
    }
    return found
  }

  /// What this part of the report does not compute.
  func omissions() -> [Omission] {
    var found = [
      Omission(
        what:
          """
          Exposure routes R12 (Pod Identity), R18 (rights without a log), R19 (keys in ConfigMaps) and R20 (same \
          values elsewhere).
          """,
        why: "They are not computed yet; nothing is guessed in their place."),
      Omission(
        what: "Controls M4, M10, M14, M17 and M19, smallest sets of controls, and the steps of sweep and hardening.",
        why: "They are not computed yet."),
    ]
    let calls = context.calls.count
    if calls == StepContext.undoLimit {
      found.append(
        Omission(
          what: "Steps that undo the actor's calls after the first \(StepContext.undoLimit).",
          why: "The list would be too long; the timeline holds all of them."))
    }
    return found
  }
}

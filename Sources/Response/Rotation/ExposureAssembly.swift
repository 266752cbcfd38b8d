internal import CaseFolder
internal import Evidence
internal import Investigation

/// Exposures as the report shows them, and the drafts they come from.
struct ExposureList {
  var exposures: [Exposure] = []
  /// The drafts in the same order.
  var drafts: [ExposureDraft] = []
  var remarks: [Statement] = []
}

extension CaseFacts {
  /// Applies all rules, judges each rotation and puts the open ones in order (domain rule 6.5).
  func exposures(catalog: RotationCatalog = .builtIn) -> ExposureList {
    var book = ExposureBook()
    for rule in ExposureRule.all { rule.apply(self, &book) }
    var rows = book.sorted.map { draft in
      Row(draft: draft, type: catalog.type(of: draft), references: references(of: draft), proof: rotation(of: draft))
    }
    for index in rows.indices { rows[index].rank(self) }
    let open = rows.indices.filter { rows[$0].isOpen }.sorted { rows[$0] < rows[$1] }
    for (place, index) in open.enumerated() { rows[index].order = place + 1 }
    rows.sort { left, right in
      (left.classRank, left.order == 0 ? Int.max : left.order, left.draft.kind, left.draft.name)
        < (right.classRank, right.order == 0 ? Int.max : right.order, right.draft.kind, right.draft.name)
    }
    return ExposureList(
      exposures: rows.map { exposure($0) }, drafts: rows.map(\.draft), remarks: book.remarks)
  }

  private func exposure(_ row: Row) -> Exposure {
    let draft = row.draft
    let isNeeded = draft.class == .compromised || draft.class == .exposed
    var state = row.proof
    if !isNeeded {
      state = RotationProof(
        state: .notSeen,
        text: draft.class == .review ? "The owner decides whether it must be rotated." : "Nothing is to be rotated.")
    }
    if isNeeded, state.state == .notSeen || state.state == .partial, let since = draft.since, let cutOff {
      state.text = state.text + " Open for at least \(words: durationWords(cutOff.seconds(since: since)))."
    }
    return Exposure(
      kind: draft.kind, name: draft.name, entity: draft.key.id, class: draft.class, confidence: draft.confidence,
      routes: draft.routes.sorted { left, right in
        let order = ExposureClass.allCases
        return (order.firstIndex(of: left.class)!, left.at ?? .zero, left.route)
          < (order.firstIndex(of: right.class)!, right.at ?? .zero, right.route)
      },
      references: row.references,
      rotation: Rotation(
        action: isNeeded ? row.type?.action ?? "" : "", invalidate: isNeeded ? row.type?.invalidate ?? "" : "",
        order: row.order, reason: row.reason, state: state.state, stateText: state.text,
        requiredAt: isNeeded ? draft.since : nil, doneAt: state.doneAt, provenBy: state.provenBy.sortedOnce(),
        warning: state.warning))
  }

  /// An exposure with what decides its place.
  struct Row {
    var draft: ExposureDraft
    var type: RotationType?
    var references: [ExposureReference]
    var proof: RotationProof
    var order = 0
    var level = 4
    var isProduction = false
    var consumers = 0
    var reason: Prose = ""

    var classRank: Int { ExposureClass.allCases.firstIndex(of: draft.class) ?? 0 }

    /// Whether something is still to be done.
    var isOpen: Bool {
      (draft.class == .compromised || draft.class == .exposed) && proof.state != .done && proof.state != .attested
    }

    static func < (left: Row, right: Row) -> Bool {
      if left.level != right.level { return left.level < right.level }
      if left.draft.opensAdministration != right.draft.opensAdministration { return left.draft.opensAdministration }
      if left.draft.isUsedOutside != right.draft.isUsedOutside { return left.draft.isUsedOutside }
      if left.isProduction != right.isProduction { return left.isProduction }
      if left.consumers != right.consumers { return left.consumers > right.consumers }
      return (left.draft.name, left.draft.kind) < (right.draft.name, right.draft.kind)
    }

    mutating func rank(_ facts: CaseFacts) {
      level = draft.class == .exposed ? 5 : draft.class == .review ? 6 : type?.level ?? 4
      let isInCluster = draft.namespace != nil
      isProduction = facts.namesProduction(draft.name) || (isInCluster && facts.isProduction)
      consumers = references.filter { $0.kind == "pod" || $0.kind == "instance" }.count
      if draft.kind == "kubernetes-secret", draft.secretType == "kubernetes.io/service-account-token",
        let account = facts.secret(draft.namespace ?? "", draft.plainName)?
          .value.metadata.annotations["kubernetes.io/service-account.name"]
      {
        draft.opensAdministration = facts.isAdministrator(serviceAccount: draft.namespace ?? "", account)
      }
      var parts: [Prose] = [Prose(parts: [.words(Self.levels[level] ?? "")])]
      if draft.opensAdministration { parts.append("opens the administration of the cluster") }
      if draft.isUsedOutside { parts.append("was used from outside") }
      if isProduction { parts.append("production") }
      if consumers > 0 { parts.append("\(words: counted(consumers, "consumer"))") }
      reason = parts.joined("; ", last: "; ")
    }

    private static let levels: [Int: String] = [
      1: "mints other credentials", 2: "opens data stores, payment or a workload's own rights", 3: "signs or encrypts",
      4: "third party or low privilege", 5: "exposed only", 6: "the owner decides",
    ]
  }
}

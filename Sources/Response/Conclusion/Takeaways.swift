internal import CaseFolder
internal import Evidence
internal import Investigation

extension Conclusion {
  /// The most important sentences, at most seven, the most important first.
  func takeaways(_ paths: [OpenPath], _ verdict: Verdict, _ reason: Statement) -> [Statement] {
    guard !facts.actor.isEmpty else { return [reason] }
    let open = paths.first.map { path in
      Statement("Still open: " + path.text, confidence: path.confidence, citations: path.citations)
    }
    let found = [open, entry(), reach(), end(verdict, reason, paths), rotations(), warning(), prevention()]
    return found.compactMap { $0 }
  }

  /// How the actor got in.
  private func entry() -> Statement? {
    guard let first = cited("T1") else { return nil }
    let grants = facts.investigation.bindings.filter { binding in
      binding.grantsAnonymous && !binding.isBuiltIn && (binding.created ?? first.at) < first.at
    }
    if let grant = grants.min(by: { ($0.created ?? .zero) < ($1.created ?? .zero) }) {
      var text: Prose = "From \(first.at) anybody could act as \(grant.role.name): binding \(grant.path)"
      if let created = grant.created {
        text = "Binding \(grant.path), made at \(created), gave \(grant.role.name) to anonymous callers"
        text =
          text
            + """
            ; the first unauthorised success was at \(first.at), \
            \(words: durationWords(first.at.seconds(since: created))) later
            """
      }
      return Statement(
        text + ".", confidence: .confirmed, citations: (grant.citations.prefix(3) + first.citations).sortedOnce())
    }
    return Statement(
      "The first unauthorised success was at \(first.at).", confidence: .high, citations: first.citations)
  }

  /// What was reached.
  private func reach() -> Statement? {
    func count(_ kinds: Text...) -> Int { compromised.filter { kinds.contains($0.kind) }.count }
    var parts: [Prose] = []
    let secrets = count("kubernetes-secret")
    if secrets > 0 { parts.append("\(words: counted(secrets, "Kubernetes secret"))") }
    let stored = count("secretsmanager", "parameter")
    if stored > 0 { parts.append("\(words: counted(stored, "secret")) in AWS") }
    let identities = count("service-account", "iam-role", "session", "access-key", "registry-token")
    if identities > 0 {
      parts.append("\(words: counted(identities, "identity or credential", "identities and credentials"))")
    }
    let nodes = facts.compromisedInstances.count
    if nodes > 0 { parts.append("\(words: counted(nodes, "node"))") }
    guard !parts.isEmpty else { return nil }
    let citations = compromised.flatMap { $0.routes.prefix(1).flatMap { $0.citations.prefix(1) } }
    return Statement(
      "Compromised: " + parts.joined() + ".", confidence: .high, citations: Array(citations.sortedOnce().prefix(10)))
  }

  /// Whether it is over.
  private func end(_ verdict: Verdict, _ reason: Statement, _ paths: [OpenPath]) -> Statement? {
    guard verdict != .notDeterminable else { return reason }
    var text: Prose = "Verdict: \(words: verdict.rawValue)."
    if let duration = facts.investigation.metrics.durations["access"]?.seconds {
      text = text + " The actor had access for \(words: durationWords(duration))."
    }
    if !paths.isEmpty {
      text =
        text
        + " \(words: counted(paths.count, "way")) back in \(words: paths.count == 1 ? "is" : "are") not shown as closed."
    }
    return Statement(text, confidence: reason.confidence, citations: reason.citations)
  }

  /// What of it was rotated.
  private func rotations() -> Statement? {
    guard !compromised.isEmpty else { return nil }
    let closed = compromised.filter(isClosed).count
    let partial = compromised.filter { $0.rotation.state == .partial }.count
    var text: Prose =
      """
      Of \
      \(words: counted(compromised.count, "compromised secret or credential", "compromised secrets and credentials")), \
      \(closed) are shown as rotated or revoked
      """
    if partial > 0 { text = text + ", \(partial) in part" }
    if let next = compromised.filter({ $0.rotation.order > 0 }).min(by: { $0.rotation.order < $1.rotation.order }) {
      text = text + "; next: \(next.name)"
    }
    return Statement(
      text + ".", confidence: .high,
      citations: Array(compromised.flatMap(\.rotation.provenBy).sortedOnce().prefix(10)))
  }

  /// How it was noticed, and that it could have been earlier.
  private func warning() -> Statement? {
    guard let detected = cited("T2") else { return nil }
    var text: Prose = "The first finding of the attack was published at \(detected.at)"
    if let seconds = facts.investigation.metrics.durations["detect"]?.seconds {
      text = text + ", \(words: durationWords(seconds)) after the first success"
    }
    if let seconds = facts.investigation.metrics.durations["acknowledge"]?.seconds {
      text = text + "; somebody acted \(words: durationWords(seconds)) later"
    }
    var citations = detected.citations
    if let warned = cited("T2p"), warned.at < detected.at {
      text =
        text + ". A policy finding had warned \(words: durationWords(detected.at.seconds(since: warned.at))) before"
      citations += warned.citations
    }
    return Statement(text + ".", confidence: .confirmed, citations: citations.sortedOnce())
  }

  /// What would have broken the attack first.
  private func prevention() -> Statement? {
    let seen = Set(attackSteps.filter(\.observed).map(\.id))
    let useful = controls.filter { control in
      (control.state == .missing || control.state == .partial) && control.breaks.contains(where: seen.contains)
    }
    let effort: [Text: Int] = ["L": 0, "M": 1, "H": 2]
    let best = useful.sorted { left, right in
      let leftRank = (-left.breaks.filter(seen.contains).count, effort[left.effort] ?? 3)
      let rightRank = (-right.breaks.filter(seen.contains).count, effort[right.effort] ?? 3)
      return leftRank == rightRank ? left.id < right.id : leftRank < rightRank
    }.prefix(3)
    guard !best.isEmpty else { return nil }
    let list = best.map { control in
      Prose(parts: [.words("\(control.id.string) (\(control.title.string))")])
    }.joined()
    return Statement(
      "Missing controls that would have broken most steps: " + list + ".", confidence: .high,
      citations: Array(best.flatMap { $0.evidence.flatMap(\.citations) }.sortedOnce().prefix(10)))
  }
}

internal import CaseFolder
internal import Evidence
internal import Investigation

/// What the evidence says about one rotation.
struct RotationProof {
  var state: RotationState
  var text: Prose
  var doneAt: Timestamp?
  var provenBy: [Citation] = []
  var warning: Prose?

  /// Nothing shows it.
  static func notSeen(_ facts: CaseFacts, _ what: Prose) -> RotationProof {
    var text: Prose = "No record of " + what
    if let cutOff = facts.cutOff { text = text + " to \(cutOff)" }
    return RotationProof(state: .notSeen, text: text + ".")
  }
}

/// How a kind of exposure proves that it was rotated (domain rule 6.6).
struct RotationTest: Sendable {
  /// The kind of exposure.
  let kind: Text
  /// Judges one exposure.
  let judge: @Sendable (CaseFacts, ExposureDraft) -> RotationProof

  /// One test a kind.
  static let all: [RotationTest] = [
    .kubernetesSecret, .serviceAccount, .role, .session, .accessKey, .secretsManager, .parameter, .registryToken,
    .nodeIdentity,
  ]

  /// The test of a kind.
  static func of(_ kind: Text) -> RotationTest? { all.first { $0.kind == kind } }
}

extension CaseFacts {
  /// The proof of an exposure's rotation; the manifest's word counts where the evidence does not say done.
  func rotation(of draft: ExposureDraft) -> RotationProof {
    let proof = RotationTest.of(draft.kind)?.judge(self, draft) ?? .notSeen(self, "its rotation")
    guard proof.state != .done else { return proof }
    for attested in evidence.manifest.rotations where names(attested.secret, draft) {
      var text: Prose = "Attested"
      if let by = attested.by { text = text + " by \(by)" }
      if let at = attested.doneAt { text = text + ", done at \(at)" }
      if let evidence = attested.evidence { text = text + " (\(evidence))" }
      return RotationProof(
        state: .attested, text: text + "; the evidence of this case does not show it.", doneAt: attested.doneAt,
        provenBy: proof.provenBy, warning: proof.warning)
    }
    return proof
  }

  /// Whether `type:key` of a manifest names an exposure.
  private func names(_ reference: Text, _ draft: ExposureDraft) -> Bool {
    let bytes = Array(reference.utf8)
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return reference == draft.key.id }
    let type = Text(bytes: bytes[..<colon])
    let key = Text(bytes: bytes[(colon + 1)...])
    let types: [Text: [Text]] = [
      "secret": ["kubernetes-secret"], "service-account": ["service-account"], "iam-role": ["iam-role"],
      "session": ["session"], "access-key": ["access-key"], "secretsmanager": ["secretsmanager"],
      "parameter": ["parameter"],
    ]
    guard types[type]?.contains(draft.kind) == true else { return false }
    return key == draft.name || key == draft.key.key || secretName(key) == draft.name
      || (cluster.map { Text("\($0.string)/\(draft.name.string)") } == key)
  }

  /// Later than a moment, when there is one.
  func isAfter(_ event: EventView, _ since: Timestamp?) -> Bool { event.time > since ?? .zero }
}

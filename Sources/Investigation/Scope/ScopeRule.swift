/// One rule of scope propagation (domain/08, part 3): from what is known to what follows.
package struct ScopeRule: Sendable {
  /// The rule's id, such as `SP4`, as proofs name it.
  package let id: String
  /// Adds what follows from what is in scope so far.
  let apply: @Sendable (inout ScopeEngine) -> Void

  /// All rules in their fixed order of evaluation.
  package static let all: [ScopeRule] = [
    findings, unauthorisedChanges, ownedByActor, secretReads, execution, attackerBindings, issuedCredentials,
    usedFromActorAddress, insidePod, hostAccess, ordinaryPod, onNode, nodeIdentity, calls, pushedImages, sameImage,
    sameTag, sameMalware, enumeration, neighbours, remoteHosts, otherResources, internalTargets, sourceOfExposure,
  ]
}

package import CaseFolder
package import Evidence

/// Builds the behaviour graph of domain/08 from inventory, logs and findings.
///
/// What is few (inventory, findings, bindings, changes that people made) goes in whole; what is many (requests) goes in for
/// the actor and the responders only, since nothing else is asked of the graph about them.
package struct GraphBuilder {
  /// What shows it.
  package let evidence: Evidence
  /// Which addresses are own ones.
  package let book: AddressBook
  /// Its groups.
  package let groups: EventGroups
  /// The clusters.
  package let clusters: ClusterDirectory
  /// The bodies of kept records.
  package let bodies: BodyReader
  /// The graph.
  package var graph = EntityGraph()
  /// The pods that the evidence knows.
  package var pods = PodIndex()
  /// Instance id of each node, by the node's key.
  package var instanceOfNode: [EntityKey: Text] = [:]

  /// A builder for a case.
  package init(_ evidence: Evidence) {
    self.evidence = evidence
    book = AddressBook(evidence)
    groups = EventGroups(evidence.events)
    clusters = ClusterDirectory(evidence, groups: groups.groups)
    bodies = BodyReader(evidence.events)
  }

  /// Where the record of an event stands.
  package func citation(_ index: Int) -> Citation { evidence.citation(ofEvent: index) }

  /// Adds what does not depend on who the actor is.
  package mutating func addEvidence() {
    for object in evidence.objects { add(object) }
    for finding in evidence.findings where !finding.isSample { add(finding) }
    addResolver()
  }

  /// The plural of a kind as the API names it, such as `daemonsets`.
  package static func plural(_ kind: Text) -> Text {
    let small = kind.asciiLowercased
    if small.hasSuffix("s") { return small }
    if small.hasSuffix("y") { return Text(bytes: small.utf8.dropLast() + Array("ies".utf8)) }
    return Text(small.string + "s")
  }
}

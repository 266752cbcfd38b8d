internal import CaseFolder
internal import Evidence
internal import Investigation

/// A role session of an instance that the actor used.
struct InstanceSession {
  /// `AROA…:i-…`.
  var id: Text
  var arn: Text
  var role: Text?
  var instance: Text
  var address: Text
  var at: Timestamp
  var citations: [Citation]
}

extension CaseFacts {
  /// Sessions named after an instance that the actor used: its own events, never the instance's.
  func instanceSessionsOfActor() -> [InstanceSession] {
    var found: [Text: InstanceSession] = [:]
    for event in actorEvents(where: { $0.source == .cloudTrail && !$0.principalID.isNone }) where event.succeeded {
      let id = event.principalID
      guard let instance = id.split(UInt8(ascii: ":")).last, instance.hasPrefix("i-") else { continue }
      if found[id] == nil {
        found[id] = InstanceSession(
          id: id, arn: event.actor, role: event.principal.nonEmpty, instance: instance, address: event.address,
          at: event.time, citations: [])
      }
      if found[id]!.citations.count < ExposureBook.citationsKept { found[id]!.citations.append(citation(event)) }
    }
    for finding in evidence.findings
    where !finding.isSample && finding.type.contains("InstanceCredentialExfiltration") {
      guard let id = finding.accessKey?.principalID, let instance = id.split(UInt8(ascii: ":")).last,
        instance.hasPrefix("i-"), var session = found[id]
      else { continue }
      session.citations.append(finding.citation)
      found[id] = session
    }
    return found.keys.sorted().compactMap { found[$0] }
  }

  /// Whether a command asks the instance metadata service for credentials.
  func asksForInstanceCredentials(_ command: [Text]) -> Bool {
    command.contains { word in
      (word.contains("169.254.169.254") || word.asciiLowercased.contains("fd00:ec2::254"))
        && (word.contains("security-credentials") || word.contains("/meta-data/iam"))
    }
  }

  /// The node on which a pod was scheduled, as the scheduler's binding in the graph says.
  func nodeName(ofPod path: Text) -> Text? {
    let pod = key(.pod, cluster, path)
    guard let edge = graph.edges(from: pod, type: .scheduledOn).first else { return nil }
    return graph[edge.to]?.name ?? self.path(of: edge.to)
  }
}

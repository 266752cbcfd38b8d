package import CaseFolder

/// Who took on which role or identity, how, and how often.
package struct RoleAssumption: Hashable, Codable, Sendable {
  /// Who asked: an ARN, a service account, a service.
  package var who: Text
  /// The role or the Kubernetes user that was asked for.
  package var assumed: Text
  /// The call, or `Kubernetes login`.
  package var how: Text
  /// Requests that succeeded.
  package var successful: Int
  /// Requests that did not succeed, for whatever reason.
  package var failed: Int
  /// When it was first seen.
  package var first: Timestamp
  /// When it was last seen.
  package var last: Timestamp
  /// Whether the actor did it.
  package var byActor: Bool
  /// The records that prove it; the first ones.
  package var citations: [Citation]

  /// All parts at once.
  package init(
    who: Text, assumed: Text, how: Text, successful: Int = 0, failed: Int = 0, first: Timestamp, last: Timestamp,
    byActor: Bool, citations: [Citation] = []
  ) {
    self.who = who
    self.assumed = assumed
    self.how = how
    self.successful = successful
    self.failed = failed
    self.first = first
    self.last = last
    self.byActor = byActor
    self.citations = citations
  }
}

/// An address in the neighbourhood (/24 of IPv4, /64 of IPv6) of one of the actor's.
package struct NeighbourRow: Hashable, Codable, Sendable {
  /// The network, such as `203.0.113.0/24`.
  package var network: Text
  /// The address.
  package var address: Text
  /// Whether it is one of the actor's.
  package var isActors: Bool
  /// Requests that succeeded, to Kubernetes and to AWS.
  package var successful: Int
  /// Requests that did not succeed.
  package var failed: Int
  /// Requests refused for lack of rights; part of the failed ones.
  package var forbidden: Int
  /// Flows in which it is the peer.
  package var flows: Int
  /// When it was first seen.
  package var first: Timestamp
  /// When it was last seen.
  package var last: Timestamp

  /// All parts at once.
  package init(
    network: Text, address: Text, isActors: Bool, successful: Int = 0, failed: Int = 0, forbidden: Int = 0,
    flows: Int = 0, first: Timestamp, last: Timestamp
  ) {
    self.network = network
    self.address = address
    self.isActors = isActors
    self.successful = successful
    self.failed = failed
    self.forbidden = forbidden
    self.flows = flows
    self.first = first
    self.last = last
  }
}

package import CaseFolder

/// Counts of requests by how they ended. `failed` is everything that did not succeed; `forbidden` and `notFound` are parts of it.
package struct RequestCounts: Hashable, Codable, Sendable {
  /// Requests that succeeded.
  package var successful = 0
  /// Requests that did not succeed, for whatever reason.
  package var failed = 0
  /// Requests refused for lack of rights; part of the failed ones.
  package var forbidden = 0
  /// Requests for what does not exist; part of the failed ones.
  package var notFound = 0

  /// No requests.
  package init() {}
}

/// Activity of one subject, address or call in one source.
package struct ActivityRow: Hashable, Codable, Sendable {
  /// What identifies it.
  package var key: Text
  /// `kubernetes` or `aws`.
  package var source: Text
  /// Requests that succeeded.
  package var successful: Int
  /// Requests that did not succeed, for whatever reason.
  package var failed: Int
  /// Requests refused for lack of rights; part of the failed ones.
  package var forbidden: Int
  /// Requests for what does not exist; part of the failed ones.
  package var notFound: Int
  /// The same counts inside the finding window.
  package var inWindow: RequestCounts
  /// When it was first seen.
  package var first: Timestamp
  /// When it was last seen.
  package var last: Timestamp
  /// Whether the baseline does not know it.
  package var isNew: Bool

  /// All parts at once.
  package init(
    key: Text, source: Text, successful: Int, failed: Int, forbidden: Int, notFound: Int, inWindow: RequestCounts,
    first: Timestamp, last: Timestamp, isNew: Bool
  ) {
    self.key = key
    self.source = source
    self.successful = successful
    self.failed = failed
    self.forbidden = forbidden
    self.notFound = notFound
    self.inWindow = inWindow
    self.first = first
    self.last = last
    self.isNew = isNew
  }
}

/// Accepted and rejected traffic between an own interface or instance and a peer.
package struct FlowRow: Hashable, Codable, Sendable {
  /// What was acted on, by kind.
  package var resource: Text
  /// The other end.
  package var peer: Text
  /// The service's port.
  package var port: Int
  /// The protocol, such as `tcp`.
  package var transport: Text
  /// Who opened the connection: `outbound` for the resource, `inbound` for the peer.
  package var direction: Text
  /// Whether it was let through.
  package var accepted: Bool
  /// Bytes that left the resource.
  package var bytesOut: UInt64
  /// Bytes that reached the resource.
  package var bytesIn: UInt64
  /// Packets in both directions.
  package var packets: UInt64
  /// When it was first seen.
  package var first: Timestamp
  /// When it was last seen.
  package var last: Timestamp
  /// Rows of the flow log.
  package var rows: Int
  /// The records that prove it.
  package var citations: [Citation]

  private enum CodingKeys: String, CodingKey {
    case resource, peer, port
    case transport = "protocol"
    case direction, accepted, bytesOut, bytesIn, packets, first, last, rows, citations
  }

  /// All parts at once.
  package init(
    resource: Text, peer: Text, port: Int, transport: Text, direction: Text, accepted: Bool, bytesOut: UInt64,
    bytesIn: UInt64,
    packets: UInt64, first: Timestamp, last: Timestamp, rows: Int, citations: [Citation] = []
  ) {
    self.resource = resource
    self.peer = peer
    self.port = port
    self.transport = transport
    self.direction = direction
    self.accepted = accepted
    self.bytesOut = bytesOut
    self.bytesIn = bytesIn
    self.packets = packets
    self.first = first
    self.last = last
    self.rows = rows
    self.citations = citations
  }
}

/// Requests of an hour.
package struct VolumeBin: Hashable, Codable, Sendable {
  /// When it was.
  package var at: Timestamp
  /// The evidence it comes from.
  package var source: Text
  /// Requests that succeeded.
  package var successful: Int
  /// Requests that did not succeed, for whatever reason.
  package var failed: Int
  /// Requests refused for lack of rights; part of the failed ones.
  package var forbidden: Int

  /// All parts at once.
  package init(
    at: Timestamp, source: Text, successful: Int, failed: Int, forbidden: Int
  ) {
    self.at = at
    self.source = source
    self.successful = successful
    self.failed = failed
    self.forbidden = forbidden
  }
}

/// What was seen for the first time.
package struct NewlyObserved: Hashable, Codable, Sendable {
  /// call, subject, address, userAgent, image, geolocation, pair.
  package var kind: Text
  /// What identifies it.
  package var key: Text
  /// When it was first seen.
  package var first: Timestamp
  /// The first refused attempt before it, if any.
  package var attemptedBefore: Timestamp?
  /// Whether it is known and was more than usual.
  package var increased: Bool
  /// Whether the actor did it, used it or came from there.
  package var byActor: Bool
  /// Requests in the baseline.
  package var before: Int
  /// Requests in the window.
  package var inWindow: Int

  /// All parts at once.
  package init(
    kind: Text, key: Text, first: Timestamp, attemptedBefore: Timestamp? = nil, increased: Bool,
    byActor: Bool = false, before: Int = 0, inWindow: Int = 0
  ) {
    self.kind = kind
    self.key = key
    self.first = first
    self.attemptedBefore = attemptedBefore
    self.increased = increased
    self.byActor = byActor
    self.before = before
    self.inWindow = inWindow
  }
}

/// Who did how much.
package struct Activity: Hashable, Codable, Sendable {
  /// Rows by subject.
  package var bySubject: [ActivityRow] = []
  /// Rows by address.
  package var byAddress: [ActivityRow] = []
  /// Rows by call.
  package var byCall: [ActivityRow] = []
  /// With what new activity is compared, and how far that can be trusted.
  package var baseline: Prose = ""
  /// What the baseline does not know.
  package var new: [NewlyObserved] = []
  /// Requests by hour.
  package var overTime: [VolumeBin] = []
  /// Traffic by peer.
  package var flows: [FlowRow] = []
  /// Who took on which role or identity.
  package var assumptions: [RoleAssumption] = []
  /// Addresses in the neighbourhood of the actor's.
  package var neighbours: [NeighbourRow] = []

  /// No activity.
  package init() {}
}

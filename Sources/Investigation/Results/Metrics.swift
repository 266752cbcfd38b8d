package import CaseFolder

/// A moment of the incident; absent ones carry the reason.
package struct MetricTime: Hashable, Codable, Sendable {
  /// When it was.
  package var at: Timestamp?
  /// Whether it holds in part only.
  package var partial: Bool
  /// Why, in words.
  package var reason: Prose?
  /// The records that prove it.
  package var citations: [Citation]

  /// All parts at once.
  package init(
    at: Timestamp? = nil, partial: Bool, reason: Prose? = nil, citations: [Citation] = []
  ) {
    self.at = at
    self.partial = partial
    self.reason = reason
    self.citations = citations
  }
}

/// A duration in whole seconds.
package struct MetricDuration: Hashable, Codable, Sendable {
  /// Whole seconds; nil when it cannot be told.
  package var seconds: Int64?
  /// How it is computed.
  package var formula: Text
  /// Its start.
  package var from: Timestamp?
  /// Its end.
  package var to: Timestamp?
  /// Why, in words.
  package var reason: Prose?

  /// All parts at once.
  package init(
    seconds: Int64? = nil, formula: Text, from: Timestamp? = nil, to: Timestamp? = nil, reason: Prose? = nil
  ) {
    self.seconds = seconds
    self.formula = formula
    self.from = from
    self.to = to
    self.reason = reason
  }
}

/// The moments `T0 T1a T1 T2p T2 T3 T4 T4x T5 T6` and the durations between them, by name.
package struct Metrics: Hashable, Codable, Sendable {
  /// The moments, by name.
  package var times: [Text: MetricTime]
  /// The durations, by name.
  package var durations: [Text: MetricDuration]

  /// The names of the moments, in order.
  package static let timeNames: [Text] = ["T0", "T1a", "T1", "T2p", "T2", "T3", "T4", "T4x", "T5", "T6"]
  /// The names of the durations, in order.
  package static let durationNames: [Text] = [
    "exposure", "detect", "warning", "acknowledge", "contain", "access", "respond",
  ]

  /// Metrics of moments and durations.
  package init(times: [Text: MetricTime], durations: [Text: MetricDuration]) {
    self.times = times
    self.durations = durations
  }

  /// Encoded as one object: every moment and every duration under its name.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Name.self)
    for name in Self.timeNames { try container.encode(times[name], forKey: Name(name)) }
    for name in Self.durationNames { try container.encode(durations[name], forKey: Name(name)) }
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Name.self)
    times = [:]
    durations = [:]
    for name in Self.timeNames { times[name] = try container.decodeIfPresent(MetricTime.self, forKey: Name(name)) }
    for name in Self.durationNames {
      durations[name] = try container.decodeIfPresent(MetricDuration.self, forKey: Name(name))
    }
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: Text) { stringValue = name.string }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

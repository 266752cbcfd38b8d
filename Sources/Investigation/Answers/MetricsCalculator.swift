internal import CaseFolder
internal import Detection
internal import Evidence

/// The moments of an incident and the durations between them (domain rule 9.2).
package enum MetricsCalculator {
  /// The metrics of an investigation; what the evidence does not show carries the reason.
  package static func metrics(of investigation: Investigation) -> Metrics {
    let moments = IncidentMoments(investigation)
    var times: [Text: MetricTime] = [:]
    for (name, compute) in definitions { times[name] = compute(moments) }
    var durations: [Text: MetricDuration] = [:]
    for duration in durationDefinitions {
      durations[duration.name] = self.duration(duration, times)
    }
    return Metrics(times: times, durations: durations)
  }

  /// Each moment with its definition.
  private static let definitions: [(Text, @Sendable (IncidentMoments) -> MetricTime)] = [
    ("T0", { $0.exposureStart }), ("T1a", { $0.firstContact }), ("T1", { $0.firstSuccess }),
    ("T2p", { $0.firstWarning }), ("T2", { $0.firstDetection }), ("T3", { $0.acknowledged }),
    ("T4", { $0.contained }), ("T4x", { $0.lastContainmentAct }), ("T5", { $0.eradicated }),
    ("T6", { $0.recovered }),
  ]

  private struct Definition {
    let name: Text
    let from: Text
    let to: Text
  }

  private static let durationDefinitions: [Definition] = [
    Definition(name: "exposure", from: "T0", to: "T1"), Definition(name: "detect", from: "T1", to: "T2"),
    Definition(name: "warning", from: "T2p", to: "T2"), Definition(name: "acknowledge", from: "T2", to: "T3"),
    Definition(name: "contain", from: "T2", to: "T4"), Definition(name: "access", from: "T1", to: "T4"),
    Definition(name: "respond", from: "T2", to: "T6"),
  ]

  /// Whole seconds between two moments: each is cut to its second first, since sources differ in precision.
  private static func duration(_ definition: Definition, _ times: [Text: MetricTime]) -> MetricDuration {
    let formula = Text("\(definition.to) - \(definition.from)")
    let from = times[definition.from]?.at
    let to = times[definition.to]?.at
    guard let from, let to else {
      let missing = [from == nil ? definition.from : nil, to == nil ? definition.to : nil].compactMap { $0 }
      let names = missing.map { Prose(parts: [.words($0.string)]) }.joined()
      return MetricDuration(
        formula: formula, from: from, to: to, reason: "Not computed without " + names + ".")
    }
    return MetricDuration(seconds: to.seconds - from.seconds, formula: formula, from: from, to: to)
  }
}

internal import CaseFolder
internal import Evidence

/// Counts of requests by how they ended.
struct OutcomeCounts {
  var successful = 0
  var failed = 0
  var forbidden = 0
  var notFound = 0

  var all: Int { successful + failed }

  var counts: RequestCounts {
    var counts = RequestCounts()
    counts.successful = successful
    counts.failed = failed
    counts.forbidden = forbidden
    counts.notFound = notFound
    return counts
  }

  mutating func add(_ outcome: Outcome) {
    if outcome == .success {
      successful += 1
    } else {
      failed += 1
      if outcome == .denied || outcome == .admissionDenied { forbidden += 1 }
      if outcome == .notFound { notFound += 1 }
    }
  }
}

/// The requests of one key in one source.
struct ActivityCount {
  let isKubernetes: Bool
  var first: Int64
  var last: Int64
  var hasFraction: Bool
  var whole = OutcomeCounts()
  var window = OutcomeCounts()
}

/// Counts all requests in one pass over symbols.
struct ActivityCounter {
  private(set) var subjects: [UInt64: ActivityCount] = [:]
  private(set) var addresses: [UInt64: ActivityCount] = [:]
  private(set) var calls: [UInt64: ActivityCount] = [:]
  private var hours: [Int64: (kubernetes: OutcomeCounts, aws: OutcomeCounts)] = [:]

  init(_ investigation: Investigation) {
    let store = investigation.evidence.events
    let window = investigation.windows.finding
    let from = window?.from.microseconds ?? .max
    // A window ends with the second that it names.
    let to = window.map { $0.to.digits == 0 ? $0.to.microseconds + 999_999 : $0.to.microseconds } ?? .min
    let start = investigation.windows.lookBack?.from.microseconds ?? .min
    for index in store.indices {
      let event = store[index]
      guard event.source == .kubernetesAudit || event.source == .cloudTrail, !event.flags.contains(.undated) else {
        continue
      }
      let isInWindow = event.time >= from && event.time <= to
      let tag = UInt64(event.source.rawValue)
      if !event.actor.isNone { Self.count(event, isInWindow, &subjects, UInt64(event.actor.id) << 8 | tag) }
      if !event.address.isNone { Self.count(event, isInWindow, &addresses, UInt64(event.address.id) << 8 | tag) }
      let call = UInt64(event.action.id) << 33 | UInt64(event.resource.id) << 1 | tag
      Self.count(event, isInWindow, &calls, call)
      if event.time >= start {
        let hour = Timestamp(microseconds: event.time).seconds / 3600
        if event.source == .cloudTrail {
          hours[hour, default: (OutcomeCounts(), OutcomeCounts())].aws.add(event.outcome)
        } else {
          hours[hour, default: (OutcomeCounts(), OutcomeCounts())].kubernetes.add(event.outcome)
        }
      }
    }
  }

  /// Requests by hour and source; hours without any are left out.
  var bins: [VolumeBin] {
    hours.sorted { $0.key < $1.key }.flatMap { hour, counts in
      [("kubernetes" as Text, counts.kubernetes), ("aws", counts.aws)].filter { $0.1.all > 0 }.map { source, count in
        VolumeBin(
          at: Timestamp(seconds: hour * 3600), source: source, successful: count.successful, failed: count.failed,
          forbidden: count.forbidden)
      }
    }
  }

  private static func count(
    _ event: Event, _ isInWindow: Bool, _ counts: inout [UInt64: ActivityCount], _ key: UInt64
  ) {
    counts[
      key,
      default: ActivityCount(
        isKubernetes: event.source == .kubernetesAudit, first: event.time, last: event.time,
        hasFraction: !event.flags.contains(.wholeSeconds))
    ].add(event, isInWindow)
  }
}

extension ActivityCount {
  mutating func add(_ event: Event, _ isInWindow: Bool) {
    first = min(first, event.time)
    last = max(last, event.time)
    whole.add(event.outcome)
    if isInWindow { window.add(event.outcome) }
  }
}

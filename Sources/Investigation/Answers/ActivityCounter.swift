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

  mutating func add(_ other: OutcomeCounts) {
    successful += other.successful
    failed += other.failed
    forbidden += other.forbidden
    notFound += other.notFound
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

/// Where an event lies, seen from the windows.
struct EventPlace {
  /// In the finding window.
  let isInWindow: Bool
  /// In what new behaviour is compared with.
  let isInBaseline: Bool
  /// Before the finding window.
  let isBefore: Bool
  /// Whether the caller is no part of the cluster itself.
  let isOutside: Bool
}

/// The requests of one key in one source.
struct ActivityCount {
  let isKubernetes: Bool
  var first: Int64
  var last: Int64
  var hasFraction: Bool
  var whole = OutcomeCounts()
  var window = OutcomeCounts()
  /// Requests in the baseline.
  var baseline = 0
  /// The first request that is not before the window; `.max` without one.
  var firstSince = Int64.max
  /// Whether a request before the window succeeded.
  var succeededBefore = false
  /// Whether somebody outside the cluster's own components asked, since the window began.
  var isOutside = false

  init(_ event: Event) {
    isKubernetes = event.source == .kubernetesAudit
    first = event.time
    last = event.time
    hasFraction = !event.flags.contains(.wholeSeconds)
  }

  mutating func add(_ event: Event, _ place: EventPlace) {
    first = min(first, event.time)
    last = max(last, event.time)
    whole.add(event.outcome)
    if place.isInWindow { window.add(event.outcome) }
    if place.isInBaseline { baseline += 1 }
    if place.isBefore {
      if event.outcome == .success { succeededBefore = true }
    } else {
      firstSince = min(firstSince, event.time)
      if place.isOutside { isOutside = true }
    }
  }

  /// Both as one.
  func merged(with other: ActivityCount) -> ActivityCount {
    var both = self
    both.hasFraction = firstSince <= other.firstSince ? hasFraction : other.hasFraction
    both.first = min(first, other.first)
    both.last = max(last, other.last)
    both.whole.add(other.whole)
    both.window.add(other.window)
    both.baseline += other.baseline
    both.firstSince = min(firstSince, other.firstSince)
    both.succeededBefore = succeededBefore || other.succeededBefore
    both.isOutside = isOutside || other.isOutside
    return both
  }

  /// A moment of the key's, with the digits of its source.
  func timestamp(_ time: Int64) -> Timestamp { Timestamp(microseconds: time, digits: hasFraction ? 6 : 0) }
}

/// Counts by one column and source, found by symbol without hashing.
struct ActivityTable {
  /// `symbol << 1 | source`, in order of first sight.
  private(set) var keys: [UInt32] = []
  private(set) var counts: [ActivityCount] = []
  /// 1 + the place of a key, 0 without one.
  private var places: [UInt32]

  init(symbols: Int) {
    places = [UInt32](repeating: 0, count: symbols * 2)
  }

  mutating func add(_ symbol: Symbol, _ event: Event, _ place: EventPlace) {
    guard !symbol.isNone else { return }
    let key = symbol.id << 1 | (event.source == .cloudTrail ? 1 : 0)
    if places[Int(key)] == 0 {
      keys.append(key)
      counts.append(ActivityCount(event))
      places[Int(key)] = UInt32(counts.count)
    }
    counts[Int(places[Int(key)]) - 1].add(event, place)
  }

  /// Keys with their counts.
  var rows: [(key: UInt64, value: ActivityCount)] { zip(keys, counts).map { (UInt64($0), $1) } }
}

/// Counts all requests in one pass over symbols.
struct ActivityCounter {
  private(set) var subjects: ActivityTable
  private(set) var addresses: ActivityTable
  private(set) var agents: ActivityTable
  private(set) var calls: [UInt64: ActivityCount] = [:]
  /// CloudTrail events that give out credentials, rising.
  private(set) var assumptions: [Int] = []
  private var hours: [Int64: (kubernetes: OutcomeCounts, aws: OutcomeCounts)] = [:]

  init(_ investigation: Investigation) {
    let store = investigation.evidence.events
    subjects = ActivityTable(symbols: store.symbols.count)
    addresses = subjects
    agents = subjects
    let window = investigation.windows.finding
    let from = window?.from.microseconds ?? .max
    // A window ends with the second that it names.
    let to = window.map { $0.to.digits == 0 ? $0.to.microseconds + 999_999 : $0.to.microseconds } ?? .min
    let start = investigation.windows.lookBack?.from.microseconds ?? .min
    let learning = investigation.windows.baseline?.from.microseconds ?? .max
    let issuing = RoleAssumptions.symbols(store)
    var noise = EventNoise(store)
    for index in store.indices {
      let event = store[index]
      guard event.source == .kubernetesAudit || event.source == .cloudTrail, !event.flags.contains(.undated) else {
        continue
      }
      let isBefore = event.time < from
      let place = EventPlace(
        isInWindow: !isBefore && event.time <= to, isInBaseline: isBefore && event.time >= learning,
        isBefore: isBefore, isOutside: !isBefore && !noise.isSystem(event.actor))
      subjects.add(event.actor, event, place)
      addresses.add(event.address, event, place)
      agents.add(event.agent, event, place)
      let tag: UInt64 = event.source == .cloudTrail ? 1 : 0
      let call = UInt64(event.action.id) << 33 | UInt64(event.resource.id) << 1 | tag
      calls[call, default: ActivityCount(event)].add(event, place)
      if tag == 1, issuing.contains(event.action) { assumptions.append(index) }
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
}

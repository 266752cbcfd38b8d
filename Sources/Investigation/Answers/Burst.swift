internal import Evidence

/// Equal events that follow each other closely: one entry of the timeline.
struct Burst {
  /// Indexes of the first, the last and a few more events.
  var first: Int
  var last: Int
  var shown: [Int]
  var count: Int
  /// The first different names of its objects, at most `Burst.namesKept`; the absent name is one of them.
  var names: [Symbol]

  /// Whether all events come from one address, and whether they all act in one namespace or Region.
  var hasOneAddress = true
  var hasOneNamespace = true

  static let namesKept = 4

  /// Whether all events name the same object.
  var hasOneObject: Bool { names.count == 1 }
}

/// What makes two events equal for a burst. A part that does not count is `Symbol.none`.
struct BurstKey: Hashable {
  let who: UInt64
  let what: UInt64
  let wherefrom: UInt64
  let how: UInt64

  /// The key of an event; `distinguished` says whether the object's name counts, `byPrincipal` whether the lasting identity
  /// stands for the session.
  init(_ event: Event, side: UInt8, distinguished: Bool, withAddress: Bool, byPrincipal: Bool) {
    let actor = byPrincipal && !event.principal.isNone ? event.principal : event.actor
    who = UInt64(actor.id) << 32 | UInt64(withAddress ? event.address.id : 0)
    what = UInt64(event.action.id) << 32 | UInt64(event.resource.id)
    wherefrom = UInt64(withAddress ? event.namespace.id : 0) << 32 | UInt64(distinguished ? event.name.id : 0)
    how = UInt64(event.source.rawValue) << 16 | UInt64(event.outcome.rawValue) << 8 | UInt64(side)
  }
}

/// Collects events, in time order, into bursts.
struct BurstFolder {
  private(set) var bursts: [Burst] = []
  private var open: [BurstKey: Int] = [:]
  private let gap: Int64

  /// How many different keys were added.
  var keyCount: Int { open.count }

  /// A folder for which a pause longer than `gap` seconds ends a burst.
  init(gap: Int64) {
    self.gap = gap > Int64.max / 1_000_000 ? Int64.max : gap * 1_000_000
  }

  /// Adds an event; times must not fall.
  mutating func add(_ index: Int, _ key: BurstKey, in events: EventStore) {
    if let number = open[key] {
      let last = events[bursts[number].last]
      if events[index].time - last.time <= gap {
        bursts[number].count += 1
        let event = events[index]
        if event.address != last.address { bursts[number].hasOneAddress = false }
        if event.namespace != last.namespace { bursts[number].hasOneNamespace = false }
        let name = event.name
        if name != last.name, bursts[number].names.count < Burst.namesKept, !bursts[number].names.contains(name) {
          bursts[number].names.append(name)
        }
        bursts[number].last = index
        if bursts[number].shown.count < 4 { bursts[number].shown.append(index) }
        return
      }
    }
    open[key] = bursts.count
    bursts.append(Burst(first: index, last: index, shown: [index], count: 1, names: [events[index].name]))
  }
}

import CaseFolder
import Investigation

/// The graph that the attack path shows: entities in scope, and the steps that prove how one led to the next.
struct AttackGraph {
  /// A box: one entity, or several of one kind that hang on the same one.
  struct Node {
    var entities: [Entity]
    /// How the incident reached it, in a word or two.
    var verb: Text
    /// Whether a way back in leads through it.
    var isOpen: Bool
  }

  /// A line between two boxes.
  struct Line: Hashable {
    var from: Int
    var to: Int
    var count: Int
  }

  private(set) var nodes: [Node] = []
  private(set) var lines: [Line] = []
  /// Entities in scope for which there was no room.
  private(set) var left = 0

  /// The most boxes and lines of a figure.
  static let boxLimit = 40
  static let lineLimit = 60
  /// How many things that are not in scope may be drawn as ways to one that is.
  static let linkLimit = 3
  /// From how many on equal leaves are drawn as one box.
  static let stackFrom = 4

  private struct Step: Hashable {
    let from: Text
    let to: Text
  }

  /// The graph of a report.
  init(_ report: Report) {
    let byID = Dictionary(report.entities.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let open = Set(report.openPaths.map(\.entity))
    var members = report.entities.filter { ($0.level ?? .related) >= .affected }
    var known = Set(members.map(\.id))
    var steps: [Step: (verb: Text, count: Int)] = [:]
    for entity in members.sorted(by: { $0.id < $1.id }) {
      for step in entity.proof {
        guard let from = step.from, from != step.to, let source = byID[from], byID[step.to] != nil else { continue }
        if known.insert(from).inserted { members.append(source) }
        if let target = byID[step.to], known.insert(step.to).inserted { members.append(target) }
        let key = Step(from: from, to: step.to)
        steps[key] = (step.relationship ?? step.rule, max(steps[key]?.count ?? 1, 1))
      }
    }
    // What responders use is no part of the attack, even where they touch what is.
    let acts = report.timeline.filter { $0.side == .actor }
    let ofActor = Set(acts.map(\.actor) + acts.compactMap(\.address) + report.indicators.map(\.value))
    addRelationships(
      report.relationships, byID: byID, ofActor: ofActor, known: &known, members: &members, steps: &steps)
    members.sort { ($0.type, $0.name, $0.id) < ($1.type, $1.name, $1.id) }
    build(members, steps: steps, open: open)
  }

  /// Relationships along which an attack moves join entities that no proof step joins: first those between two things
  /// in scope, then, the busiest first, links to what the actor used but is not in scope itself.
  private func addRelationships(
    _ relationships: [Relationship], byID: [Text: Entity], ofActor: Set<Text>, known: inout Set<Text>,
    members: inout [Entity],
    steps: inout [Step: (verb: Text, count: Int)]
  ) {
    var joined = Set(steps.keys.map(\.to))
    var sources = Set(steps.keys.map(\.from))
    var links: [Text: Int] = [:]
    let flows = relationships.compactMap { AttackFlow(of: $0, byID: byID) }.sorted()
    for isLink in [false, true] {
      for flow in flows {
        let key = Step(from: flow.from.id, to: flow.to.id)
        let areKnown = (known.contains(flow.from.id), known.contains(flow.to.id))
        if let step = steps[key] {
          if !isLink { steps[key] = (step.verb, max(step.count, flow.count)) }
          continue
        }
        guard steps[Step(from: key.to, to: key.from)] == nil, areKnown.0 || areKnown.1 else { continue }
        if !isLink {
          guard areKnown.0, areKnown.1, !joined.contains(key.to) || !sources.contains(key.from) else { continue }
        } else {
          let outside = areKnown.0 ? flow.to : flow.from
          let inside = areKnown.0 ? key.from : key.to
          guard !(areKnown.0 && areKnown.1), AttackFlow.isLink(outside.type), ofActor.contains(outside.name),
            links[inside, default: 0] < Self.linkLimit
          else { continue }
          links[inside, default: 0] += 1
        }
        if known.insert(key.from).inserted { members.append(flow.from) }
        if known.insert(key.to).inserted { members.append(flow.to) }
        joined.insert(key.to)
        sources.insert(key.from)
        steps[key] = (flow.verb, flow.count)
      }
    }
  }

  private mutating func build(_ members: [Entity], steps: [Step: (verb: Text, count: Int)], open: Set<Text>) {
    let sorted = steps.sorted { ($0.key.from, $0.key.to) < ($1.key.from, $1.key.to) }
    let sources = Set(sorted.map(\.key.from))
    var parents: [Text: [Text]] = [:]
    for (step, _) in sorted { parents[step.to, default: []].append(step.from) }
    // Leaves that hang on the same entities, of one type and reached by one verb, can share a box.
    struct Kind: Hashable {
      let type: EntityType
      let level: Level?
      let parents: [Text]
      let verb: Text
    }
    var kinds: [Kind: [Entity]] = [:]
    var single: [(Entity, Text)] = []
    var order: [Kind] = []
    for entity in members {
      let verb = sorted.first { $0.key.to == entity.id }?.value.verb ?? ""
      guard !sources.contains(entity.id), !open.contains(entity.id), let above = parents[entity.id] else {
        if sources.contains(entity.id) || parents[entity.id] != nil || open.contains(entity.id)
          || entity.level == .compromised
        {
          single.append((entity, verb))
        }
        continue
      }
      let kind = Kind(type: entity.type, level: entity.level, parents: above, verb: verb)
      if kinds[kind] == nil { order.append(kind) }
      kinds[kind, default: []].append(entity)
    }
    for (entity, verb) in single {
      nodes.append(Node(entities: [entity], verb: verb, isOpen: open.contains(entity.id)))
    }
    for kind in order {
      let entities = kinds[kind] ?? []
      if entities.count >= Self.stackFrom {
        nodes.append(Node(entities: entities, verb: kind.verb, isOpen: false))
      } else {
        nodes += entities.map { Node(entities: [$0], verb: kind.verb, isOpen: false) }
      }
    }
    keepToBudget(sources)
    var place: [Text: Int] = [:]
    for (index, node) in nodes.enumerated() { for entity in node.entities { place[entity.id] = index } }
    var counts: [[Int]: Int] = [:]
    for (step, value) in sorted {
      guard let from = place[step.from], let to = place[step.to], from != to else { continue }
      counts[[from, to], default: 0] += value.count
    }
    lines = counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { Line(from: $0.key[0], to: $0.key[1], count: $0.value) }
    if lines.count > Self.lineLimit { lines = Array(lines.prefix(Self.lineLimit)) }
  }

  /// Drops boxes above the limit: those that matter least first.
  private mutating func keepToBudget(_ sources: Set<Text>) {
    guard nodes.count > Self.boxLimit else { return }
    let ranked = nodes.indices.sorted { (rank(nodes[$0], sources), $0) < (rank(nodes[$1], sources), $1) }
    let kept = Set(ranked.prefix(Self.boxLimit))
    left = nodes.indices.filter { !kept.contains($0) }.reduce(0) { $0 + nodes[$1].entities.count }
    nodes = nodes.indices.filter { kept.contains($0) }.map { nodes[$0] }
  }

  private func rank(_ node: Node, _ sources: Set<Text>) -> Int {
    if sources.contains(node.entities[0].id) { return 0 }
    if node.isOpen { return 1 }
    switch node.entities[0].level {
    case .compromised: return 2
    case nil: return 3
    case .exposed: return 4
    default: return 5
    }
  }
}

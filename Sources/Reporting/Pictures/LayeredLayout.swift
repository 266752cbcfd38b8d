/// Places the nodes of a small directed graph in layers from left to right.
///
/// Sugiyama's steps: cycles are cut by depth-first search in the order given, layers are longest paths, the order in a
/// layer is the best of 24 barycentre sweeps. Nodes are numbers; ties fall to the smaller one, so equal input gives
/// equal output.
struct LayeredLayout {
  /// The layer of each node; way points of long edges have numbers from `count` on.
  private(set) var layer: [Int]
  /// The nodes of each layer from top to bottom, way points among them.
  private(set) var order: [[Int]]
  /// For each edge the nodes that it passes, from its source to its target.
  private(set) var routes: [[Int]]
  /// How many pairs of edges cross between neighbouring layers.
  private(set) var crossings: Int
  /// How many nodes there are beside way points.
  let count: Int
  /// The steps between neighbouring layers.
  private let steps: [(from: Int, to: Int)]

  /// How often the order is improved.
  static let sweeps = 24

  /// Lays out `count` nodes with edges between them; an edge from a node to itself has no route.
  init(count: Int, edges: [(from: Int, to: Int)]) {
    let (forward, isTurned) = Self.withoutCycles(count: count, edges: edges)
    var layer = Self.longestPaths(count: count, edges: forward.filter { $0.from != $0.to })
    var routes: [[Int]] = []
    var steps: [(from: Int, to: Int)] = []
    for (index, edge) in forward.enumerated() {
      guard edge.from != edge.to else {
        routes.append([])
        continue
      }
      var route = [edge.from]
      for between in layer[edge.from] + 1..<max(layer[edge.from] + 1, layer[edge.to]) {
        route.append(layer.count)
        layer.append(between)
      }
      route.append(edge.to)
      for (one, next) in zip(route, route.dropFirst()) { steps.append((one, next)) }
      routes.append(isTurned[index] ? route.reversed() : route)
    }
    self.count = count
    self.layer = layer
    self.routes = routes
    self.steps = steps
    order = []
    for node in layer.indices {
      while order.count <= layer[node] { order.append([]) }
      order[layer[node]].append(node)
    }
    crossings = 0
    improve(steps)
  }

  /// The middle of each node on the vertical axis, so that nodes stand near their neighbours and never overlap.
  ///
  /// Each sweep moves the nodes of a layer to the mean of their neighbours, and separates them again by isotonic
  /// regression (pool adjacent violators), which moves them as little as possible.
  func heights(_ height: (Int) -> Double, gap: Double) -> [Double] {
    var middle = [Double](repeating: 0, count: layer.count)
    var near = [[Int]](repeating: [], count: layer.count)
    for step in steps {
      near[step.from].append(step.to)
      near[step.to].append(step.from)
    }
    let offsets = order.map { nodes -> [Double] in
      var place = 0.0
      return nodes.enumerated().map { index, node in
        if index > 0 { place += (height(nodes[index - 1]) + height(node)) / 2 + gap }
        return place
      }
    }
    for (index, nodes) in order.enumerated() {
      let all = offsets[index].last ?? 0
      for (row, node) in nodes.enumerated() { middle[node] = offsets[index][row] - all / 2 }
    }
    for sweep in 0..<Self.sweeps {
      for index in sweep.isMultiple(of: 2) ? Array(order.indices) : order.indices.reversed() {
        let nodes = order[index]
        let wanted = nodes.enumerated().map { row, node -> Double in
          let own = near[node].filter { layer[$0] != index }
          let target = own.isEmpty ? middle[node] : own.map { middle[$0] }.reduce(0, +) / Double(own.count)
          return target - offsets[index][row]
        }
        for (row, value) in Self.nonDecreasing(wanted).enumerated() { middle[nodes[row]] = value + offsets[index][row] }
      }
    }
    return middle
  }

  /// The nearest values, by squares, that never fall.
  static func nonDecreasing(_ values: [Double]) -> [Double] {
    var blocks: [(sum: Double, count: Int)] = []
    for value in values {
      blocks.append((value, 1))
      while blocks.count > 1 {
        let last = blocks[blocks.count - 1]
        let before = blocks[blocks.count - 2]
        guard before.sum / Double(before.count) > last.sum / Double(last.count) else { break }
        blocks.removeLast()
        blocks[blocks.count - 1] = (before.sum + last.sum, before.count + last.count)
      }
    }
    return blocks.flatMap { Array(repeating: $0.sum / Double($0.count), count: $0.count) }
  }

  /// The edges with those turned around that close a cycle, and which ones these are.
  private static func withoutCycles(
    count: Int, edges: [(from: Int, to: Int)]
  ) -> (edges: [(from: Int, to: Int)], isTurned: [Bool]) {
    var outgoing = [[Int]](repeating: [], count: count)
    for edge in edges where edge.from != edge.to { outgoing[edge.from].append(edge.to) }
    var hasIncoming = [Bool](repeating: false, count: count)
    for edge in edges where edge.from != edge.to { hasIncoming[edge.to] = true }
    // 0: not seen, 1: on the path, 2: finished.
    var state = [Int](repeating: 0, count: count)
    var back: Set<[Int]> = []
    let roots = (0..<count).filter { !hasIncoming[$0] } + (0..<count).filter { hasIncoming[$0] }
    for root in roots where state[root] == 0 {
      var stack: [(node: Int, next: Int)] = [(root, 0)]
      state[root] = 1
      while let top = stack.last {
        guard top.next < outgoing[top.node].count else {
          state[top.node] = 2
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        let target = outgoing[top.node][top.next]
        if state[target] == 1 {
          back.insert([top.node, target])
        } else if state[target] == 0 {
          state[target] = 1
          stack.append((target, 0))
        }
      }
    }
    let isTurned = edges.map { back.contains([$0.from, $0.to]) }
    return (zip(edges, isTurned).map { $1 ? (from: $0.to, to: $0.from) : $0 }, isTurned)
  }

  private static func longestPaths(count: Int, edges: [(from: Int, to: Int)]) -> [Int] {
    var layer = [Int](repeating: 0, count: count)
    var incoming = [Int](repeating: 0, count: count)
    var outgoing = [[Int]](repeating: [], count: count)
    for edge in edges {
      incoming[edge.to] += 1
      outgoing[edge.from].append(edge.to)
    }
    var ready = (0..<count).filter { incoming[$0] == 0 }
    while !ready.isEmpty {
      let node = ready.removeFirst()
      for target in outgoing[node] {
        layer[target] = max(layer[target], layer[node] + 1)
        incoming[target] -= 1
        if incoming[target] == 0 { ready.append(target) }
      }
    }
    // A source that feeds only a late layer stands right before it.
    for node in 0..<count where !edges.contains(where: { $0.to == node }) {
      if let nearest = outgoing[node].map({ layer[$0] }).min() { layer[node] = max(0, nearest - 1) }
    }
    return layer
  }

  private mutating func improve(_ edges: [(from: Int, to: Int)]) {
    var neighbours = (
      before: [[Int]](repeating: [], count: layer.count), after: [[Int]](repeating: [], count: layer.count)
    )
    for edge in edges {
      neighbours.before[edge.to].append(edge.from)
      neighbours.after[edge.from].append(edge.to)
    }
    var best = order
    var fewest = Self.crossings(order, layer: layer, edges: edges)
    for sweep in 0..<Self.sweeps where fewest > 0 {
      let isDown = sweep.isMultiple(of: 2)
      let layers = isDown ? Array(order.indices.dropFirst()) : Array(order.indices.dropLast().reversed())
      for index in layers {
        let position = positions()
        let keyed = order[index].map { node -> (Double, Int) in
          let near = isDown ? neighbours.before[node] : neighbours.after[node]
          guard !near.isEmpty else { return (position[node], node) }
          return (near.map { position[$0] }.reduce(0, +) / Double(near.count), node)
        }
        order[index] = keyed.sorted { $0 < $1 }.map(\.1)
      }
      let now = Self.crossings(order, layer: layer, edges: edges)
      if now < fewest { (best, fewest) = (order, now) }
    }
    order = best
    crossings = fewest
  }

  /// The place of each node in its layer, from 0 to 1.
  private func positions() -> [Double] {
    var position = [Double](repeating: 0, count: layer.count)
    for nodes in order {
      for (index, node) in nodes.enumerated() { position[node] = (Double(index) + 0.5) / Double(nodes.count) }
    }
    return position
  }

  /// Pairs of edges between the same layers that cross.
  private static func crossings(_ order: [[Int]], layer: [Int], edges: [(from: Int, to: Int)]) -> Int {
    var rank = [Int](repeating: 0, count: layer.count)
    for nodes in order { for (index, node) in nodes.enumerated() { rank[node] = index } }
    var count = 0
    for (index, one) in edges.enumerated() {
      for other in edges.dropFirst(index + 1)
      where layer[one.from] == layer[other.from] && layer[one.to] == layer[other.to] {
        if (rank[one.from] - rank[other.from]) * (rank[one.to] - rank[other.to]) < 0 { count += 1 }
      }
    }
    return count
  }
}

import CaseFolder
import Investigation
import Testing

@testable import Reporting

struct PictureTests {
  private func expectTidy(_ picture: Picture, _ comment: Comment) {
    for (index, label) in picture.labels.enumerated() {
      #expect(label.x >= -0.01 && label.x + label.width <= picture.width + 0.01, comment)
      #expect(label.y >= -0.01 && label.y + label.height <= picture.height + 0.01, comment)
      for other in picture.labels.dropFirst(index + 1) { #expect(!label.intersects(other), comment) }
    }
  }

  @Test func textsOfTheSamplePicturesNeverTouch() throws {
    let report = SampleReport.report
    expectTidy(try #require(AttackPathPicture.draw(report)), "attack path")
    expectTidy(try #require(LanesPicture.draw(report.timeline)), "lanes")
    expectTidy(try #require(VolumePicture.draw(report.activity.overTime)), "volume")
    expectTidy(TacticStrip.draw(report.techniques), "strip")
  }

  /// A star: one address, one subject, `leaves` secrets, as a cluster-wide list gives.
  private func star(_ leaves: Int) -> Report {
    var report = SampleReport.report
    let subject = Entity(id: "subject-000000000001", type: .subject, name: "system:anonymous", level: .compromised)
    report.entities = [subject]
    for number in 0..<leaves {
      let id = Text("secret-\(SHA256.hex(Array("\(number)".utf8), digits: 12))")
      let step = ProofStep(rule: "SP9", from: subject.id, relationship: "performed", to: id, text: "listed")
      report.entities.append(
        Entity(id: id, type: .secret, name: Text("namespace/secret-\(number)"), level: .compromised, proof: [step]))
    }
    report.relationships = []
    report.openPaths = []
    return report
  }

  @Test(arguments: [12, 120, 3000])
  func equalLeavesShareABox(leaves: Int) throws {
    let picture = try #require(AttackPathPicture.draw(star(leaves)))
    #expect(picture.boxes == 2)
    expectTidy(picture, "star")
  }

  @Test(arguments: [3, 7, 8, 12])
  func deepPathsStayLegible(depth: Int) throws {
    var report = star(0)
    for number in 0..<depth {
      let step = ProofStep(
        rule: "SP4", from: report.entities.last?.id, relationship: "authenticates as",
        to: Text("pod-00000000000\(Text(String(number, radix: 16)))"), text: "next")
      report.entities.append(
        Entity(
          id: step.to, type: .pod, name: Text("payments-\(number)/payments-api-6d5f7c9b8-q2w4e-\(number)"),
          level: .compromised, proof: [step]))
    }
    report.openPaths = [.init(id: "OP1", entity: report.entities[1].id, text: "open", confidence: .high)]
    let drawn = AttackPathPicture.draw(report)
    let picture = try #require(drawn)
    #expect(picture.boxes == depth + 1)
    expectTidy(picture, "deep")
  }

  @Test func boxesStayInTheirBudgetAndTheRestIsCounted() throws {
    var report = star(60)
    report.openPaths = report.entities.map {
      .init(id: $0.id, entity: $0.id, text: "open", confidence: .high)
    }
    let drawn = AttackPathPicture.draw(report)
    let picture = try #require(drawn)
    #expect(picture.boxes == AttackGraph.boxLimit)
    #expect(picture.notes.contains { $0.string == "21 more entities had no room; the scope lists all." })
    expectTidy(picture, "budget")
  }

  @Test func timelinesOfManyActorsKeepTheirLanes() throws {
    var entries: [TimelineEntry] = []
    for number in 0..<400 {
      var entry = SampleReport.timeline[number % SampleReport.timeline.count]
      entry.actor = Text("actor-\(number % 40)")
      entry.at = entry.at.advanced(bySeconds: Int64(number * 37))
      entry.until = nil
      entries.append(entry)
    }
    entries.sort { $0.at < $1.at }
    expectTidy(try #require(LanesPicture.draw(entries)), "lanes")
  }

  @Test func busyLanesStaySmall() throws {
    let actions: [Text] = ["get", "list", "create", "delete", "watch"]
    let entries = (0..<20_000).map { number in
      var entry = SampleReport.timeline[4]
      entry.at = entry.at.advanced(bySeconds: Int64(number))
      entry.action = actions[number % actions.count]
      return entry
    }
    let drawn = LanesPicture.draw(entries)
    let picture = try #require(drawn)
    expectTidy(picture, "busy")
    #expect(HTMLWriter.bytes(of: picture.node).count < 40_000)
  }

  @Test(arguments: [1, 2, 500, 5000])
  func volumesOfAnyLengthFit(hours: Int) throws {
    let start = try #require(Timestamp("2026-01-01T00:00:00Z"))
    let bins = (0..<hours).map { hour in
      VolumeBin(
        at: start.advanced(bySeconds: Int64(hour) * 3600), source: "kubernetes", successful: hour % 97 + 1, failed: 3,
        forbidden: 1)
    }
    expectTidy(try #require(VolumePicture.draw(bins)), "volume")
  }

  @Test func cyclesAndLongEdgesAreRouted() {
    let layout = LayeredLayout(count: 4, edges: [(0, 1), (1, 2), (2, 0), (0, 3), (2, 3), (3, 3)])
    #expect(layout.layer[0] < layout.layer[1] && layout.layer[1] < layout.layer[2])
    #expect(layout.routes[2].first == 2 && layout.routes[2].last == 0, "the edge back keeps its direction")
    #expect(layout.routes[3].count == layout.layer[3] - layout.layer[0] + 1, "a long edge has way points")
    #expect(layout.routes[5].isEmpty)
  }

  @Test func nodesOfALayerNeverOverlap() {
    let edges = (1..<30).map { (from: ($0 - 1) / 3, to: $0) } + [(from: 2, to: 29), (from: 0, to: 20)]
    let layout = LayeredLayout(count: 30, edges: edges)
    let middles = layout.heights({ $0 < 30 ? 44 : 12 }, gap: 12)
    for nodes in layout.order {
      for (one, next) in zip(nodes, nodes.dropFirst()) {
        let apart = ((one < 30 ? 44.0 : 12) + (next < 30 ? 44.0 : 12)) / 2 + 12
        #expect(middles[next] - middles[one] >= apart - 0.001)
      }
    }
  }

  @Test func isotonicRegressionPoolsWhatFalls() {
    #expect(LayeredLayout.nonDecreasing([1, 3, 2, 4]) == [1, 2.5, 2.5, 4])
    #expect(LayeredLayout.nonDecreasing([3, 2, 1]) == [2, 2, 2])
  }

  @Test func picturesAreTheSameEachTime() throws {
    let one = try #require(AttackPathPicture.draw(SampleReport.report))
    var shuffled = SampleReport.report
    shuffled.entities.reverse()
    shuffled.relationships.reverse()
    let other = try #require(AttackPathPicture.draw(shuffled))
    let isSame = HTMLWriter.bytes(of: one.node) == HTMLWriter.bytes(of: other.node)
    #expect(isSame)
  }

  @Test(arguments: [(0.0, "0"), (1.25, "1.3"), (-0.04, "0"), (-3.55, "-3.6"), (1126, "1126")])
  func numbersHaveOneDecimalAtMost(value: Double, text: String) {
    #expect(decimal(value) == text)
  }
}

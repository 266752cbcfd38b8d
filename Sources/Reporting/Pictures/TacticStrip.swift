import CaseFolder
import Investigation

/// The 14 tactics in the order of the matrix, each with the number of its techniques.
enum TacticStrip {
  private static let cell = (width: 76.0, height: 58.0, gap: 4.0)

  /// The strip of techniques; empty tactics are visible too.
  static func draw(_ techniques: [TechniqueUse]) -> Picture {
    var canvas = Canvas()
    var seen: [Shown] = []
    for (index, tactic) in Phases.tactics.enumerated() {
      let own = techniques.filter { $0.tactic == tactic }
      let x = Double(index) * (cell.width + cell.gap)
      let name = Phases.name(tactic)
      let tooltip = name + ": " + own.map { Shown($0.id) + " " + Shown($0.name) }.joined(", ")
      canvas.group(heat(own.count), tooltip: own.isEmpty ? name + ": none seen" : tooltip) { canvas in
        canvas.add(.make(.rect, "cell", [.x(x), .y(0), .width(cell.width), .height(cell.height), .rx(3)]))
        let lines = words(tactic)
        for (row, line) in lines.enumerated() {
          canvas.text(
            line, x: x + cell.width / 2, baseline: (lines.count == 1 ? 20 : 15) + Double(row) * 12, size: 10,
            anchor: .middle, classes: "mid small")
        }
        canvas.text(
          own.isEmpty ? "–" : "\(own.count)", x: x + cell.width / 2, baseline: 48, size: 14, anchor: .middle,
          classes: "mid number")
      }
      if !own.isEmpty { seen.append(name + " \(own.count)") }
    }
    let width = Double(Phases.tactics.count) * (cell.width + cell.gap) - cell.gap
    return canvas.picture(
      width: width, height: cell.height, title: "Tactics of ATT&CK", description: seen.joined(", "), classes: "strip",
      notes: ["Number of techniques seen in each tactic, refused attempts included."])
  }

  private static func heat(_ count: Int) -> ClassNames {
    switch count {
    case 0: "heat h0"
    case 1: "heat h1"
    case 2, 3: "heat h2"
    default: "heat h3"
    }
  }

  /// The name in at most two lines of at most 12 letters.
  private static func words(_ tactic: Text) -> [Shown] {
    switch tactic {
    case "reconnaissance": ["Recon"]
    case "resource-development": ["Resource", "development"]
    case "privilege-escalation": ["Privilege", "escalation"]
    case "command-and-control": ["Command", "and control"]
    default: Phases.name(tactic).words
    }
  }
}

extension Shown {
  /// The words between spaces.
  fileprivate var words: [Shown] { Text(string).split(UInt8(ascii: " ")).map { Shown($0) } }
}

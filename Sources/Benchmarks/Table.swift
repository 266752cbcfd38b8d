/// The printed table.
enum Table {
  /// The stages of a run: reading and joining, the graph and its answers, the steps, the editions.
  static let stages = ["read", "investigate", "respond", "render"]

  private static let columns = [
    "evidence", "MB", "records", "stored", "MB/CPU-s", "MB/s wall", "records/CPU-s", "whole CPU-s", "peak MB",
    "held B/row", "to beside",
  ]

  static var head: String {
    line(columns) + "  shares of the whole: " + stages.joined(separator: ", ")
  }

  static func row(
    name: String, megabytes: Double, records: Int, stored: Int, readingCPU: Double, readingWall: Double,
    wholeCPU: Double, shares: [Double], peakMegabytes: Double, bytesPerRow: Double, ratio: Double?
  ) -> String {
    let cells = [
      name, whole(megabytes), "\(records)", "\(stored)", whole(megabytes / readingCPU), whole(megabytes / readingWall),
      whole(Double(records) / readingCPU), hundredths(wholeCPU), whole(peakMegabytes),
      whole(bytesPerRow), ratio.map(hundredths) ?? "-",
    ]
    return line(cells) + "  " + shares.map { "\(whole($0 * 100)) %" }.joined(separator: ", ")
  }

  private static func line(_ cells: [String]) -> String {
    cells.enumerated().map { index, cell in
      let blanks = String(repeating: " ", count: max(0, 13 - cell.utf8.count))
      return index == 0 ? cell + blanks : blanks + cell
    }.joined(separator: " ")
  }

  private static func whole(_ value: Double) -> String { "\(Int(value.rounded()))" }

  private static func hundredths(_ value: Double) -> String {
    let hundred = Int((value * 100).rounded())
    return "\(hundred / 100).\(hundred % 100 < 10 ? "0" : "")\(hundred % 100)"
  }
}

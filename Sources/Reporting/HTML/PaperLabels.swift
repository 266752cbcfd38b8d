import CaseFolder

/// What stands in the margins of a printed page: TLP 2.0 wants its label at the head and the foot of each.
enum PaperLabels {
  /// The labels that exist. Anything else is not printed in a margin: a stylesheet never holds evidence.
  private static let labels: [Text] = ["TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR"]

  /// Style rules for the margins.
  static func style(_ tlp: Text) -> [UInt8] {
    guard let label = labels.first(where: { $0 == tlp }) else { return [] }
    let look = "content:\"\(label.string)\";font:700 12pt sans-serif;color:#000"
    return Array(
      """

      @page{@top-right{\(look)}@bottom-right{\(look)}\
      @bottom-left{content:counter(page) " / " counter(pages);font:9pt sans-serif;color:#444}}

      """.utf8)
  }
}

internal import CaseFolder

/// The citations of a document: each gets a short name such as `e12` where it is first used, and a row in the list at the end.
struct MarkdownReferences {
  /// How many citations of one statement are named; the rest is counted.
  static let shownLimit = 6

  private var numbers: [Citation: Int] = [:]
  /// The citations by their numbers, from 1.
  private(set) var cited: [Citation] = []

  /// The names of a statement's citations, such as ` [e1, e4-e6, +3]`; empty without any.
  mutating func names(_ citations: [Citation]) -> String {
    var seen: Set<Citation> = []
    let once = citations.filter { seen.insert($0).inserted }
    guard !once.isEmpty else { return "" }
    let shown = once.prefix(Self.shownLimit).map { number($0) }.sorted()
    var parts: [String] = []
    var start = 0
    for index in shown.indices {
      guard index + 1 == shown.count || shown[index + 1] != shown[index] + 1 else { continue }
      parts += index - start < 2 ? shown[start...index].map { "e\($0)" } : ["e\(shown[start])-e\(shown[index])"]
      start = index + 1
    }
    if once.count > shown.count { parts.append("+\(once.count - shown.count)") }
    return " [" + parts.joined(separator: ", ") + "]"
  }

  private mutating func number(_ citation: Citation) -> Int {
    if let known = numbers[citation] { return known }
    cited.append(citation)
    numbers[citation] = cited.count
    return cited.count
  }
}

import CaseFolder

/// The citations of a page: each becomes a small link to its row in the evidence section, and is kept for that row.
final class CitationIndex {
  /// How many record rows a page lists; later citations lead to the row of their file.
  static let rowLimit = 4000
  /// How many records of one statement are linked; the rest is counted, and named in a tooltip.
  static let shownLimit = 8
  /// The same on the first screen.
  static let firstScreenLimit = 4
  /// How many records a tooltip names.
  private static let namedLimit = 20

  /// A record that the page cites.
  struct Record {
    let citation: Citation
    let id: ElementID
  }

  /// The id of each file's row, by the file's name.
  let files: [Text: ElementID]
  private let digests: [Text: Text]
  private var rows: [Citation: ElementID] = [:]
  private var taken: Set<String> = []
  /// The cited records by file, in order of their first citation.
  private(set) var records: [Text: [Record]] = [:]

  /// An index over the files of a ledger.
  init(ledger: [LedgerRow]) {
    var files: [Text: ElementID] = [:]
    var seen: [String: Int] = [:]
    for row in ledger where files[row.file] == nil {
      let plain = ElementID("file", digestOf: row.sha256)
      let count = seen[plain.value, default: 0]
      seen[plain.value] = count + 1
      files[row.file] = count == 0 ? plain : plain.suffixed(count + 1)
    }
    self.files = files
    digests = Dictionary(ledger.map { ($0.file, $0.sha256) }, uniquingKeysWith: { first, _ in first })
  }

  /// The links of a statement's citations, one group for each file.
  func links(_ citations: [Citation], limit: Int = shownLimit) -> [HTMLNode] {
    var files: [Text] = []
    var byFile: [Text: [Citation]] = [:]
    for citation in citations.prefix(limit) {
      if byFile[citation.file] == nil { files.append(citation.file) }
      if byFile[citation.file]?.contains(citation) != true { byFile[citation.file, default: []].append(citation) }
    }
    var nodes = files.flatMap { [" ", group($0, byFile[$0] ?? [])] as [HTMLNode] }
    if citations.count > limit {
      let rest = citations.dropFirst(limit).prefix(Self.namedLimit).map { Self.full($0) }.joined("; ")
      nodes.append(.make(.span, "more", [.title(rest)], [" +\(citations.count - limit)"]))
    }
    return nodes
  }

  private func group(_ file: Text, _ citations: [Citation]) -> HTMLNode {
    .make(
      .span, "refs", [],
      citations.enumerated().map { index, citation in
        let place = Self.place(citation)
        let text = index == 0 ? Self.shortName(file) + (place.isEmpty ? "" : ":" + place) : place
        guard let target = target(of: citation) else { return .make(.span, "ref", text: text) }
        return .make(.a, "ref", [.href(.fragment(target)), .title(Self.full(citation))], [.text(text)])
      })
  }

  /// The row that a citation leads to; nil when its file is not in the ledger.
  private func target(of citation: Citation) -> ElementID? {
    if let known = rows[citation] { return known }
    guard let file = files[citation.file], let digest = digests[citation.file] else { return nil }
    guard rows.count < Self.rowLimit else { return file }
    let place = "\(citation.line ?? -1)\u{1F}\(citation.index ?? -1)\u{1F}\(citation.id?.string ?? "")"
    var id = ElementID("rec", digestOf: Text("\(digest.string)\u{1F}\(place)"))
    var ordinal = 1
    while !taken.insert(id.value).inserted {
      ordinal += 1
      id = ElementID("rec", digestOf: Text("\(digest.string)\u{1F}\(place)\u{1F}\(ordinal)"))
    }
    rows[citation] = id
    records[citation.file, default: []].append(Record(citation: citation, id: id))
    return id
  }

  /// The place in the file: the line, or the index in square brackets.
  static func place(_ citation: Citation) -> Shown {
    if let line = citation.line { return Shown(Text(String(line))) }
    if let index = citation.index { return Shown(Text("[\(index)]")) }
    return .empty
  }

  /// The citation in words, with the whole file name and id.
  static func full(_ citation: Citation) -> Shown {
    var parts = [Shown(citation.file)]
    if let line = citation.line { parts.append("line " + Shown(Text(String(line)))) }
    if let index = citation.index { parts.append("record " + Shown(Text(String(index)))) }
    if let id = citation.id { parts.append("id \(id)") }
    return parts.joined(", ")
  }

  /// The file's name without folder and ending, short enough for a link.
  static func shortName(_ file: Text) -> Shown {
    let name = file.split(UInt8(ascii: "/")).last ?? file
    let parts = name.split(UInt8(ascii: "."))
    let stem = parts.first.map { $0.isEmpty ? name : $0 } ?? name
    return Shown(stem).shortened(to: 16)
  }
}

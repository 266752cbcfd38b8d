/// The keys of the manifest at its top level (design.md, "The case manifest"): one row a key.
enum ManifestKeys {
  static let top: [ConfigurationKey<Manifest>] = [
    ConfigurationKey("case") { $1.caseID = $2.text($0, "case") },
    ConfigurationKey("title") { $1.title = $2.text($0, "title") },
    ConfigurationKey("tlp") { node, manifest, problems in
      if let tlp = tlp(node, &problems) { manifest.tlp = tlp }
    },
    ConfigurationKey("severity") {
      $1.severity = $2.word($0, "severity", of: ["critical", "high", "medium", "low", "informational"])
    },
    ConfigurationKey("status") {
      $1.status = $2.word($0, "status", of: ["open", "contained", "eradicated", "closed"])
    },
    ConfigurationKey("reportStatus") { node, manifest, problems in
      if let word = problems.word(node, "reportStatus", of: ["draft", "final"]) { manifest.reportStatus = word }
    },
    ConfigurationKey("lead") { $1.lead = $2.text($0, "lead") },
    ConfigurationKey("acknowledgedAt") { $1.acknowledgedAt = $2.time($0, "acknowledgedAt") },
    ConfigurationKey("window") { $1.window = window($0, "window", &$2) },
    ConfigurationKey("baseline") { node, manifest, problems in
      if let seconds = problems.duration(node, "baseline") { manifest.baselineSeconds = seconds }
    },
    ConfigurationKey("accounts") { $2.map($0, "accounts", keys: accounts, into: &$1) },
    ConfigurationKey("networks") { $1.networks = entries($0, "networks", &$2, network) },
    ConfigurationKey("responders") { $1.responders = $2.texts($0, "responders") },
    ConfigurationKey("registries") { $2.map($0, "registries", keys: registries, into: &$1) },
    ConfigurationKey("ownerTags") { node, manifest, problems in
      let tags = problems.texts(node, "ownerTags")
      if !tags.isEmpty { manifest.ownerTags = tags }
    },
    ConfigurationKey("hubs") { $1.hubs = $2.texts($0, "hubs") },
    ConfigurationKey("prices") { $1.prices = prices($0, &$2) },
    ConfigurationKey("files") { $1.files = entries($0, "files", &$2, file) },
    ConfigurationKey("overrides") { $1.overrides = entries($0, "overrides", &$2, override) },
    ConfigurationKey("rotations") { $1.rotations = entries($0, "rotations", &$2, rotation) },
    ConfigurationKey("actions") { $1.actions = entries($0, "actions", &$2, action) },
  ]

  private static let accounts: [ConfigurationKey<Manifest>] = [
    ConfigurationKey("own") { $1.ownAccounts = accountIDs($0, "accounts.own", &$2) },
    ConfigurationKey("vendor") { $1.vendorAccounts = accountIDs($0, "accounts.vendor", &$2) },
  ]

  private static let registries: [ConfigurationKey<Manifest>] = [
    ConfigurationKey("approved") { $1.approvedRegistries = $2.texts($0, "registries.approved") }
  ]

  /// The entries of a list of maps; an entry with an error is left out, since the error ends the run.
  private static func entries<Entry>(
    _ node: ConfigurationNode, _ what: Text, _ problems: inout ConfigurationProblems,
    _ read: (ConfigurationNode, inout ConfigurationProblems) -> Entry?
  ) -> [Entry] {
    problems.list(node, what).compactMap { read($0, &problems) }
  }

  private static func tlp(_ node: ConfigurationNode, _ problems: inout ConfigurationProblems) -> TLP? {
    guard let text = problems.text(node, "tlp") else { return nil }
    if let tlp = TLP(label: text) { return tlp }
    problems.add(
      "wrong-value", Text("tlp cannot be \(text)"), line: node.line,
      advice: Text("one of: \(TLP.allCases.map(\.rawValue).joined(separator: ", "))"))
    return nil
  }

  private static func accountIDs(
    _ node: ConfigurationNode, _ what: Text, _ problems: inout ConfigurationProblems
  ) -> [Text] {
    var ids: [Text] = []
    for element in problems.list(node, what) {
      guard let id = problems.text(element, what) else { continue }
      if id.utf8.count == 12, id.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
        ids.append(id)
      } else {
        problems.add("wrong-value", Text("\(what): an account id has 12 digits, not \(id)"), line: element.line)
      }
    }
    return ids
  }

  private static func prices(
    _ node: ConfigurationNode, _ problems: inout ConfigurationProblems
  ) -> [Text: Double] {
    var prices: [Text: Double] = [:]
    switch node.value {
    case .null: break
    case .map(let fields):
      for field in fields {
        if let price = problems.amount(field.value, Text("the price of \(field.key)")) { prices[field.key] = price }
      }
    default:
      problems.add("wrong-type", Text("prices must be a map of keys, not \(node.kind)"), line: node.line)
    }
    return prices
  }

  /// A span of time; both ends are needed.
  static func window(
    _ node: ConfigurationNode, _ what: Text, _ problems: inout ConfigurationProblems
  ) -> ManifestWindow? {
    if case .null = node.value { return nil }
    var ends: (from: Timestamp?, to: Timestamp?) = (nil, nil)
    let before = problems.diagnostics.count
    problems.map(
      node, what,
      keys: [
        ConfigurationKey<(from: Timestamp?, to: Timestamp?)>("from") { $1.from = $2.time($0, "from") },
        ConfigurationKey("to") { $1.to = $2.time($0, "to") },
      ], into: &ends)
    guard problems.diagnostics.count == before else { return nil }
    guard let from = ends.from, let to = ends.to else {
      problems.add("missing-key", Text("\(what) needs from and to"), line: node.line)
      return nil
    }
    guard from <= to else {
      problems.add("wrong-value", Text("\(what) ends before it begins"), line: node.line)
      return nil
    }
    return ManifestWindow(from: from, to: to)
  }
}

extension TLP {
  /// A label with or without a leading `TLP:`, in any capitals.
  package init?(label: Text) {
    let lower = label.asciiLowercased
    let bare = lower.dropping(prefix: "tlp:") ?? lower
    guard let tlp = TLP.allCases.first(where: { Text($0.rawValue).asciiLowercased == bare }) else { return nil }
    self = tlp
  }
}

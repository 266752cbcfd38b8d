package import CaseFolder

/// A file that may hold rules.
package struct RuleFile: Sendable {
  /// Its name, for people.
  package var name: Text
  /// Its content.
  package var bytes: [UInt8]
  /// Where it comes from.
  package var origin: RuleOrigin

  /// All parts at once.
  package init(name: Text, bytes: [UInt8], origin: RuleOrigin) {
    self.name = name
    self.bytes = bytes
    self.origin = origin
  }
}

/// A rule that cannot be used, and why.
package struct UnusableRule: Hashable, Sendable {
  /// Its id, or its file's name.
  package var id: Text
  /// Its title, when it has one.
  package var title: Text?
  /// Where it comes from.
  package var origin: RuleOrigin
  /// The file that it stands in.
  package var file: Text
  /// The line that the reason is about; nil when there is none.
  package var line: Int?
  /// Why it cannot be used.
  package var reason: Text
}

/// All rules of a run: those that can be used, and why the others cannot.
package struct RuleSet: Sendable {
  /// Rules on single records, by origin, file and place.
  package private(set) var rules: [SigmaRule] = []
  /// Rules on the hits of others.
  package private(set) var correlations: [CorrelationRule] = []
  /// What cannot be used.
  package private(set) var unusable: [UnusableRule] = []
  private var filters: [RuleFilter] = []
  private var headers: [Text: RuleHeader] = [:]

  /// A rule file may be so big, in bytes; with aliases in it, a file may be much smaller only.
  package static let sizeLimit = 8 << 20
  private static let sizeLimitWithAliases = 64 << 10
  /// So many rules are read; a set beyond that is a mistake.
  package static let rulesAllowed = 20_000

  /// Reads rule files. Files are taken in the order of their origin and name, whatever the order in which they come; of
  /// two rules with the same id the later one (the case's, then the supplied one) is used.
  package init(_ files: [RuleFile]) {
    let origins: [RuleOrigin] = [.builtIn, .ofCase, .supplied]
    let ordered = files.sorted { left, right in
      let order = (origins.firstIndex(of: left.origin) ?? 0, origins.firstIndex(of: right.origin) ?? 0)
      return order.0 != order.1 ? order.0 < order.1 : left.name < right.name
    }
    var placeholders = Placeholders()
    var documents: [(reader: RuleReader, node: ConfigurationNode)] = []
    for file in ordered {
      let nodes = self.documents(of: file)
      if Self.isPlaceholderFile(file.name) {
        for node in nodes { placeholders.add(node) }
      } else {
        for (index, node) in nodes.enumerated() {
          let id = nodes.count > 1 ? Text("\(file.name)#\(index + 1)") : file.name
          documents.append(
            (RuleReader(origin: file.origin, placeholders: Placeholders(), fallbackID: id, file: file.name), node))
        }
      }
    }
    for (reader, node) in documents {
      let reader = RuleReader(
        origin: reader.origin, placeholders: placeholders, fallbackID: reader.fallbackID, file: reader.file)
      add(node, reader)
    }
    rules = rules.map { rule in filters.reduce(rule) { $1.applied(to: $0) } }
    dropCorrelationsWithoutRules()
  }

  private static func isPlaceholderFile(_ name: Text) -> Bool {
    let last = name.split(UInt8(ascii: "/")).last ?? name
    return last == "placeholders.yml" || last == "placeholders.yaml"
  }

  private mutating func documents(of file: RuleFile) -> [ConfigurationNode] {
    func refuse(_ reason: Text, _ line: Int? = nil) -> UnusableRule {
      UnusableRule(id: file.name, title: nil, origin: file.origin, file: file.name, line: line, reason: reason)
    }
    guard file.bytes.count <= Self.sizeLimit else {
      unusable.append(refuse(Text("it is bigger than \(Self.sizeLimit >> 20) MiB")))
      return []
    }
    if file.bytes.count > Self.sizeLimitWithAliases, file.bytes.contains(UInt8(ascii: "&")),
      ConfigurationYAML.hasAliases(Text(bytes: file.bytes))
    {
      unusable.append(refuse(Text("with aliases, it may not be bigger than \(Self.sizeLimitWithAliases >> 10) KiB")))
      return []
    }
    let (documents, error) = ConfigurationYAML.documents(Text(bytes: file.bytes), file: file.name)
    for diagnostic in error?.diagnostics ?? [] {
      unusable.append(refuse(diagnostic.message, diagnostic.line))
    }
    return documents
  }

  private mutating func add(_ node: ConfigurationNode, _ reader: RuleReader) {
    guard rules.count + correlations.count < Self.rulesAllowed else {
      if unusable.last?.reason != Self.tooMany {
        refuse(node, reader, RuleError(Self.tooMany.string))
      }
      return
    }
    do throws(RuleError) {
      if node["correlation"] != nil {
        let rule = try reader.correlation(node)
        insert(rule, into: \.correlations, rule.header)
      } else if node["filter"] != nil {
        let filter = try reader.filter(node)
        insert(filter, into: \.filters, filter.header)
      } else if node["detection"] != nil || node["logsource"] != nil || node["title"] != nil {
        let rule = try reader.rule(node)
        insert(rule, into: \.rules, rule.header)
      } else {
        throw RuleError("it is no Sigma rule: there is no detection, correlation or filter in it")
      }
    } catch {
      refuse(node, reader, error)
    }
  }

  private static let tooMany = Text("there are more than \(rulesAllowed) rules; this one and all after it are not read")

  private mutating func refuse(_ node: ConfigurationNode, _ reader: RuleReader, _ error: RuleError) {
    unusable.append(
      UnusableRule(
        id: node["id"]?.scalar ?? reader.fallbackID, title: node["title"]?.scalar, origin: reader.origin,
        file: reader.file, line: error.line ?? node.line, reason: error.reason))
  }

  /// Puts a rule into its list. Of two rules with one id, that of the later origin is used: a team may replace a built-in
  /// rule. Two of one origin are a mistake, and the first is used.
  private mutating func insert<Rule>(_ rule: Rule, into list: WritableKeyPath<RuleSet, [Rule]>, _ header: RuleHeader) {
    if let other = headers[header.id] {
      guard other.origin != header.origin else {
        unusable.append(
          UnusableRule(header, Text("its id is the same as that of the rule in \(other.file), line \(other.line)")))
        return
      }
      unusable.append(UnusableRule(other, Text("\(header.file) has a rule with the same id, which is used instead")))
      rules.removeAll { $0.header.id == header.id }
      correlations.removeAll { $0.header.id == header.id }
      filters.removeAll { $0.header.id == header.id }
    }
    headers[header.id] = header
    self[keyPath: list].append(rule)
  }

  /// A correlation whose rules are not there can never hit.
  private mutating func dropCorrelationsWithoutRules() {
    while true {
      var known: Set<Text> = []
      for header in rules.map(\.header) + correlations.map(\.header) {
        known.insert(header.id)
        if let name = header.name { known.insert(name) }
      }
      guard let index = correlations.firstIndex(where: { !$0.rules.allSatisfy(known.contains) }) else { return }
      let correlation = correlations.remove(at: index)
      let missing = correlation.rules.first { !known.contains($0) } ?? ""
      unusable.append(UnusableRule(correlation.header, Text("it correlates \(missing), which is no usable rule")))
    }
  }
}

extension UnusableRule {
  /// A rule that was read but cannot be used.
  init(_ header: RuleHeader, _ reason: Text) {
    self.init(
      id: header.id, title: header.title, origin: header.origin, file: header.file, line: header.line, reason: reason)
  }
}

extension Placeholders {
  /// Takes the names and values of a `placeholders.yml`.
  mutating func add(_ node: ConfigurationNode) {
    guard case .map(let fields) = node.value else { return }
    for field in fields { values[field.key, default: []] += field.value.scalars }
  }
}

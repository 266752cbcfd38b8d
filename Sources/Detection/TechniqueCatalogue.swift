package import CaseFolder
internal import Evidence

/// A tactic of MITRE ATT&CK for Enterprise.
package struct Tactic: Hashable, Sendable {
  /// Such as `TA0003`.
  package let id: Text
  /// Small letters with hyphens, such as `privilege-escalation`.
  package let slug: Text
  /// Such as `Privilege Escalation`.
  package let name: Text
}

/// A technique or sub-technique of MITRE ATT&CK for Enterprise.
package struct Technique: Hashable, Sendable {
  /// Such as `T1098.006`.
  package let id: Text
  /// A sub-technique's name begins with its technique's.
  package let name: Text
  /// Slugs of its tactics.
  package let tactics: [Text]
  /// Its id in the next major version, where it moved.
  package let movedTo: Text?
}

/// The techniques that Casebook can name, in one version of ATT&CK.
package struct TechniqueCatalogue: Sendable {
  /// The version of ATT&CK.
  package let version: Text
  /// Tactics in the order of the matrix.
  package let tactics: [Tactic]
  private let techniques: [Text: Technique]
  private let order: [Text: Int]
  private let techniqueAliases: [Text: Text]
  private let tacticAliases: [Text: Text]

  /// The built-in catalogue.
  package static let builtIn = TechniqueCatalogue(DataFile("Detection/Data/attack.json"))

  /// The catalogue in a data file.
  package init(_ file: DataFile) {
    version = file.version
    tactics = (file.content["tactics"]?.items ?? []).compactMap { item in
      guard let id = item["id"]?.text, let slug = item["slug"]?.text, let name = item["name"]?.text else { return nil }
      return Tactic(id: id, slug: slug, name: name)
    }
    var techniques: [Text: Technique] = [:]
    for item in file.content["techniques"]?.items ?? [] {
      guard let id = item["id"]?.text, let name = item["name"]?.text else { continue }
      techniques[id] = Technique(
        id: id, name: name, tactics: item["tactics"]?.texts ?? [], movedTo: item["movedTo"]?.text)
    }
    self.techniques = techniques
    order = Dictionary(uniqueKeysWithValues: tactics.enumerated().map { ($1.slug, $0) })
    let aliases = file.content["aliases"]
    techniqueAliases = Self.aliases(aliases?["techniques"], key: "id")
    tacticAliases = Self.aliases(aliases?["tactics"], key: "slug")
  }

  private static func aliases(_ list: JSONValue?, key: Text) -> [Text: Text] {
    var aliases: [Text: Text] = [:]
    for item in list?.items ?? [] {
      if let name = item[key]?.text, let meant = item["is"]?.text { aliases[name] = meant }
    }
    return aliases
  }

  /// The technique of an id, or nil when the catalogue does not know it.
  package subscript(id: Text) -> Technique? { techniques[id] }

  /// The id by which the catalogue knows a technique: what a later version of ATT&CK calls it leads to the one that it was
  /// (domain fact F17). Other ids stay as they are.
  package func canonical(technique id: Text) -> Text { techniqueAliases[id] ?? id }

  /// The slug by which the catalogue knows a tactic, also when it is named as in a later version of ATT&CK.
  package func canonical(tactic slug: Text) -> Text { tacticAliases[slug] ?? slug }

  /// All techniques by id.
  package var all: [Technique] { techniques.values.sorted { $0.id < $1.id } }

  /// A tactic's place in the matrix; everything that is no tactic comes last.
  package func position(ofTactic slug: Text) -> Int { order[slug] ?? tactics.count }
}

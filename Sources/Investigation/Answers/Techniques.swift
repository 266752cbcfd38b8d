internal import CaseFolder
internal import Detection

/// The ATT&CK techniques that the actor's acts show.
package enum Techniques {
  /// One row a technique, in the order of the matrix. Acts of responders and systems show none, and without a known actor
  /// nothing is said about techniques.
  package static func used(in investigation: Investigation) -> [TechniqueUse] {
    guard !investigation.actor.isEmpty else { return [] }
    let timeline = investigation.timeline.isEmpty ? Timeline.entries(of: investigation) : investigation.timeline
    let catalogue = TechniqueCatalogue.builtIn
    var uses: [Text: TechniqueUse] = [:]
    for entry in timeline where entry.side == .actor {
      for id in entry.techniques {
        guard let technique = catalogue[id] else { continue }
        let tactic = technique.tactics.contains(entry.phase) ? entry.phase : technique.tactics.first ?? "other"
        var use =
          uses[id]
          ?? TechniqueUse(
            id: id, name: technique.name, tactic: tactic, movedTo: technique.movedTo, succeeded: 0, refused: 0,
            first: entry.at)
        // Rows of a flow log are no acts: an episode of traffic counts once.
        let count = entry.source == "vpc-flow" ? 1 : entry.count
        if entry.outcome == "success" || entry.outcome == "accepted" {
          use.succeeded += count
        } else if entry.outcome != "indeterminate" {
          use.refused += count
        }
        use.first = min(use.first, entry.at)
        if use.citations.count < Edge.citationsKept { use.citations += entry.citations.prefix(2) }
        uses[id] = use
      }
    }
    return uses.values.sorted {
      let one = (catalogue.position(ofTactic: $0.tactic), $0.id)
      let two = (catalogue.position(ofTactic: $1.tactic), $1.id)
      return one < two
    }.map { use in
      var use = use
      use.citations = use.citations.sortedOnce()
      return use
    }
  }
}

import CaseFolder
import Testing

@testable import Detection

@Test func tacticsStandInTheOrderOfTheMatrix() {
  let catalogue = TechniqueCatalogue.builtIn
  #expect(catalogue.version == "18.1")
  #expect(catalogue.tactics.count == 14)
  #expect(catalogue.position(ofTactic: "reconnaissance") == 0)
  #expect(catalogue.position(ofTactic: "impact") == 13)
  #expect(catalogue.position(ofTactic: "response") == 14)
}

@Test func everyTechniqueHasKnownTactics() {
  let slugs = Set(TechniqueCatalogue.builtIn.tactics.map(\.slug))
  for technique in TechniqueCatalogue.builtIn.all {
    #expect(!technique.tactics.isEmpty, "\(technique.id)")
    #expect(technique.tactics.allSatisfy { slugs.contains($0) }, "\(technique.id)")
  }
}

@Test func techniquesThatMovedNameTheirNewID() {
  #expect(TechniqueCatalogue.builtIn["T1562.008"]?.movedTo == "T1685.002")
  #expect(TechniqueCatalogue.builtIn["T1562.007"]?.movedTo == "T1686.001")
  #expect(TechniqueCatalogue.builtIn["T1098.006"]?.movedTo == nil)
}

@Test func everyRuleNamesATacticOfItsTechniques() {
  #expect(CallClassifier.builtIn.all.count > 100)
  for rule in CallClassifier.builtIn.all {
    let tactics = rule.techniques.compactMap { TechniqueCatalogue.builtIn[$0] }.flatMap(\.tactics)
    #expect(tactics.contains(rule.tactic), "\(rule.id)")
  }
}

@Test func idsOfALaterVersionLeadToTheOnesOfThisVersion() {
  let catalogue = TechniqueCatalogue.builtIn
  #expect(catalogue.canonical(technique: "T1685.002") == "T1562.008")
  #expect(catalogue.canonical(technique: "T1098.006") == "T1098.006")
  #expect(catalogue.canonical(tactic: "stealth") == "defense-evasion")
  #expect(catalogue.canonical(tactic: "impact") == "impact")
  for technique in catalogue.all {
    guard let moved = technique.movedTo else { continue }
    #expect(catalogue[catalogue.canonical(technique: moved)] != nil, "\(moved)")
  }
}

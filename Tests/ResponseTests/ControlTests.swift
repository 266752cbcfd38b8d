import CaseFolder
import Detection
import Evidence
import Investigation
import Response
import Testing

// Golden values: domain/10, rows "Controls missing" and "Controls that worked".

private let response = ExampleCase.response

private func ids(_ state: ControlState) -> [Text] {
  response.controls.filter { $0.state == state }.map(\.id)
}

@Test func missingAndPartialControlsAreThoseOfTheExample() {
  #expect(
    ids(.missing) == ["A1", "A2", "B1", "B2", "C1", "C2", "D1", "M2", "M5", "M6", "M9", "M12", "M15", "M18"])
  #expect(ids(.partial) == ["C3", "M1", "M8"])
}

@Test func whatTheEvidenceCannotTellStaysUnknown() {
  #expect(ids(.unknown) == ["C4", "D2", "M3", "M11", "M16"])
}

@Test func controlsThatWorkedAreNamed() {
  let worked = response.controls.filter { !$0.workedHere.isEmpty }.map(\.id)
  #expect(Set(worked).isSuperset(of: ["M1", "M3", "M6", "M7", "M8", "M13"]))
  #expect(response.control("M1")?.workedHere.count == 1)
}

@Test func removedBindingsArePresentWithTheirViolation() {
  let text = response.control("B3")?.evidence.first?.text.plain ?? ""
  #expect(response.control("B3")?.state == .present)
  #expect(text.contains("violated from 2026-03-10T09:14:22"))
}

@Test func everyStepOfTheAttackWasSeen() {
  #expect(response.attackSteps.map(\.id) == ["S1", "S2", "S3", "S4", "S5", "S6", "S7"])
  for step in response.attackSteps {
    #expect(step.observed)
    #expect(!step.citations.isEmpty)
  }
}

@Test func everyControlHasItsTextsAndBreaksKnownSteps() {
  let content = DataFile("Response/Data/controls.json").content
  #expect(content["version"]?.text != nil && content["date"]?.text != nil)
  let known = Set(content["steps"]?.items.compactMap { $0["id"]?.text } ?? [])
  #expect(content["controls"]?.items.compactMap { $0["id"]?.text } == response.controls.map(\.id))
  for control in response.controls {
    #expect(control.title != control.id)
    #expect(control.breaks.allSatisfy(known.contains))
    #expect(["L", "M", "H"].contains(control.effort))
    for reference in control.references { #expect(reference.url?.hasPrefix("https://") ?? true) }
    #expect(control.configuration?.text.contains("{{") ?? false == false)
  }
}

@Test func withoutAnInventoryNothingIsClaimedAboutTheCluster() {
  let silent = ExampleCase.responseWithoutObjects({ object in
    guard case .aws = object.body else { return false }
    return true
  })
  for id in ["A1", "A2", "B2", "C2", "C3", "M2", "M18"] as [Text] {
    #expect(silent.control(id)?.state == .unknown)
  }
}

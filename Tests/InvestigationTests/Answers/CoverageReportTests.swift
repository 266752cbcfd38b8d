import CaseFolder
import Evidence
import Testing

@testable import Investigation

@Suite struct CoverageReportTests {
  /// One request a second for an hour, then again after a pause.
  private func made(pause: Int64, isExtract: Bool = false, step: Int64.Stride = 1) -> Investigation {
    var made = MadeEvidence()
    made.coverage = [MadeEvidence.audit(100_000, isExtract: isExtract)]
    for second in stride(from: Int64(0), to: 3600, by: step) { made.add(second, "system:node:a", "get", "pods") }
    for second in stride(from: Int64(0), to: 3600, by: step) {
      made.add(3600 + pause + second, "system:node:a", "get", "pods")
    }
    return made.investigation
  }

  @Test func aLongSilenceOfAFullLogIsAHole() {
    let holes = CoverageReport.rows(of: made(pause: 1800)).flatMap(\.holes)
    #expect(holes == [Window(from: MadeEvidence.at(3599), to: MadeEvidence.at(5400))])
  }

  @Test func aShortSilenceIsNone() {
    #expect(CoverageReport.rows(of: made(pause: 600)).allSatisfy { $0.holes.isEmpty })
  }

  @Test func extractsHaveNoHoles() {
    #expect(CoverageReport.rows(of: made(pause: 1800, isExtract: true)).allSatisfy { $0.holes.isEmpty })
    #expect(CoverageReport.rows(of: made(pause: 1800, step: 60)).allSatisfy { $0.holes.isEmpty })
  }

  @Test func missingSourcesAreGapsWithTheirCommand() {
    let gaps = Gaps.gaps(of: made(pause: 0))
    #expect(gaps.first { $0.id == "cloudtrail" }?.command != nil)
    #expect(gaps.contains { $0.id == "flow-logs" } && !gaps.contains { $0.id == "audit-log" })
    #expect(GapDefinition.all.count == Set(GapDefinition.all.map(\.id)).count)
  }
}

import CaseFolder
import Testing

@testable import Evidence

/// Shapes after the service model of Amazon Detective; no recorded answers are public.
struct DetectiveReaderTests {
  private static let investigation = """
    {"GraphArn":"arn:aws:detective:us-west-2:111122223333:graph:g","InvestigationId":"000000000000000000001",
    "EntityArn":"arn:aws:iam::111122223333:role/web","EntityType":"IAM_ROLE","CreatedTime":"2026-03-12T03:00:00Z",
    "ScopeStartTime":"2026-02-10T00:00:00Z","ScopeEndTime":"2026-03-12T03:00:00Z","Status":"SUCCESSFUL",
    "Severity":"HIGH","State":"ACTIVE"}
    """
  private static let indicators = """
    {"GraphArn":"arn:aws:detective:us-west-2:111122223333:graph:g","InvestigationId":"000000000000000000001",
    "Indicators":[{"IndicatorType":"TTP_OBSERVED","IndicatorDetail":{"TTPsObservedDetail":{"Tactic":"Impact",
    "Technique":"T","IpAddress":"198.51.100.1","APIName":"RunInstances","APISuccessCount":2}}},
    {"IndicatorType":"NEW_ASO","IndicatorDetail":{"NewAsoDetail":{"Aso":"EXAMPLE","IsNewForEntireAccount":true}}}]}
    """
  private static let nextPage = """
    {"InvestigationId":"000000000000000000001","Indicators":[{"IndicatorType":"FLAGGED_IP_ADDRESS","IndicatorDetail":
    {"FlaggedIpAddressDetail":{"IpAddress":"198.51.100.2","Reason":"AWS_THREAT_INTELLIGENCE"}}}]}
    """

  @Test func anInvestigationIsAFindingWhoseRangeIsNoActivity() throws {
    let evidence = try ReadCase.read(["d.json": Self.investigation])
    let finding = try #require(evidence.findings.first)
    #expect(evidence.ledger[0].format == "detective" && evidence.ledger[0].findings == 1)
    #expect(finding.product == "Detective" && finding.severity == 8 && finding.account == "111122223333")
    #expect(finding.principalARN == "arn:aws:iam::111122223333:role/web")
    #expect(finding.category == .investigation && !finding.isDetection)
  }

  @Test func pagesOfIndicatorsJoinTheirInvestigation() throws {
    let listed = #"{"InvestigationDetails":[\#(Self.investigation),{"InvestigationId":"2","Severity":"LOW"}]}"#
    let evidence = try ReadCase.read([
      "a.json": Self.nextPage, "b.json": Self.indicators, "c.json": Self.investigation, "d.json": listed,
    ])
    #expect(evidence.findings.count == 2 && evidence.ledger.allSatisfy(\.isBalanced))
    let finding = try #require(evidence.findings.first { $0.id == "000000000000000000001" })
    #expect(finding.indicators.map(\.type) == ["FLAGGED_IP_ADDRESS", "NEW_ASO", "TTP_OBSERVED"])
    #expect(finding.indicators[1].details.map(\.value) == ["EXAMPLE", "true"])
    #expect(finding.title == "Investigation of arn:aws:iam::111122223333:role/web" && finding.citations.count == 4)
  }

  @Test func anInvestigationWithoutItsIdIsUnreadable() throws {
    let evidence = try ReadCase.read([
      "d.json": Self.investigation.split(separator: "\n").joined() + "\n" + #"{"GraphArn":"g"}"# + "\n"
    ])
    #expect(evidence.ledger[0].findings == 1 && evidence.ledger[0].unreadableCount == 1)
  }
}

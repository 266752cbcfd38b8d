import CaseFolder
import Testing

@testable import Evidence

private let arn = "arn:aws:guardduty:us-west-2:111122223333:detector/d1/finding/f1"

private let native = """
  {"SchemaVersion":"2.0","AccountId":"111122223333","Region":"us-west-2","Id":"f1","Arn":"\(arn)",
  "Type":"Discovery:Kubernetes/MaliciousIPCaller","Severity":5,"CreatedAt":"2026-03-12T02:10:00.000Z",
  "UpdatedAt":"2026-03-12T02:20:00.000Z","Title":"T","Description":"D","Resource":{"ResourceType":"EKSCluster",
  "EksClusterDetails":{"Name":"payments","Arn":"arn:aws:eks:us-west-2:111122223333:cluster/payments"}},
  "Service":{"Count":3,"ResourceRole":"TARGET","EventFirstSeen":"2026-03-12T02:00:00.000Z",
  "EventLastSeen":"2026-03-12T02:05:00.000Z","Action":{"ActionType":"KUBERNETES_API_CALL","KubernetesApiCallAction":
  {"Verb":"list","Resource":"secrets","RequestUri":"/api/v1/secrets","StatusCode":200,"UserAgent":"curl/8",
  "RemoteIpDetails":{"IpAddressV4":"198.51.100.1","Country":{"CountryName":"Exampleland"}}}}}}
  """

private let asff = """
  {"SchemaVersion":"2018-10-08","Id":"\(arn)","ProductArn":"arn:aws:securityhub:us-west-2::product/aws/guardduty",
  "ProductName":"GuardDuty","Region":"us-west-2","AwsAccountId":"111122223333","GeneratorId":"arn:x",
  "Types":["TTPs/Discovery/Discovery:Kubernetes-MaliciousIPCaller"],"FirstObservedAt":"2026-03-12T02:00:00Z",
  "LastObservedAt":"2026-03-12T02:05:00Z","CreatedAt":"2026-03-12T02:10:00Z","UpdatedAt":"2026-03-12T02:20:00Z",
  "Severity":{"Product":5,"Label":"MEDIUM","Normalized":70},"Title":"T","Description":"D","ProductFields":{
  "aws/guardduty/service/count":"3","aws/guardduty/service/resourceRole":"TARGET",
  "aws/guardduty/service/archived":"false","aws/guardduty/service/action/actionType":"KUBERNETES_API_CALL",
  "aws/guardduty/service/action/kubernetesApiCallAction/verb":"list",
  "aws/guardduty/service/action/kubernetesApiCallAction/resource":"secrets",
  "aws/guardduty/service/action/kubernetesApiCallAction/requestUri":"/api/v1/secrets",
  "aws/guardduty/service/action/kubernetesApiCallAction/statusCode":"200",
  "aws/guardduty/service/action/kubernetesApiCallAction/userAgent":"curl/8",
  "aws/guardduty/service/action/kubernetesApiCallAction/remoteIpDetails/ipAddressV4":"198.51.100.1",
  "aws/guardduty/service/action/kubernetesApiCallAction/remoteIpDetails/country/countryName":"Exampleland",
  "aws/guardduty/service/evidence":"",
  "aws/guardduty/service/evidence/threatIntelligenceDetails.0_/threatNames.0_":"X"},
  "Resources":[{"Type":"AwsEksCluster","Id":"arn:aws:eks:us-west-2:111122223333:cluster/payments"}],
  "RecordState":"ACTIVE","Workflow":{"Status":"NEW"}}
  """

/// The same finding in OCSF, with the times in a given unit.
private func ocsf(classNumber: Int = 2004, scale: Int64 = 1000) -> String {
  func time(_ text: Text) -> Int64 { Timestamp(text)!.seconds * scale }
  return """
    {"class_uid":\(classNumber),"category_uid":2,"severity_id":3,"time":\(time("2026-03-12T02:20:00Z")),
    "metadata":{"version":"1.1.0","product":{"name":"GuardDuty","uid":"arn:aws:securityhub:us-west-2::product/aws/guardduty",
    "vendor_name":"AWS"}},"cloud":{"region":"us-west-2","account":{"uid":"111122223333"}},
    "\(classNumber == 2001 ? "finding" : "finding_info")":{"uid":"\(arn)","title":"T","desc":"D",
    "types":["TTPs/Discovery/Discovery:Kubernetes-MaliciousIPCaller"],"created_time":\(time("2026-03-12T02:10:00Z")),
    "modified_time":\(time("2026-03-12T02:20:00Z")),"first_seen_time":\(time("2026-03-12T02:00:00Z")),
    "last_seen_time":\(time("2026-03-12T02:05:00Z"))},"resources":[{"type":"AwsEksCluster",
    "uid":"arn:aws:eks:us-west-2:111122223333:cluster/payments"}],"evidences":[{"api":{"operation":"list"},
    "src_endpoint":{"ip":"198.51.100.1","location":{"country":"Exampleland"}}}],"unmapped":null,"status_id":1}
    """
}

struct SecurityHubReaderTests {
  private func findings(_ text: String) throws -> [Finding] {
    FindingReader.findings(in: try Sources.json(text), citation: Citation(file: "f.json", index: 0))
  }

  @Test func guardDutyInsideASFFGivesTheFactsOfTheOriginal() throws {
    let original = try #require(try findings(native).first)
    let passedOn = try #require(try findings(asff).first)
    #expect(passedOn.product == "GuardDuty" && passedOn.id == "f1" && passedOn.arn == original.arn)
    #expect(passedOn.type == original.type && passedOn.severity == original.severity)
    #expect(passedOn.action == original.action && passedOn.remoteAddresses == original.remoteAddresses)
    #expect(passedOn.remoteCountry == "Exampleland" && passedOn.count == 3 && passedOn.resourceRole == "TARGET")
    #expect(passedOn.cluster == original.cluster && passedOn.resourceType == original.resourceType)
    #expect(passedOn.firstSeen == original.firstSeen && passedOn.created == original.created)
    #expect(passedOn.category == .detection && !passedOn.isArchived && !passedOn.isSample)
  }

  @Test(arguments: [(2001, Int64(1)), (2001, 1000), (2004, 1), (2004, 1000), (2004, 1_000_000), (2004, 1_000_000_000)])
  func guardDutyInsideOCSFGivesItsFactsWhateverTheUnitOfTime(classNumber: Int, scale: Int64) throws {
    let finding = try #require(try findings(ocsf(classNumber: classNumber, scale: scale)).first)
    #expect(finding.product == "GuardDuty" && finding.id == "f1")
    #expect(finding.type == "Discovery:Kubernetes/MaliciousIPCaller" && finding.severity == 5)
    #expect(finding.created == Timestamp("2026-03-12T02:10:00Z"))
    #expect(finding.firstSeen == Timestamp("2026-03-12T02:00:00Z"))
    #expect(finding.cluster?.name == "payments" && finding.remoteAddresses == ["198.51.100.1"])
    #expect(finding.action?.name == "list" && finding.action?.kind == "KUBERNETES_API_CALL")
  }

  @Test(arguments: [
    (
      #"{"finding_info":{"uid":"u","created_time":null,"created_time_dt":"2026-03-12T02:10:00Z"}}"#,
      "2026-03-12T02:10:00Z"
    ),
    (#"{"finding_info":{"uid":"u"},"time":"2026-03-12 02:10:00+00:00"}"#, "2026-03-12T02:10:00Z"),
    (#"{"finding":{"uid":"u","created_time":1773281400}}"#, "2026-03-12T02:10:00Z"),
    (#"{"finding":{"uid":"u"}}"#, nil),
  ])
  func timesOfOCSFMayBeTextOrMissing(body: String, expected: Text?) throws {
    let text = #"{"class_uid":2001,"severity_id":4,"metadata":{"product":{"name":"Other"}},"# + body.dropFirst()
    let finding = try #require(try findings(text).first)
    #expect(finding.created == expected.flatMap { Timestamp($0) })
    #expect(finding.product == "Other" && finding.severity == 8)
  }

  @Test(arguments: [
    ("\"class_uid\":2003", FindingCategory.posture), ("\"class_uid\":2002", .vulnerability),
    ("\"class_uid\":2001,\"compliance\":{\"status\":\"FAILED\"}", .posture), ("\"class_uid\":2004", .detection),
    ("\"category_uid\":2", .detection),
  ])
  func classesOfOCSFTellDetectionsFromChecks(fields: String, category: FindingCategory) throws {
    let finding = try #require(
      try findings("{\(fields),\"metadata\":{},\"finding_info\":{\"uid\":\"u\"},\"severity_id\":1}").first)
    #expect(finding.category == category)
  }

  @Test func eventsOfOCSFAreNoFindings() throws {
    #expect(try findings(#"{"class_uid":6003,"category_uid":6,"metadata":{},"finding_info":{"uid":"u"}}"#).isEmpty)
  }

  @Test(arguments: [
    ("TTPs/Command and Control/Backdoor:EC2-C&CActivity.B!DNS", "Backdoor:EC2/C&CActivity.B!DNS"),
    ("Unusual Behaviors/User/UnauthorizedAccess:IAMUser-ConsoleLogin", "UnauthorizedAccess:IAMUser/ConsoleLogin"),
    ("TTPs/Discovery/IAMUser-AnomalousBehavior", "Discovery:IAMUser/AnomalousBehavior"),
    ("Recon:EC2/Portscan", "Recon:EC2/Portscan"),
    ("TTPs/Discovery", nil), ("Software and Configuration Checks", nil),
  ])
  func typesOfGuardDutyAreRestored(written: Text, type: Text?) {
    #expect(FindingSource.guardDutyType(written) == type)
  }

  @Test(arguments: [
    (#"{"Normalized":70}"#, 7.0), (#"{"Product":3,"Normalized":90,"Label":"CRITICAL"}"#, 9.0), ("{}", 0),
    (#"{"Label":"MEDIUM","Normalized":10}"#, 5), ("null", 0),
  ])
  func severityNeedsNoLabel(severity: String, expected: Double) throws {
    let finding = try #require(
      try findings(#"{"ProductArn":"arn:p/x/y","Id":"1","CreatedAt":1773281400.5,"Severity":\#(severity)}"#).first)
    #expect(finding.severity == expected && finding.type == "y" && finding.product == "y")
    #expect(finding.created == Timestamp("2026-03-12T02:10:00.5Z"))
  }

  @Test func checksOfAStandardAreNoDetections() throws {
    let finding = try #require(
      try findings(
        """
        {"ProductArn":"arn:aws:securityhub:us-east-1::product/aws/securityhub","ProductName":"Security Hub","Id":"c",
        "Types":["Software and Configuration Checks/Industry and Regulatory Standards"],"RecordState":"ARCHIVED",
        "Compliance":{"Status":"FAILED","SecurityControlId":"EKS.1"},"Severity":{"Label":"HIGH"}}
        """
      ).first)
    #expect(finding.category == .posture && !finding.isDetection && finding.isConfiguration)
    #expect(finding.type == "EKS.1" && finding.product == "Security Hub" && finding.isArchived)
  }

  @Test(arguments: [
    "{\"Findings\":[%]}", "[%]", "%",
    "{\"detail-type\":\"Security Hub Findings - Imported\",\"source\":\"aws.securityhub\",\"detail\":{\"findings\":[%]}}",
    "{\"status_code\":200,\"data\":{\"Findings\":[%]}}",
  ])
  func wrappersAreOpened(wrapper: String) throws {
    let text = wrapper.split(separator: "%", omittingEmptySubsequences: false).joined(separator: asff)
    let evidence = try ReadCase.read(["hub.json": text])
    let row = try #require(evidence.ledger.first)
    #expect(row.format == "security-hub" && row.findings == 1 && row.unreadableCount == 0 && row.isBalanced)
    #expect(evidence.findings.map(\.id) == ["f1"])
  }

  @Test func oneFindingOfThreeProductsIsOne() throws {
    let one = try ReadCase.read(["a.json": native, "b.json": asff, "c.json": ocsf()])
    let other = try ReadCase.read(["z.json": native, "y.json": asff, "x.json": ocsf()])
    let finding = try #require(one.findings.first)
    #expect(one.findings.count == 1 && finding.form == .native)
    #expect(Set(finding.citations.map(\.file)) == ["a.json", "b.json", "c.json"])
    #expect(one.ledger.map(\.duplicates).reduce(0, +) == 2 && one.ledger.allSatisfy(\.isBalanced))
    #expect(one.ledger.first { $0.file == "a.json" }?.findings == 1)
    #expect(other.ledger.first { $0.file == "z.json" }?.findings == 1)
    #expect(other.findings.first?.citation.file == "z.json")
  }

  @Test func theRichestBodyWinsAndTheOthersFillItsHoles() throws {
    let poor =
      #"{"Id":"f1","Arn":"\#(arn)","Type":"Discovery:Kubernetes/MaliciousIPCaller","Severity":5,"UpdatedAt":"2026-03-13T00:00:00Z"}"#
    let evidence = try ReadCase.read(["a.json": poor, "b.json": asff])
    let finding = try #require(evidence.findings.first)
    #expect(evidence.findings.count == 1 && finding.form == .asff)
    #expect(finding.updated == Timestamp("2026-03-13T00:00:00Z"))
    #expect(finding.remoteAddresses == ["198.51.100.1"] && finding.citations.count == 2)
  }

  @Test func damagedRecordsCostNoOther() throws {
    let lines = asff.split(separator: "\n").joined()
    let evidence = try ReadCase.read(["hub.json": lines + "\n" + lines.prefix(200) + "\n{\"ProductArn\":\"p\"}\n"])
    let row = try #require(evidence.ledger.first)
    #expect(row.findings == 1 && row.unreadableCount == 2 && row.isBalanced)
  }

  @Test(.enabled(if: Sources.corpus != nil)) func corpusFindingsAreRead() throws {
    for folder in ["securityhub-recorded", "securityhub-rule-tests"] {
      let values = try Sources.corpusValues(folder)
      let found = values.flatMap { FindingReader.findings(in: $0, citation: Citation(file: "f", index: 0)) }
      #expect(found.count == values.count, "\(folder)")
      #expect(found.allSatisfy { $0.created != nil && !$0.type.isEmpty && !$0.title.isEmpty }, "\(folder)")
    }
  }

  @Test(.enabled(if: Sources.corpus != nil)) func theOldGuardDutyFieldsOfTheCorpusAreRead() throws {
    let values = try Sources.corpusValues("inventory-recorded").flatMap {
      FindingReader.findings(in: $0, citation: Citation(file: "f", index: 0))
    }
    let finding = try #require(values.first { $0.id == "4cb5a629e9757b650d102f683cdbcd7b" })
    #expect(finding.product == "GuardDuty" && finding.type == "UnauthorizedAccess:IAMUser/ConsoleLogin")
    #expect(finding.remoteAddresses == ["208.115.85.104"] && finding.severity == 5)
    #expect(finding.accessKey?.userName == "kapil" && finding.accessKey?.id == nil)
  }
}

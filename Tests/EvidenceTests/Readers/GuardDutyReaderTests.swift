import CaseFolder
import Testing

@testable import Evidence

struct GuardDutyReaderTests {
  private let citation = Citation(file: "findings.json", index: 3)

  private func findings(_ text: String) throws -> [Finding] {
    FindingReader.findings(in: try Sources.json(text), citation: citation)
  }

  private static let camel = """
    {"schemaVersion":"2.0","accountId":"111122223333","region":"eu-west-1","id":"f1","arn":"arn:aws:guardduty:x",
    "type":"Recon:EC2/PortProbeUnprotectedPort","severity":5.0,"createdAt":"2026-03-12 02:19:12.402000001+00:00",
    "updatedAt":1773281421.5,"title":"T","resource":{"resourceType":"Instance","instanceDetails":{"instanceId":"i-1",
    "networkInterfaces":[{"networkInterfaceId":"eni-1","privateIpAddress":"10.0.0.1","publicIp":"192.0.2.1"}]}},
    "service":{"archived":true,"count":2,"action":{"actionType":"PORT_PROBE","portProbeAction":{"blocked":false,
    "portProbeDetails":[{"localPortDetails":{"port":22},"remoteIpDetails":{"ipAddressV4":"198.51.100.1",
    "country":{"countryName":"UNKNOWN"},"organization":{"asn":"64496","asnOrg":"Example Hosting"}}}]}}}}
    """

  @Test func camelCaseIsReadLikePascalCase() throws {
    let finding = try #require(try findings(Self.camel).first)
    #expect(finding.severity == 5)
    #expect(finding.created == Timestamp("2026-03-12T02:19:12.402Z"))
    #expect(finding.updated == Timestamp("2026-03-12T02:10:21.5Z"))
    #expect(finding.isArchived && finding.count == 2)
    #expect(finding.action?.localPort == 22 && finding.action?.blocked == false)
    #expect(finding.remoteAddresses == ["198.51.100.1"])
    #expect(finding.remoteOrganization == "Example Hosting" && finding.remoteCountry == nil)
    #expect(finding.instance?.addresses == ["10.0.0.1", "192.0.2.1"])
    #expect(finding.citation == Citation(file: "findings.json", index: 3, id: "f1"))
  }

  @Test(arguments: [
    "{\"detail-type\":\"GuardDuty Finding\",\"detail\":%}", "{\"findings\":[%]}", "[%]", "{\"Findings\":[%]}",
  ])
  func wrappersAreOpened(wrapper: String) throws {
    let parts = wrapper.split(separator: "%")
    #expect(try findings(parts[0] + Self.camel + parts[1]).map(\.id) == ["f1"])
  }

  @Test(arguments: [
    "{}", "[]", "{\"findings\":[]}", "{\"kind\":0}", "{\"DetectorIds\":[\"a\"]}", "null",
    "{\"id\":\"1\",\"type\":\"Pod\",\"severity\":1}",
  ])
  func whatIsNoFindingIsNone(text: String) throws {
    #expect(try findings(text).isEmpty)
  }

  @Test(arguments: [
    ("\"title\":\"[SAMPLE] x\"", "{}", "{}", true),
    ("\"title\":\"x\"", "{\"value\":\"{\\\"sample\\\":true}\"}", "{}", true),
    ("\"title\":\"x\"", "{\"sample\":true}", "{}", true),
    ("\"title\":\"x\"", "{}", "{\"accessKeyDetails\":{\"accessKeyId\":\"GeneratedFindingAccessKeyId\"}}", true),
    ("\"title\":\"x\"", "{}", "{\"accessKeyDetails\":{\"userName\":\"GeneratedFindingUser\"}}", false),
    ("\"title\":\"x\"", "{\"value\":\"{\\\"sample\\\":false}\"}", "{}", false),
  ])
  func samplesAreTold(title: String, additional: String, resource: String, isSample: Bool) throws {
    let text = """
      {"id":"a","type":"Trojan:EC2/X","severity":5,\(title),"resource":\(resource),
      "service":{"additionalInfo":\(additional),"action":{}}}
      """
    let finding = try #require(try findings(text).first)
    #expect(finding.isSample == isSample)
    #expect(finding.action == nil)
  }

  @Test func scanResultsNameFilesHashesAndVolumes() throws {
    let text = """
      {"Id":"m","Type":"Execution:EC2/MaliciousFile","Severity":8,"Resource":{"EbsVolumeDetails":{"ScannedVolumeDetails":
      [{"VolumeArn":"arn:v1"}]}},"Service":{"EbsVolumeScanDetails":{"TriggerFindingId":"t","ScanDetections":
      {"ThreatDetectedByName":{"ThreatNames":[{"Name":"XMRig","FilePaths":[{"FilePath":"/tmp/x","Hash":"ab",
      "VolumeArn":"arn:v1"}]}]}}}}}
      """
    let finding = try #require(try findings(text).first)
    #expect(finding.threats == [FindingThreat(name: "XMRig", filePath: "/tmp/x", sha256: "ab")])
    #expect(finding.volumes == ["arn:v1"])
    #expect(finding.triggeredBy == "t")
  }

  @Test func exampleFindingsAreComplete() throws {
    let found = try Sources.values("guardduty-findings.json").flatMap {
      FindingReader.findings(in: $0, citation: citation)
    }
    #expect(Set(found.map(\.id)).count == found.count && found.count >= 4)
    let workload = try #require(found.first { $0.id == "00000000000000000000000000000004" }?.workload)
    #expect(workload.name == "node-tuner" && workload.hostNetwork && workload.hostPID)
    #expect(workload.hasPrivilegedContainer)
    #expect(found.allSatisfy { $0.created != nil && $0.firstSeen != nil && !$0.isSample })
  }

  @Test(.enabled(if: Sources.corpus != nil)) func corpusFindingsAreRead() throws {
    for folder in ["guardduty-rule-tests", "eks-guardduty-recorded"] {
      let values = try Sources.corpusValues(folder)
      let found = values.flatMap { FindingReader.findings(in: $0, citation: citation) }
      #expect(!found.isEmpty, "\(folder)")
      #expect(found.allSatisfy { !$0.id.isEmpty && $0.severity > 0 && $0.created != nil }, "\(folder)")
    }
  }
}

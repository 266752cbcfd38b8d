import CaseFolder
import Foundation
import Investigation
import Reporting
import Response
import Testing

/// The main example in other shapes and with other facts (domain/10, 10.5), each with its expected difference.
@Suite struct VariantTests {
  /// A report says the same about the incident as the example's own.
  private func expectSameIncident(_ report: Report) throws {
    let original = try PaymentsProd.report.get()
    #expect(report.scopeLines == original.scopeLines)
    #expect(report.exposureLines == original.exposureLines)
    #expect(report.momentLines == original.momentLines)
    #expect(report.case.verdict == original.case.verdict)
    #expect(report.timeline.count == original.timeline.count)
  }

  @Test func aSecondShuffledDeliveryChangesNothing() throws {
    var variant = try CaseVariant()
    let lines = String(decoding: variant.files["audit.jsonl"]!, as: UTF8.self).split(separator: "\n")
    variant.files["audit-from-cloudwatch.log"] = Data(
      lines.reversed().map { "2026-03-12T10:00:00.000Z \($0)\n" }.joined().utf8)
    try variant.manifest { manifest in
      let audit = (manifest["files"] as! [[String: Any]]).first { $0["path"] as! String == "audit.jsonl" }!
      manifest["files"] =
        (manifest["files"] as! [[String: Any]]) + [audit.merging(["path": "audit-from-cloudwatch.log"]) { $1 }]
    }
    let report = try variant.report()
    try expectSameIncident(report)
    #expect(report.ledger.reduce(0) { $0 + $1.duplicates } >= 37)
  }

  @Test func camelCaseFindingsAreTheSameFindings() throws {
    var variant = try CaseVariant()
    let findings = try variant.elements("guardduty-findings.json", "Findings")
    var lines = Data()
    for finding in findings {
      lines += try JSONSerialization.data(withJSONObject: Self.camelCased(finding), options: [.sortedKeys]) + [0x0A]
    }
    variant.files["guardduty-findings.json"] = lines
    try expectSameIncident(try variant.report())
  }

  @Test func findingsFromTheEventBusAreTheSameFindings() throws {
    var variant = try CaseVariant()
    let findings = try variant.elements("guardduty-findings.json", "Findings")
    var lines = Data()
    for finding in findings {
      let event: [String: Any] = [
        "version": "0", "source": "aws.guardduty", "detail-type": "GuardDuty Finding", "region": "us-west-2",
        "detail": Self.camelCased(finding),
      ]
      lines += try JSONSerialization.data(withJSONObject: event, options: [.sortedKeys]) + [0x0A]
    }
    variant.files["guardduty-findings.json"] = lines
    try expectSameIncident(try variant.report())
  }

  @Test func cloudTrailFromLookupEventsIsTheSame() throws {
    var variant = try CaseVariant()
    let records = try variant.elements("cloudtrail.json", "Records")
    let events = try records.map { record -> [String: Any] in
      let text = String(decoding: try JSONSerialization.data(withJSONObject: record), as: UTF8.self)
      return ["EventId": record["eventID"] ?? "", "CloudTrailEvent": text]
    }
    variant.files["cloudtrail.json"] = try JSONSerialization.data(withJSONObject: ["Events": events])
    try expectSameIncident(try variant.report())
  }

  @Test func sampleFindingsStayOutsideOfTheIncident() throws {
    var variant = try CaseVariant()
    try variant.mapElements("guardduty-findings.json", "Findings") { finding in
      var sample = finding
      sample["Id"] = "sample-" + (finding["Id"] as! String)
      sample["Arn"] = (finding["Arn"] as! String) + "-sample"
      sample["Title"] = "[SAMPLE] generated"
      var service = finding["Service"] as! [String: Any]
      service["AdditionalInfo"] = ["Value": "{\"sample\":true}", "Type": "default"]
      sample["Service"] = service
      return [finding, sample]
    }
    let report = try variant.report()
    try expectSameIncident(report)
    #expect(report.findings.filter(\.isSample).count == 9)
  }

  @Test func anActorOnIPv6IsFollowedLikeAnyOther() throws {
    var variant = try CaseVariant()
    for host in ["57", "61", "88"] {
      variant.replaceEverywhere("\"203.0.113.\(host)\"", "\"2001:db8:0:1::\(host)\"")
      variant.replaceEverywhere(" 203.0.113.\(host) ", " 2001:db8:0:1::\(host) ")
      variant.replaceEverywhere("client=\"203.0.113.\(host):", "client=\"[2001:db8:0:1::\(host)]:")
    }
    let report = try variant.report()
    let original = try PaymentsProd.report.get()
    #expect(report.exposureLines == original.exposureLines)
    #expect(report.momentLines == original.momentLines)
    #expect(
      report.scopeLines
        == original.scopeLines.map { $0.replacingOccurrences(of: "203.0.113.", with: "2001:db8:0:1::") }.sorted())
  }

  @Test func aDaemonSetOnThreeNodesCompromisesAllThree() throws {
    var variant = try CaseVariant()
    let others = ["ip-10-40-13-52", "ip-10-40-14-90"]
    try variant.mapElements("kubectl-pods.json", "items") { pod in
      let metadata = pod["metadata"] as! [String: Any]
      guard metadata["name"] as! String == "node-tuner-x7k2p" else { return [pod] }
      return [pod]
        + others.enumerated().map { number, node in
          var copy = pod
          var spec = pod["spec"] as! [String: Any]
          let full = (spec["nodeName"] as! String).replacingOccurrences(of: "ip-10-40-12-37", with: node)
          spec["nodeName"] = full
          copy["spec"] = spec
          copy["metadata"] = metadata.merging([
            "name": "node-tuner-copy\(number)", "uid": "0b000000-0000-4000-8000-00000000000\(number)",
          ]) { $1 }
          return copy
        }
    }
    let scope = try variant.report().scopeLines
    #expect(scope.filter { $0.hasPrefix("compromised node ") }.count == 3)
    #expect(scope.filter { $0.hasPrefix("compromised instance ") }.count == 3)
  }

  @Test func anotherClusterOfTheCaseStaysOutside() throws {
    var variant = try CaseVariant()
    var second = try CaseVariant()
    // A workload of the same name reads the same names there, from inside.
    try second.mapLines("audit.jsonl") { event in
      guard ["get", "list"].contains(event["verb"] as! String), event["annotations"] != nil,
        (event["objectRef"] as? [String: Any])?["subresource"] == nil,
        (event["responseStatus"] as? [String: Any])?["code"] as? Int == 200
      else { return [] }
      return [
        event.merging([
          "auditID": "1" + (event["auditID"] as! String).dropFirst(), "sourceIPs": ["10.50.1.1"],
          "user": ["username": "system:serviceaccount:payments:payments-api"],
        ]) { $1 }
      ]
    }
    try second.mapElements("kubectl-pods.json", "items") { pod in
      (pod["metadata"] as! [String: Any])["name"] as! String == "node-tuner-x7k2p" ? [] : [pod]
    }
    variant.files["audit-staging.jsonl"] = second.files["audit.jsonl"]
    variant.files["pods-staging.json"] = second.files["kubectl-pods.json"]
    try variant.manifest { manifest in
      manifest["files"] =
        (manifest["files"] as! [[String: Any]]).map { file in
          let path = file["path"] as! String
          return path.hasPrefix("kubectl") ? file.merging(["cluster": "payments-prod"]) { $1 } : file
        } + [
          ["path": "audit-staging.jsonl", "cluster": "staging"], ["path": "pods-staging.json", "cluster": "staging"],
        ]
    }
    let report = try variant.report()
    let original = try PaymentsProd.report.get()
    #expect(Set(report.scopeLines).symmetricDifference(original.scopeLines).sorted() == [])
    #expect(Set(report.exposureLines).symmetricDifference(original.exposureLines).sorted() == [])
  }

  @Test func withoutLogsTheFindingsAloneTellNoStoryToTheEnd() throws {
    var variant = try CaseVariant()
    variant.remove("audit.jsonl", "authenticator.log", "cloudtrail.json", "flowlogs.txt", "resolver.jsonl")
    let report = try variant.report()
    #expect(report.case.verdict == .notDeterminable)
    #expect(report.findings.count == 9)
    #expect(report.questions.first { $0.id == "4.1" }?.state == .notAnswerable)
    #expect(report.gaps.contains { $0.missing.plain.contains("audit") })
    // What only a log can prove is not claimed.
    #expect(!report.exposures.contains { $0.class == .compromised && $0.kind == "kubernetes-secret" })
    #expect(report.indicators.contains { $0.value == "203.0.113.57" })
  }

  @Test func aClusterThatRefusesAnonymousCallersHasAPolicyFindingAndNoIncident() throws {
    var variant = try CaseVariant()
    variant.remove("cloudtrail.json", "flowlogs.txt", "resolver.jsonl", "authenticator.log")
    variant.files["eks-describe-cluster.json"] = Data(
      String(decoding: variant.files["eks-describe-cluster.json"]!, as: UTF8.self)
        .replacingOccurrences(of: "\"1.31\"", with: "\"1.33\"").utf8)
    try variant.mapElements("guardduty-findings.json", "Findings") { finding in
      (finding["Type"] as! String).hasPrefix("Policy:") ? [finding] : []
    }
    try variant.mapLines("audit.jsonl") { event in
      let name = (event["user"] as! [String: Any])["username"] as! String
      guard name == "system:anonymous" else {
        // Of the others only the one that made the binding and its control plane.
        return name.contains("DevOpsEngineer") ? [event] : []
      }
      guard (event["objectRef"] as? [String: Any])?["subresource"] == nil else { return [] }
      return [
        event.merging(["responseStatus": ["code": 401, "status": "Failure"], "annotations": [String: Any]()]) { $1 }
          .filter { $0.key != "responseObject" && $0.key != "requestObject" }
      ]
    }
    try variant.mapElements("kubectl-pods.json", "items") { pod in
      (pod["metadata"] as! [String: Any])["name"] as! String == "node-tuner-x7k2p" ? [] : [pod]
    }
    let report = try variant.report()
    #expect(report.case.verdict == .noIncidentFound)
    #expect(report.scopeLines.filter { $0.hasPrefix("compromised") || $0.hasPrefix("exposed") }.isEmpty)
    #expect(report.exposures.allSatisfy { $0.class == .notAffected || $0.class == .review })
  }

  /// The same keys with a small first letter, as exports to S3 and events write them.
  private static func camelCased(_ value: Any) -> Any {
    switch value {
    case let object as [String: Any]:
      var result: [String: Any] = [:]
      for (key, value) in object { result[key.prefix(1).lowercased() + key.dropFirst()] = camelCased(value) }
      return result
    case let items as [Any]: return items.map { camelCased($0) }
    default: return value
    }
  }
}

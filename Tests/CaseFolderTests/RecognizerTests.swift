import CaseFolder
import Testing

private let audit =
  #"{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"a-1","verb":"get","objectRef":{"resource":"pods"}}"#
private let trail = #"{"eventVersion":"1.08","eventName":"GetObject","eventSource":"s3.amazonaws.com"}"#
private let finding =
  #"{"schemaVersion":"2.0","type":"Discovery:Kubernetes/X","service":{},"resource":{},"severity":5}"#
private let flowHeader = "version account-id interface-id srcaddr dstaddr srcport dstport protocol"
private let flowRow = "2 111122223333 eni-1 10.0.0.1 10.0.0.2 443 50000 6 10 840 1700000000 1700000060 ACCEPT OK"
private let login = #"time="2026-03-10T09:14:21Z" level=info msg="access granted" username="x""#

private func quoted(_ json: String) -> String {
  "\"" + json.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"") + "\""
}

@Suite struct RecognizerTests {
  @Test(arguments: [
    (audit + "\n" + audit + "\n", EvidenceFormat.kubernetesAudit, RecordLayout.lines),
    (audit, .kubernetesAudit, .lines),
    ("2026-03-12T02:03:11.000Z " + audit + "\n", .kubernetesAudit, .lines),
    (#"{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[\#(audit)]}"#, .kubernetesAudit, .document),
    (#"{"events":[{"timestamp":1,"message":\#(quoted(audit))}]}"#, .kubernetesAudit, .document),
    (
      #"{"messageType":"DATA_MESSAGE","logEvents":[{"id":"1","message":\#(quoted(audit))}]}"#, .kubernetesAudit,
      .document
    ),
    (
      #"{"results":[[{"field":"@timestamp","value":"x"},{"field":"@message","value":\#(quoted(audit))}]]}"#,
      .kubernetesAudit, .document
    ),
    (#"[{"@message":\#(audit)}]"#, .kubernetesAudit, .document),
    (#"{"Records":[\#(trail)]}"#, .cloudTrail, .document),
    ("[\(trail)]", .cloudTrail, .document),
    (trail + "\r\n" + trail, .cloudTrail, .lines),
    (
      #"{"version":"0","detail-type":"AWS API Call via CloudTrail","source":"aws.s3","detail":\#(trail)}"#, .cloudTrail,
      .lines
    ),
    (#"{"Events":[{"EventId":"x","CloudTrailEvent":\#(quoted(trail))}]}"#, .cloudTrail, .document),
    (finding + "\n" + finding, .guardDuty, .lines),
    (#"{"Findings":[{"Type":"X","Service":{},"Resource":{},"Severity":5}]}"#, .guardDuty, .document),
    (#"{"detail-type":"GuardDuty Finding","source":"aws.guardduty","detail":\#(finding)}"#, .guardDuty, .lines),
    (flowHeader + "\n2 x\n", .vpcFlow, .lines),
    (flowRow + "\n", .vpcFlow, .lines),
    ("2026-03-12T02:03:11.000Z " + flowRow, .vpcFlow, .lines),
    (#"{"output":"x","rule":"y","priority":"Warning","output_fields":{}}"#, .falco, .lines),
    (#"{"Findings":[{"SchemaVersion":"2018-10-08","ProductArn":"arn:aws:x","Types":[]}]}"#, .securityHub, .document),
    (#"{"detail-type":"x","detail":{"findings":[{"ProductArn":"arn:aws:x"}]}}"#, .securityHub, .document),
    (#"{"class_uid":2004,"metadata":{},"time":1}"#, .securityHub, .lines),
    (#"{"class_uid":102001,"severity_id":1}"#, .securityHub, .lines),
    (#"{"InvestigationId":"1","Indicators":[]}"#, .detective, .lines),
    (#"{"InvestigationDetails":[]}"#, .detective, .lines),
    (#"{"query_timestamp":"2026-03-12T02:03:11Z","query_name":"a.example.","rcode":"NOERROR"}"#, .resolver, .lines),
    (login + "\n", .authenticator, .lines),
    ("apiVersion: v1\nkind: Pod\n", .kubernetesInventory, .yaml),
    (#"{"type":"bundle","objects":[{"type":"campaign","id":"campaign--1"}]}"#, .intelligence, .document),
    (#"{"type":"ipv4-addr","spec_version":"2.1","id":"ipv4-addr--1","value":"x"}"#, .intelligence, .lines),
    ("<?xml version='1.0'?><!-- <a> --><ioc/>", .intelligence, .whole), ("192.0.2.1\n", .intelligence, .table),
    ("uuid,type,value\n", .intelligence, .table),
    (#"{"apiVersion":"v1","kind":"List","items":[]}"#, .kubernetesInventory, .document),
    (#"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"}}"#, .kubernetesInventory, .lines),
    (#"{"apiVersion":"v1","kind":"Event","metadata":{"name":"x"},"involvedObject":{}}"#, .kubernetesInventory, .lines),
    ("{\n \"cluster\": {\"name\": \"x\"}\n}", .awsInventory, .document),
    (#"{"accessEntry":{}}"# + "\n" + #"{"associatedAccessPolicies":[]}"#, .awsInventory, .lines),
    (#"{"Reservations":[]}"#, .awsInventory, .lines),
  ])
  func recognisesByContent(_ text: String, _ format: EvidenceFormat, _ layout: RecordLayout) {
    #expect(recognise(text) == Recognition(format, layout))
  }

  @Test(arguments: [
    "\u{FEFF}" + audit, "\n\n  " + audit, #"b":"get"}"# + "\n" + audit,
    #"{"kind":"Event","audi"# + "\n" + audit + "\n" + audit,
    #"{"kind":0}"# + "\n" + audit, "junk\n" + audit, audit + audit,
  ])
  func toleratesDamageAtTheBeginning(_ text: String) {
    #expect(recognise(text) == Recognition(.kubernetesAudit, .lines))
  }

  @Test func toleratesACutHead() {
    let list = #"{"Records":["# + String(repeating: trail + ",", count: 50)
    #expect(recognise(String(list.dropLast(30)), isWhole: false) == Recognition(.cloudTrail, .document))
  }

  @Test func toleratesAPoisonRecordInADocument() {
    let text = "{\"Records\":[\n{\"eventName\":\"bad\n,\n\(trail),\n\(trail)]}"
    #expect(recognise(text) == Recognition(.cloudTrail, .document))
  }

  @Test func tellsPrettyPrintedDocumentsBackToBack() {
    let one = "{\n  \"accessEntry\": {\n    \"clusterName\": \"x\"\n  }\n}\n"
    #expect(recognise(one + one) == Recognition(.awsInventory, .document))
  }

  @Test(arguments: [
    (#"{"time":"x","properties":{"log":"{}"}}"#, "AKS"), (#"{"protoPayload":{},"insertId":"x"}"#, "GKE"),
    (#"{"rule":"R","expected":true,"logTypes":["AWS.CloudTrail"]}"#, "expected result"),
    (#"{"class_uid":6003,"metadata":{},"time":1}"#, "OCSF"), (#"{"type":"bundle","objects":[]}"#, "empty bundle"),
    (#"{"IndicatorType":"TTP_OBSERVED"}"#, "Detective"), ("<a/>", "XML (a)"), ("a,b,c,d\n1,2,3,4\n", "comma-separated"),
    ("PK\u{7}\u{8}x", "split zip"), ("hello\n", "text that no reader knows"), (#"{"a":1,"b":2}"#, "keys a, b"),
    (#"{"Findings":[]}"#, "empty list of findings"), ("a\0b", "binary"),
    (#"{"srcAddr":"1","dstAddr":"2"}"#, "flow logs as JSON"),
  ])
  func saysWhatAForeignFileLooksLike(_ text: String, _ part: String) {
    let recognition = recognise(text)
    #expect(recognition.format == .unknown)
    #expect(recognition.reason?.contains(Text(part)) == true, "\(recognition)")
  }

  @Test func emptyAndBinaryAreNamed() {
    #expect(recognise(" \n\t").format == .empty)
    #expect(recognise("").format == .empty)
    #expect(recognise([0x7B, 0x00, 0x22, 0x00]).reason == "binary data")
  }

  @Test func deepNestingIsNoTrouble() {
    let deep = String(repeating: "[", count: 200_000)
    #expect(recognise(deep).format == .unknown)
    #expect(recognise(String(repeating: "{\"a\":", count: 100_000)).format == .unknown)
  }
}

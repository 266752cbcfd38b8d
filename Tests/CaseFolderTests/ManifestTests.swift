import CaseFolder
import Testing

private func manifest(_ text: String, file: Text = "case.yaml") throws(CaseError) -> Manifest {
  try ManifestReader.read(bytes: Array(text.utf8), file: file)
}

@Suite struct ManifestTests {
  private static let full = """
    case: CB-2026-0312
    title: "payments-prod: anonymous API access"
    tlp: TLP:AMBER+STRICT
    severity: high
    status: contained
    reportStatus: final
    lead: incident-response
    acknowledgedAt: 2026-03-12T06:55:04Z
    window: {from: 2026-03-12T02:00:00Z, to: 2026-03-12T09:45:00Z}
    baseline: 12h
    accounts: {own: ["111122223333", 012345678901], vendor: []}
    networks: [{cidr: 198.51.100.200/32, label: corporate VPN egress}]
    responders: [arn:aws:iam::111122223333:role/IncidentResponder]
    registries: {approved: ["111122223333.dkr.ecr.us-west-2.amazonaws.com"]}
    ownerTags: [owner]
    hubs: ["role:x"]
    prices: {"m5.xlarge": 0.192}
    files:
      - {path: kubectl-pods.json, collectedAt: 2026-03-12T06:59:10Z}
      - {path: audit.jsonl, cluster: payments-prod, coverage: {from: 2026-03-05T00:00:00Z, to: 2026-03-12T09:45:00Z}, bytes: 54569}
    overrides:
      - {entity: "ip:192.0.2.10", mark: benign, why: "CI runner", by: "IR lead", at: 2026-03-12T10:00:00Z}
    rotations:
      - {secret: "secretsmanager:prod/payments/db", doneAt: 2026-03-12T08:15:30Z, by: "DB team", evidence: "CHG-4711"}
    actions:
      - {what: "Route policy findings to on-call", owner: "SecOps", due: 2026-03-26, priority: high, ticket: "SEC-812"}
    """

  @Test func readsEveryKey() throws {
    let read = try manifest(Self.full)
    #expect(read.caseID == "CB-2026-0312")
    #expect(read.tlp == .amberStrict)
    #expect(read.reportStatus == "final")
    #expect(read.baselineSeconds == 43_200)
    #expect(read.ownAccounts == ["111122223333", "012345678901"])
    #expect(read.networks == [ManifestNetwork(cidr: "198.51.100.200/32", label: "corporate VPN egress")])
    #expect(read.prices == ["m5.xlarge": 0.192])
    #expect(read.files.count == 2)
    #expect(read.files[1].coverage?.from == Timestamp("2026-03-05T00:00:00Z"))
    #expect(read.overrides.first?.mark == "benign")
    #expect(read.rotations.first?.evidence == "CHG-4711")
    #expect(read.actions.first?.due == "2026-03-26")
    #expect(read.window?.to == Timestamp("2026-03-12T09:45:00Z"))
  }

  @Test func anEmptyManifestSaysNothing() throws {
    #expect(try manifest("") == Manifest())
    #expect(try manifest("# nothing yet\n") == Manifest())
    #expect(try manifest("{}", file: "case.json") == Manifest())
  }

  @Test func jsonEscapesAreResolved() throws {
    let read = try manifest(#"{"title":"a\/\u0062 \ud83d\ude00 \"x\"","prices":{"m5":1e-1}}"#, file: "case.json")
    #expect(read.title == "a/b \u{1F600} \"x\"")
    #expect(read.prices["m5"] == 0.1)
  }

  @Test func unknownKeyNamesLineAndNearestKey() {
    let found = errors { () throws(CaseError) in try manifest("case: x\ntilte: y\n") }
    #expect(found.count == 1)
    #expect(found.first?.id == "manifest.unknown-key")
    #expect(found.first?.line == 2)
    #expect(found.first?.file == "case.yaml")
    #expect(found.first?.advice == "did you mean title?")
  }

  @Test func unknownKeysAreFoundAtEveryLevel() {
    let text = "files:\n  - path: a\n    sha265: x\nwindow: {form: 1}\naccounts:\n  owner: []\n"
    let found = errors { () throws(CaseError) in try manifest(text) }.filter { $0.id == "manifest.unknown-key" }
    #expect(found.map(\.line) == [3, 4, 6])
    #expect(found.map(\.advice) == ["did you mean sha256?", "did you mean from?", "did you mean own?"])
  }

  @Test(arguments: [
    ("files: {path: a}", "manifest.wrong-type", 1), ("title: [a]", "manifest.wrong-type", 1),
    ("\ntlp: PURPLE", "manifest.wrong-value", 2), ("baseline: 14", "manifest.wrong-value", 1),
    ("acknowledgedAt: yesterday", "manifest.wrong-value", 1), ("accounts: {own: [1]}", "manifest.wrong-value", 1),
    ("networks: [{cidr: 10.0.0.0/64}]", "manifest.wrong-value", 1),
    ("files: [{cluster: x}]", "manifest.missing-key", 1),
    ("window: {from: 2026-03-12T02:00:00Z}", "manifest.missing-key", 1),
    ("overrides: [{entity: ip}]", "manifest.wrong-value", 1),
    ("overrides: [{entity: \"ip:1\", mark: ~}]", "manifest.missing-key", 1),
    ("case: a\ncase: b", "manifest.duplicate-key", 2), ("case: [", "manifest.syntax", 2),
    ("a: &x 1\nb: *x", "manifest.anchor", 1), ("prices: {a: -1}", "manifest.wrong-value", 1),
    ("case: a\n---\ncase: b", "manifest.syntax", 2), ("- a", "manifest.wrong-type", 1),
  ])
  func everyErrorHasItsLine(_ text: String, _ id: String, _ line: Int) {
    let found = errors { () throws(CaseError) in try manifest(text) }
    #expect(found.map(\.id) == [id])
    #expect(found.first?.line == line)
  }

  @Test func aliasBombIsRefusedAtOnce() {
    var text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
    for level in 1..<12 {
      let row = (0..<10).map { _ in "*a\(level - 1)" }.joined(separator: ",")
      text += "a\(level): &a\(level) [\(row)]\n"
    }
    let found = errors { () throws(CaseError) in try manifest(text) }
    #expect(found.map(\.id) == ["manifest.anchor"])
  }

  @Test(arguments: [
    "{", "{\"case\":}", "{\"case\":\"x\",}", "{\"case\":\"x\"} {}", "{\"case\":\"\\x\"}", "{\"prices\":{\"a\":01}}",
    "{\"case\":\"a\nb\"}", "{\"case\" \"x\"}", "{'case':1}", "{\"case\":NaN}",
  ])
  func brokenJSONIsRefused(_ text: String) {
    let found = errors { () throws(CaseError) in try manifest(text, file: "case.json") }
    #expect(found.map(\.id) == ["manifest.syntax"])
  }
}

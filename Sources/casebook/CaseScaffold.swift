internal import CaseFolder

/// The manifest that `init` writes: every key, explained, those that are known filled in.
enum CaseScaffold {
  /// The text of `case.yaml`. Values from a finding are written as JSON strings, which are YAML too.
  static func manifest(_ facts: CollectionFacts) -> String {
    let accounts =
      facts.account.flatMap { isAccount($0) ? $0 : nil }.map { "accounts: {own: [\(quoted($0))], vendor: []}" }
      ?? "#accounts: {own: [\"111122223333\"], vendor: []}"
    let cluster = facts.cluster.map { quoted($0) } ?? "payments-prod"
    return """
      # What the people of this case know. Every key is optional; remove the # before the ones that you fill in.
      #case: CB-2026-0001                  # default: an id from the evidence
      #title: "what happened, in a few words"
      tlp: AMBER                          # RED, AMBER+STRICT, AMBER, GREEN, CLEAR
      #severity: high                      # default: the highest finding in scope
      #status: open                        # open, contained, eradicated, closed: what you say; the report also says what the evidence says
      reportStatus: draft                 # draft, final
      #lead: incident-response
      #acknowledgedAt: 2026-03-12T06:55:04Z
      #window: {from: 2026-03-12T02:00:00Z, to: 2026-03-12T09:45:00Z}   # default: from the findings
      #baseline: 14d
      \(accounts)
      #networks: [{cidr: 198.51.100.200/32, label: corporate VPN egress}]
      #responders: [arn:aws:iam::111122223333:role/IncidentResponder]
      #registries: {approved: ["111122223333.dkr.ecr.us-west-2.amazonaws.com"]}
      #ownerTags: [owner, team, app.kubernetes.io/part-of]
      #hubs: []
      #prices: {"m5.xlarge": 0.192}
      # Facts that a file cannot tell about itself: when a snapshot was taken, whose log it is, which time it covers.
      files: []
      #  - {path: kubectl-pods.json, collectedAt: 2026-03-12T06:59:10Z}
      #  - {path: audit.json.gz, cluster: \(cluster), coverage: {from: 2026-03-05T00:00:00Z, to: 2026-03-12T09:45:00Z}}
      #overrides:
      #  - {entity: "ip:192.0.2.10", mark: benign, why: "CI runner", by: "IR lead", at: 2026-03-12T10:00:00Z}
      #rotations:
      #  - {secret: "secretsmanager:prod/payments/db", doneAt: 2026-03-12T08:15:30Z, by: "DB team", evidence: "CHG-4711"}
      #actions:
      #  - {what: "Route policy findings to on-call", owner: "SecOps", due: 2026-03-26, priority: high, ticket: "SEC-812"}

      """
  }

  private static func isAccount(_ text: Text) -> Bool {
    text.utf8.count == 12 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// A JSON string on one line, in ASCII.
  private static func quoted(_ text: Text) -> String {
    var quoted = "\""
    for unit in text.string.utf16 {
      if (0x20..<0x7F).contains(unit), unit != 0x22, unit != 0x5C, let scalar = Unicode.Scalar(unit) {
        quoted.unicodeScalars.append(scalar)
      } else {
        let hex = String(unit, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - hex.utf8.count) + hex
      }
    }
    return quoted + "\""
  }
}

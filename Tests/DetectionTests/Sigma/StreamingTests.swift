import CaseFolder
import Detection
import Evidence
import Foundation
import Testing

/// Rules on records that stream by: the same hits as on parsed records, whatever the order of reading.
struct StreamingTests {
  /// Reads files of lines with an engine.
  private func hits(_ set: RuleSet, _ files: [String: [String]], workers: Int = 2) throws -> [RuleHits] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("casebook-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, lines) in files {
      try Data(lines.joined(separator: "\n").utf8).write(to: folder.appendingPathComponent(name))
    }
    let engine = RuleEngine(set)
    let evidence = EvidenceReader.read(
      try CaseOpener.open(path: folder.path), options: ReadingOptions(workers: workers, observer: engine))
    return engine.findings(in: evidence).hits
  }

  private static func call(
    _ number: Int, _ name: String, address: String = "198.51.100.7", error: String? = nil, parameters: String = "null"
  ) -> String {
    let second = String(format: "%02d", number % 60)
    let failure = error.map { #""errorCode":"\#($0)","# } ?? ""
    return #"{"eventVersion":"1.08","eventID":"00000000-0000-0000-0000-0000000000\#(second)","#
      + #""eventTime":"2026-03-12T02:03:\#(second)Z","eventName":"\#(name)","eventSource":"iam.amazonaws.com","#
      + #""awsRegion":"us-east-1","sourceIPAddress":"\#(address)",\#(failure)"userAgent":"aws-cli/2","#
      + #""userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/eve"},"#
      + #""requestParameters":\#(parameters)}"#
  }

  private static let rule = RuleTestKit.cloudTrail("sel:\n  eventName: CreateUser\ncondition: sel", id: "created")

  @Test("Hits are counted exactly, with the first and last ones shown, whatever the files and their order")
  func countsAndSamples() throws {
    let lines = (0..<40).map { Self.call($0, $0 % 2 == 0 ? "CreateUser" : "ListUsers") }
    let set = RuleTestKit.set(Self.rule)
    let whole = try hits(set, ["a.jsonl": lines])
    let split = try hits(
      set,
      ["z.jsonl": Array(lines[..<13]), "a.jsonl": Array(lines[13..<20].reversed()), "m.jsonl": Array(lines[20...])],
      workers: 3)
    for found in [whole, split] {
      let hit = try #require(found.first)
      #expect(found.count == 1)
      #expect(hit.header.id == "created")
      #expect(hit.rows.count == 20)
      #expect(hit.samples.keys.sorted().prefix(3) == Array(hit.rows.prefix(3))[...])
      #expect(hit.samples.keys.sorted().suffix(3) == Array(hit.rows.suffix(3))[...])
      #expect(hit.samples[hit.rows[0]] == [MatchedField(field: "eventName", value: "CreateUser")])
    }
  }

  @Test("A record that was delivered twice is one hit")
  func duplicates() throws {
    let lines = [Self.call(1, "CreateUser"), Self.call(2, "CreateUser")]
    let found = try hits(
      RuleTestKit.set(Self.rule), ["a.jsonl": lines, "b.jsonl": lines + [Self.call(3, "ListUsers")]])
    #expect(found.first?.rows.count == 2)
  }

  @Test(
    "Fields of the body, fields that are missing and odd values give what the parsed record gives",
    arguments: [
      "requestParameters.userName: mallory", "requestParameters.userName: null", "errorCode: null",
      "errorCode: AccessDenied", "errorCode|exists: false", "eventName|startswith: Create\nerrorCode|neq: AccessDenied",
      "userIdentity.arn|endswith: /eve", "userIdentity.sessionContext.sessionIssuer.type: null",
      "sourceIPAddress|cidr: 198.51.100.0/24",
      "- eventName: createuser\n- requestParameters.userName|contains: all", "eventTime|minute: 3",
      "userAgent|re: 'cli/[0-9]'",
      "- mallory", "requestParameters|contains: '\"userName\"'", "sourceIPAddress|fieldref: userAgent",
      "eventName: Düne",
    ])
  func sameAsParsed(_ selection: String) throws {
    var lines = [
      Self.call(1, "CreateUser", parameters: #"{"userName":"mallory"}"#),
      Self.call(2, "createUSER", error: "AccessDenied"),
      Self.call(3, "ListUsers", parameters: #"{"userName":["mallory","x"]}"#),
      Self.call(4, "DÜNE", address: "2001:db8::1"),
      Self.call(5, "CreateUser", error: "", parameters: #""mallory""#), Self.call(6, "aws-cli/2", address: "aws-cli/2"),
    ]
    // What escapes letters and what does not must read the same.
    lines.append(
      lines[0].replacingOccurrences(of: "userName", with: #"\u0075serName"#).replacingOccurrences(
        of: "0001", with: "0007"))
    for condition in ["sel", "not sel"] {
      let indented = selection.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
      let set = RuleTestKit.set(RuleTestKit.cloudTrail("sel:\n\(indented)\ncondition: \(condition)"))
      let rule = try #require(set.rules.first)
      let expected = lines.filter { rule.matches(RuleTestKit.record($0)) }.count
      #expect(try hits(set, ["a.jsonl": lines]).first?.rows.count ?? 0 == expected, "\(condition)")
    }
  }

  @Test(
    "A correlation groups by fields, and its rules are not reported on their own unless it says so",
    arguments: [
      (false, ["burst"]), (true, ["created", "burst"]),
    ])
  func correlations(_ generate: Bool, _ expected: [Text]) throws {
    let burst = """
      title: Many users
      id: burst
      correlation:
        type: value_count
        rules: [created]
        generate: \(generate)
        group-by: [who]
        aliases: {who: {created: userIdentity.arn}}
        timespan: 10s
        condition: {field: requestParameters.userName, gte: 3}
      """
    let lines = (0..<9).map { Self.call($0 * 4, "CreateUser", parameters: #"{"userName":"u\#($0)"}"#) }
    let found = try hits(RuleTestKit.set(Self.rule, burst), ["a.jsonl": lines])
    #expect(found.map(\.header.id) == expected)
    let hit = try #require(found.last)
    #expect(hit.correlations.count == 1)
    #expect(hit.rows.count == 9)
    #expect(
      hit.correlations.first?.group == [MatchedField(field: "who", value: "arn:aws:iam::111122223333:user/eve")])
  }

  @Test("A correlation of correlations")
  func chain() throws {
    let failures = RuleTestKit.cloudTrail("sel:\n  errorCode: AccessDenied\ncondition: sel", id: "denied")
    let many = """
      title: Many
      name: many
      correlation: {type: event_count, rules: [denied], group-by: [sourceIPAddress], timespan: 1m, condition: {gte: 3}}
      """
    let then = """
      title: Then it worked
      id: then
      level: high
      correlation: {type: temporal_ordered, rules: [many, created], group-by: [sourceIPAddress], timespan: 1m}
      """
    let lines = (0..<3).map { Self.call($0, "ListUsers", error: "AccessDenied") } + [Self.call(9, "CreateUser")]
    let found = try hits(RuleTestKit.set(failures, Self.rule, many, then), ["a.jsonl": lines])
    #expect(found.map(\.header.id) == ["then"])
  }

  @Test(
    "Kubernetes records are dismissed by verb and resource, and found by what is left",
    arguments: [
      ("objectRef.resource: secrets\nverb: list", 1), ("objectRef.subresource: exec", 1),
      ("responseStatus.code: 403", 1),
      ("user.username: eve", 3), ("objectRef.namespace: null", 2), ("requestURI|contains: limit", 1),
      ("verb|neq: list", 2),
      ("requestObject.spec.containers.image|contains: xmrig", 1), ("sourceIPs: 192.0.2.1", 3),
    ])
  func kubernetes(_ selection: String, _ expected: Int) throws {
    func event(_ number: Int, _ rest: String) -> String {
      #"{"kind":"Event","apiVersion":"audit.k8s.io/v1","stage":"ResponseComplete","auditID":"00000000-0000-0000-0000-00000000000\#(number)","#
        + #""requestReceivedTimestamp":"2026-03-12T02:03:0\#(number).000000Z","sourceIPs":["192.0.2.1","10.0.0.1"],"#
        + #""user":{"username":"eve"},\#(rest)}"#
    }
    let lines = [
      event(
        1,
        #""verb":"list","requestURI":"/api/v1/secrets?limit=5","objectRef":{"resource":"secrets"},"responseStatus":{"code":403}"#
      ),
      event(
        2,
        #""verb":"create","requestURI":"/x","objectRef":{"resource":"pods","namespace":"a","subresource":"exec"},"responseStatus":{"code":101}"#
      ),
      event(
        3,
        #""verb":"create","requestURI":"/y","objectRef":{"resource":"pods"},"responseStatus":{"code":201},"#
          + #""requestObject":{"spec":{"containers":[{"image":"evil/XMRIG:1"}]}}"#),
    ]
    let indented = selection.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
    let rule = """
      title: A rule
      id: rule
      logsource: {product: kubernetes, service: audit}
      detection:
        sel:
      \(indented)
        condition: sel
      """
    #expect(try hits(RuleTestKit.set(rule), ["audit.jsonl": lines]).first?.rows.count == expected)
  }
}

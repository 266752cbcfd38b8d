import CaseFolder
import Testing

@testable import Evidence

private func value(_ text: String) throws -> JSONValue { try YAMLReader.value(of: text.utf8) }

private func reason(_ text: String) -> Text? {
  do {
    _ = try value(text)
    return nil
  } catch {
    return (error as? YAMLReader.Failure)?.reason
  }
}

struct YAMLReaderTests {
  @Test(arguments: [
    ("no", JSONValue.string("no")), ("yes", .string("yes")), ("012", .string("012")), ("1:30", .string("1:30")),
    ("2026-03-01", .string("2026-03-01")), ("0x1F", .string("0x1F")), ("1.0", .string("1.0")),
    ("1_000", .string("1_000")),
    ("3", .integer(3)), ("-7", .integer(-7)), ("true", .bool(true)), ("True", .string("True")), ("null", .null),
    ("~", .null), ("\"true\"", .string("true")), ("'12'", .string("12")), (".inf", .string(".inf")),
    ("99999999999999999999", .string("99999999999999999999")),
  ])
  func onlyWhatJSONWritesAlikeIsNoText(written: String, expected: JSONValue) throws {
    #expect(try value("a: \(written)\n")["a"] == expected)
  }

  @Test func aliasesAreFollowedUntilTheyStandForMoreThanTheDocument() throws {
    let small = try value("a: &x [1, 2]\nb: *x\n")
    #expect(small["b"] == .array([.integer(1), .integer(2)]))
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let items = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      bomb += "a\(level): &a\(level) [\(items)]\n"
    }
    #expect(reason(bomb)?.contains("more than the document") == true)
  }

  @Test(arguments: ["a: &x [1]\n? *x\n: 2\n", "a: &x [1]\n*x : 2\n", "a: &x [1]\nb: {[*x]: 1}\n"])
  func aliasesInsideKeysAreRefusedBeforeParsing(text: String) {
    #expect(reason(text)?.contains("aliases inside keys") == true)
  }

  @Test(arguments: [
    ("a: [1\nb: 2\n", "no YAML"), ("a: 1\na: 2\n", "twice (a)"), ("a: *nothing\n", "no YAML"),
    ("? [a]\n: 1\n", "no single value"),
    ("a: \u{1}\n", "no YAML"),
  ])
  func brokenDocumentsSayWhy(text: String, part: Text) {
    #expect(reason(text)?.contains(part) == true, "\(String(describing: reason(text)))")
  }

  @Test(arguments: ["[", "{a: ", "- "])
  func deepNestingIsAnErrorOnAnyStack(opening: String) {
    #expect(reason(String(repeating: opening, count: 20_000)) != nil)
    #expect(reason(String(repeating: opening, count: 400)) != nil)
  }

  @Test func deepIndentationIsAnError() {
    let lines = (0..<900).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    #expect(reason(lines + String(repeating: " ", count: 901) + "b") == "YAML nested more than 256 deep")
  }
}

struct YAMLInventoryTests {
  private static let pod = """
    apiVersion: v1
    kind: Pod
    metadata:
      name: web-0
      namespace: prod
      uid: u-1
      creationTimestamp: 2026-03-12T02:00:00Z
      annotations: {note: no, build: 012, at: 1:30}
    spec:
      nodeName: n1
      containers:
      - name: c
        image: r.example/i:1
        command: [sh, -c, "*.sh"]
        securityContext: {privileged: true}

    """
  private static let secret = """
    apiVersion: v1
    kind: Secret
    metadata: {name: s, namespace: prod}
    type: Opaque
    data: {password: aHVudGVyMg==}

    """

  private func read(_ text: String) throws -> (row: LedgerRow, objects: [InventoryObject]) {
    let evidence = try ReadCase.read(["objects.yaml": text])
    return (try #require(evidence.ledger.first), evidence.objects)
  }

  @Test func aStreamGivesItsObjectsByDocument() throws {
    let (row, objects) = try read(
      "# kubectl get\n%YAML 1.1\n---\n" + Self.pod + "---\n# nothing\n---\n" + Self.secret + "...\n")
    #expect(row.format == "kubernetes-inventory" && row.layout == "document" && row.objects == 2 && row.isBalanced)
    #expect(objects.map(\.citation.index) == [0, 1] && objects[0].citation.id == "u-1")
    guard case .kubernetes(let pod) = objects[0].body, case .pod(let spec, _) = pod.content else {
      throw JSONParser.Failure(reason: "no pod")
    }
    #expect(
      pod.metadata.annotations == [
        Tag(key: "note", value: "no"), Tag(key: "build", value: "012"), Tag(key: "at", value: "1:30"),
      ])
    #expect(pod.metadata.created == Timestamp("2026-03-12T02:00:00Z") && objects[0].observedApproximately)
    #expect(spec.hasPrivilegedContainer && spec.containers[0].command == ["sh", "-c", "*.sh"])
    guard case .kubernetes(let secret) = objects[1].body, case .secret(_, let keys) = secret.content else {
      throw JSONParser.Failure(reason: "no secret")
    }
    #expect(keys == ["password"])
  }

  @Test func itemsOfAListStandInOneDocument() throws {
    let items = Self.pod.split(separator: "\n").enumerated().map { ($0 == 0 ? "- " : "  ") + $1 }.joined(
      separator: "\n")
    let (row, objects) = try read(
      "apiVersion: v1\nitems:\n" + items + "\nkind: List\nmetadata:\n  resourceVersion: \"\"\n")
    #expect(row.objects == 1 && row.unreadableCount == 0 && objects[0].citation.index == 0)
    #expect(try read("apiVersion: v1\nitems: []\nkind: List\n").row.unreadableCount == 0)
  }

  @Test func aBrokenDocumentCostsNoOther() throws {
    let (row, objects) = try read(Self.secret + "---\napiVersion: v1\nkind: [\n---\nhello\n---\n" + Self.pod)
    #expect(row.objects == 2 && row.unreadableCount == 2 && row.isBalanced)
    #expect(objects.map(\.citation.index) == [3, 0])
    #expect(
      row.unreadable[0].reason.contains("no YAML") && row.unreadable[1].reason == "YAML, but no Kubernetes object")
  }

  @Test func otherYAMLIsNamed() throws {
    #expect(try read("a: 1\nb: 2\n").row.skipped == "text that no reader knows")
    #expect(try read("title: t\nlogsource: {}\ndetection: {}\n").row.skipped == "a Sigma rule outside rules/")
  }

  @Test func windowsLineEndsAndABOMAreHarmless() throws {
    let text = "\u{FEFF}" + (Self.pod + "---\n" + Self.secret).split(separator: "\n").joined(separator: "\r\n")
    #expect(try read(text).row.objects == 2)
  }
}

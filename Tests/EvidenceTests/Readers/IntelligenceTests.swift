import CaseFolder
import Foundation
import Testing

@testable import Evidence

struct STIXPatternTests {
  @Test(
    arguments: [
      ("[ipv4-addr:value = '10.0.0.0']", ["ip 10.0.0.0"]), ("[ ipv4-addr:value='10.0.0.0/8' ]", ["cidr 10.0.0.0/8"]),
      ("[ipv4-addr:value ISSUBSET '10.0.0.0/8']", ["cidr 10.0.0.0/8"]),
      ("[domain-name:value = 'a.example' OR ipv4-addr:value = '192.0.2.1']", ["domain a.example", "ip 192.0.2.1"]),
      ("[url:value = 'http://x/\\'y\\\\']", ["url http://x/'y\\"]),
      ("[ipv6-addr:value = '2001:db8::1'] OR [file:name = 'x']", ["ip 2001:db8::1", "file-name x"]),
      (
        "[file:hashes.'SHA-256' = 'ef537f25c895bfa782526529a9b63d97aa631564d5d789c2b765448c8635fb6c']",
        ["sha256 ef537f25c895bfa782526529a9b63d97aa631564d5d789c2b765448c8635fb6c"]
      ),
      ("[file:hashes.md5 = '001dd76872d80801692ff942308c64e6']", ["md5 001dd76872d80801692ff942308c64e6"]),
      ("[ipv4-addr:value IN ('192.0.2.1', '192.0.2.2')]", ["ip 192.0.2.1", "ip 192.0.2.2"]),
    ] as [(Text, [String])])
  func patternsThatSayAnyOfTheseAreUnderstood(pattern: Text, expected: [String]) {
    #expect(STIXPattern.values(of: pattern)?.map { "\($0.kind.rawValue) \($0.text.string)" } == expected)
  }

  @Test(arguments: [
    "[ipv4-addr:value = '192.0.2.1' AND network-traffic:dst_port = 22]", "[file:name MATCHES '^x']", "[", "",
    "[ipv4-addr:value = '192.0.2.1'] FOLLOWEDBY [ipv4-addr:value = '192.0.2.2']",
    "[ipv4-addr:value = '192.0.2.1'] WITHIN 5 SECONDS", "[domain-name:value = 'two words.example']",
    "[ipv4-addr:value != '192.0.2.1']", "[process:name = 'x']", "[ipv4-addr:value = 'x']", "[file:name = 'x'",
    "[email-message:body_multipart[*].body_raw_ref.name = 'x']", "[file:hashes.md5 = 'zz']", "[file:name = 'x'] junk",
  ])
  func whatNeedsMoreThanOneThingIsNot(pattern: Text) {
    #expect(STIXPattern.values(of: pattern) == nil)
  }
}

struct IntelligenceTests {
  private static let event =
    #"{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"a-1","verb":"get","objectRef":{"resource":"pods"}}"#

  private func read(_ files: [String: String]) throws -> Evidence {
    try ReadCase.read(files.merging(["audit.jsonl": Self.event + "\n"]) { one, _ in one })
  }

  private func row(_ evidence: Evidence, _ name: Text) throws -> LedgerRow {
    try #require(evidence.ledger.first { $0.file == name })
  }

  private static let bundle = """
    {"type":"bundle","id":"bundle--1","objects":[
    {"type":"indicator","id":"indicator--1","name":"C2","pattern":"[ipv4-addr:value = '192.0.2.1']","valid_from":"2026-03-01T00:00:00Z","valid_until":"2026-04-01T00:00:00Z"},
    {"type":"indicator","id":"indicator--2","pattern":"[file:name MATCHES 'x']"},
    {"type":"indicator","id":"indicator--3","pattern":"alert tcp any","pattern_type":"snort"},
    {"type":"indicator","id":"indicator--4","pattern":"[ipv4-addr:value = '192.0.2.9']","revoked":true},
    {"type":"observed-data","id":"observed-data--1","objects":{"0":{"type":"ipv4-addr","value":"192.0.2.2"},"1":{"type":"file","hashes":{"MD5":"001dd76872d80801692ff942308c64e6"}}}},
    {"type":"domain-name","id":"domain-name--1","value":"a.example"},
    {"type":"campaign","id":"campaign--1","name":"x"},
    {"type":"nothing"}]}
    """

  @Test func bundlesGiveIndicatorsAndObservations() throws {
    let evidence = try read(["intel/feed.json": Self.bundle])
    let row = try row(evidence, "intel/feed.json")
    #expect(row.format == "threat-intelligence" && row.objects == 7 && row.unreadableCount == 1 && row.isBalanced)
    #expect(
      evidence.intelligence.map { "\($0.kind.rawValue) \($0.value.string) \($0.basis.rawValue)" } == [
        "domain a.example observed", "ip 192.0.2.1 indicator", "ip 192.0.2.2 observed",
        "md5 001dd76872d80801692ff942308c64e6 observed",
      ])
    let named = try #require(evidence.intelligence.first { $0.id == "indicator--1" })
    #expect(named.name == "C2" && named.validUntil == Timestamp("2026-04-01T00:00:00Z"))
    #expect(named.citation == Citation(file: "intel/feed.json", index: 0, id: "indicator--1"))
    let said = try #require(evidence.diagnostics.first { $0.id == "intelligence.not-understood" })
    #expect(said.message.contains("2 indicators") && said.message.contains("indicator--2, indicator--3"))
    #expect(row.flagged.contains { $0.remark == "revoked intelligence: not used" && $0.count == 1 })
  }

  @Test func looseObjectsAreReadLineByLineAndAmongTheEvidence() throws {
    let lines = """
      {"type":"ipv4-addr","spec_version":"2.1","id":"ipv4-addr--1","value":"192.0.2.1"}
      {"type":"observed-data","spec_version":"2.1","id":"observed-data--1","object_refs":["ipv4-addr--1"]}
      {"type":"indicator","spec_version":"2.1","id":"indicator--1","pattern_type":"stix","pattern":"[url:value = 'http://x/']"}

      """
    let evidence = try read(["feed.jsonl": lines])
    #expect(try row(evidence, "feed.jsonl").objects == 3)
    #expect(evidence.intelligence.map(\.citation.line) == [1, 3])
  }

  @Test func plainListsAreReadWithTheirHarmlessSpelling() throws {
    let list =
      "# addresses\n192[.]0[.]2[.]1\n198.51.100.0/24 # scanner\n2001:db8::1\nhxxps://bad[.]example/x\n\nBad.Example.\nnot an indicator\n"
    let evidence = try read(["intel/list.txt": list])
    let row = try row(evidence, "intel/list.txt")
    #expect(row.objects == 5 && row.unreadableCount == 1 && row.isBalanced && row.layout == "lines")
    #expect(
      Set(evidence.intelligence.map(\.value)) == [
        "192.0.2.1", "198.51.100.0/24", "2001:db8::1", "https://bad.example/x", "Bad.Example.",
      ])
    #expect(evidence.intelligence.first { $0.kind == .domain }?.comparable == "bad.example")
    #expect(evidence.intelligence.first { $0.kind == .address }?.citation.line == 2)
  }

  @Test func amongTheEvidenceAListMustBeOnlyIndicatorsAndMoreThanNames() throws {
    let evidence = try read([
      "ips.txt": "192.0.2.1\na.example\n", "names.txt": "a.json\nb.txt\n", "prose.txt": "192.0.2.1\nhello you\n",
    ])
    #expect(try row(evidence, "ips.txt").objects == 2)
    #expect(try row(evidence, "names.txt").skipped?.contains("put the file into intel/") == true)
    #expect(try row(evidence, "prose.txt").skipped == "text that no reader knows")
  }

  @Test func tablesLikeThoseOfMISPAreRead() throws {
    let table = #"""
      uuid,event_id,category,type,value,comment,to_ids,date
      u1,1,Network activity,ip-dst|port,192.0.2.1|443,"a, ""b""",1,2026-03-01T00:00:00Z
      u2,1,Payload,filename|md5,x.exe|001dd76872d80801692ff942308c64e6,,0,
      u3,1,Other,text,something,,1,
      u4,1,Network,ip-dst,"192.0.2.2

      """#
    let evidence = try read(["misp.csv": table])
    let row = try row(evidence, "misp.csv")
    #expect(row.format == "threat-intelligence" && row.objects == 3 && row.unreadableCount == 1 && row.isBalanced)
    let first = try #require(evidence.intelligence.first { $0.kind == .address })
    #expect(first.value == "192.0.2.1" && first.name == "a, \"b\"" && first.basis == .indicator)
    #expect(first.validFrom == Timestamp("2026-03-01T00:00:00Z") && first.citation.line == 2)
    #expect(evidence.intelligence.filter { $0.basis == .observed }.map(\.kind) == [.fileName, .md5])
  }

  @Test func otherThingsInTheFolderAreNamedAndNotRead() throws {
    let evidence = try read(["intel/README.md": "Where this comes from\n", "intel/audit.jsonl": Self.event + "\n"])
    #expect(try row(evidence, "intel/README.md").skipped == "text that no reader knows")
    #expect(
      try row(evidence, "intel/audit.jsonl").skipped
        == "kubernetes-audit in intel/: evidence is read outside that folder")
    #expect(evidence.events.count == 1)
  }

  @Test(.enabled(if: Sources.corpus != nil)) func corpusBundlesAreRead() throws {
    let opened = try CaseOpener.open(path: Sources.corpus!.appending(path: "stix-intel").path)
    let evidence = EvidenceReader.read(opened)
    #expect(
      evidence.ledger.allSatisfy { $0.format == "threat-intelligence" && $0.unreadableCount == 0 && $0.isBalanced })
    let values = Set(evidence.intelligence.map(\.value))
    #expect(values.isSuperset(of: ["10.0.0.0", "hugesoft.org", "112.64.0.0/15", "00dbb9e1c09dbdafb360f3163ba5a3de"]))
    #expect(evidence.diagnostics.contains { $0.id == "intelligence.not-understood" })
  }
}

private let hostile = ProcessInfo.processInfo.environment["CASEBOOK_HOSTILE"].map { URL(filePath: $0) }

struct OpenIOCTests {
  private static let document = """
    <?xml version="1.0" encoding="UTF-8"?><!-- <ioc> --><OpenIOC xmlns="http://openioc.org/schemas/OpenIOC_1.1" id="doc">
    <metadata><short_description>pool</short_description></metadata><criteria><Indicator id="i0" operator="OR">
    <IndicatorItem id="i1" condition="is"><Context search="PortItem/remoteIP"/><Content type="IP">192.0.2.1</Content></IndicatorItem>
    <IndicatorItem id="i2" condition="is"><Context search="FileItem/Md5sum"/><Content type="md5"><![CDATA[001dd76872d80801692ff942308c64e6]]></Content></IndicatorItem>
    <IndicatorItem id="i3" condition="is"><Context search="DnsEntryItem/Host"/><Content type="string"> bad.example </Content></IndicatorItem>
    <IndicatorItem id="i4" condition="contains"><Context search="FileItem/FileName"/><Content type="string">x</Content></IndicatorItem>
    <Indicator operator="AND"><IndicatorItem id="i5" condition="is"><Content type="IP">192.0.2.2</Content></IndicatorItem>
    <IndicatorItem id="i6" condition="is"><Content type="IP">192.0.2.3</Content></IndicatorItem></Indicator>
    </Indicator></criteria></OpenIOC>
    """

  @Test func itemsThatAloneAreEnoughAreRead() throws {
    let evidence = try ReadCase.read(["ioc.xml": Self.document])
    let row = try #require(evidence.ledger.first)
    #expect(row.format == "threat-intelligence" && row.objects == 6 && row.isBalanced && row.layout == "document")
    #expect(evidence.intelligence.map(\.value) == ["bad.example", "192.0.2.1", "001dd76872d80801692ff942308c64e6"])
    #expect(evidence.intelligence.allSatisfy { $0.name == "pool" })
    #expect(evidence.intelligence.map(\.citation.id) == ["i3", "i1", "i2"])
    #expect(evidence.diagnostics.first?.message.contains("i4, i5, i6") == true)
  }

  @Test func otherXMLIsNamed() throws {
    #expect(
      try ReadCase.read(["a.xml": "<a:Event xmlns:a='x'/>"]).ledger[0].skipped
        == "XML (Event): no evidence that Casebook reads")
    #expect(try ReadCase.read(["a.html": "<!DOCTYPE html><html>"]).ledger[0].skipped == "an HTML page")
  }

  private func parse(_ url: URL) throws -> Result<XMLElement, XMLTree.Failure> {
    try [UInt8](Data(contentsOf: url)).withUnsafeBufferPointer { bytes in
      do throws(XMLTree.Failure) {
        return .success(try XMLTree.parse(bytes))
      } catch {
        return .failure(error)
      }
    }
  }

  @Test(
    .enabled(if: hostile != nil),
    arguments: [
      ("cyclic.xml", "document type"), ("dtd.xml", "document type"), ("external.xml", "document type"),
      ("external_file.xml", "document type"), ("quadratic.xml", "document type"), ("xmlbomb.xml", "document type"),
      ("xmlbomb2.xml", "document type"),
    ])
  func documentTypesAreRefused(name: String, part: Text) throws {
    guard case .failure(let failure) = try parse(hostile!.appending(path: "xml/\(name)")) else {
      Issue.record("\(name) was read")
      return
    }
    #expect(failure.reason.contains(part))
  }

  @Test(.enabled(if: hostile != nil)) func harmlessDocumentsAreRead() throws {
    for name in ["simple.xml", "simple-ns.xml", "xalan_exec.xsl", "xalan_write.xsl"] {
      _ = try parse(hostile!.appending(path: "xml/\(name)")).get()
    }
  }

  @Test(
    .enabled(if: hostile != nil),
    arguments: [
      ("xml_billion_laughs.xml", "document type"), ("xml_dtd_only.xml", "document type"),
      ("xml_quadratic.xml", "document type"),
      ("xml_xxe_file.xml", "document type"), ("xml_xxe_http.xml", "document type"),
      ("xml_xxe_param.xml", "document type"),
      ("xml_undefined_entity.xml", "nbsp"), ("xml_ctrl.xml", "no well-formed XML"), ("xml_deep.xml", "256"),
      ("xml_dup_attr.xml", "redefined"), ("xml_ns.xml", "redefined"), ("xml_truncated.xml", "no well-formed XML"),
    ])
  func hostileDocumentsSayWhyTheyAreNotRead(name: String, part: Text) throws {
    guard case .failure(let failure) = try parse(hostile!.appending(path: "logs/\(name)")) else {
      Issue.record("\(name) was read")
      return
    }
    #expect(failure.reason.contains(part), "\(failure.reason)")
  }

  @Test(.enabled(if: hostile != nil)) func nothingIsIncludedOrFetched() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "casebook-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["xml_xinclude.xml", "xml_pi.xml", "xml_attrs.xml", "xml_cdata.xml"] {
      try FileManager.default.copyItem(
        at: hostile!.appending(path: "logs/\(name)"), to: folder.appending(path: name))
    }
    let evidence = EvidenceReader.read(try CaseOpener.open(path: folder.path))
    #expect(evidence.ledger.allSatisfy { $0.objects == 1 && $0.unreadableCount == 0 })
    #expect(evidence.intelligence.map(\.value) == ["198.51.100.9", "198.51.100.9"])
    #expect(Set(evidence.intelligence.map(\.citation.file)) == ["xml_attrs.xml", "xml_pi.xml"])
  }
}

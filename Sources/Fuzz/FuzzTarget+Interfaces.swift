import CJSON
import CRegex
import CaseFolder
import Detection
import Evidence
import Reporting

extension FuzzTarget {
  private static let jsonSeeds: [[UInt8]] = [
    #"{"a":[1,-2.5e3,true,null,"\u00e9\ud83d\ude00"],"b":{"c":"","c":18446744073709551615}}"#, "[[[[]]]]",
    "\"\\u0000\"",
    #"{"user":{"username":"x","extra":{"arn":["y"]}},"verb":"get"}"#,
  ].map { Array($0.utf8) }

  /// Flattening one value: every container's members must be there, and every text readable.
  static let jsonFlatten = FuzzTarget(name: "json-flatten", seeds: jsonSeeds, folders: ["jsontestsuite"]) { bytes in
    let parser = casebook_json_parser_new()
    defer { casebook_json_parser_free(parser) }
    let padded = bytes + [UInt8](repeating: 0x20, count: Int(CASEBOOK_JSON_PADDING))
    var tokens: UnsafePointer<casebook_json_token>?
    var count = 0
    guard casebook_json_flatten(parser, padded, bytes.count, &tokens, &count) == 0 else { return }
    var wanted = 1
    for token in UnsafeBufferPointer(start: tokens, count: count) {
      precondition(wanted > 0, "more tokens than values")
      wanted -= 1
      switch Int(token.kind) {
      case CASEBOOK_JSON_ARRAY: wanted += Int(token.length)
      case CASEBOOK_JSON_OBJECT: wanted += 2 * Int(token.length)
      case CASEBOOK_JSON_STRING: readAll(token)
      default: break
      }
    }
    precondition(wanted == 0, "fewer tokens than values")
    _ = try? JSONParser().parse(bytes)
  }

  /// Taking fields out of several records at once, cut at line ends. It must accept the objects
  /// that flattening accepts, and nothing else.
  static let jsonExtract = FuzzTarget(name: "json-extract", seeds: jsonSeeds, folders: ["logs"]) { bytes in
    let parser = casebook_json_parser_new()
    defer { casebook_json_parser_free(parser) }
    let paths = [
      "verb", "user\u{1F}username", "user\u{1F}extra\u{1F}arn\u{1F}#0", "a\u{1F}#-1", "a\u{1F}#*", "b\u{1F}c",
    ]
    let names = paths.map { path in
      let copy = UnsafeMutablePointer<CChar>.allocate(capacity: path.utf8.count + 1)
      copy.initialize(from: Array(path.utf8CString), count: path.utf8.count + 1)
      return copy
    }
    defer { for name in names { name.deallocate() } }
    let plan = names.map { UnsafePointer($0) as UnsafePointer<CChar>? }.withUnsafeBufferPointer {
      casebook_json_plan_new($0.baseAddress, paths.count)
    }
    defer { casebook_json_plan_free(plan) }
    var slices: [casebook_json_slice] = []
    var start = 0
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if !line.isEmpty { slices.append(casebook_json_slice(offset: start, length: line.count)) }
      start += line.count + 1
    }
    let padded = bytes + [UInt8](repeating: 0x20, count: Int(CASEBOOK_JSON_PADDING))
    var arena = [UInt8](repeating: 0, count: max(1, 2 * bytes.count))
    var tokens = [casebook_json_token](repeating: casebook_json_token(), count: max(1, slices.count * paths.count))
    var statuses = [casebook_json_status](repeating: casebook_json_status(), count: max(1, slices.count))
    casebook_json_extract(parser, plan, padded, slices, slices.count, &arena, &tokens, &statuses)
    let parsed = JSONParser()
    for (record, slice) in slices.enumerated() {
      let value = parsed.parseStrictly(bytes[slice.offset..<slice.offset + slice.length])
      let object: JSONValue? = if case .object = value { value } else { nil }
      precondition((statuses[record].error == 0) == (object != nil), "two parsers disagree on a record")
      guard let object else { continue }
      for (path, token) in tokens[record * paths.count..<(record + 1) * paths.count].enumerated() {
        guard Int(token.kind) == CASEBOOK_JSON_STRING else { continue }
        readAll(token)
        guard path == 0 else { continue }
        let text = Text(bytes: UnsafeBufferPointer(start: token.value.text, count: Int(token.length)))
        precondition(object["verb"]?.text == text, "two parsers disagree on a field")
      }
    }
  }

  /// Reads each byte of a text, for the sanitizer to look at.
  private static func readAll(_ token: casebook_json_token) {
    let sum = UnsafeBufferPointer(start: token.value.text, count: Int(token.length)).reduce(0) { $0 &+ Int($1) }
    precondition(sum >= 0)
  }

  /// Inflating: whatever the stream is, reading ends, and as much is told as was given.
  static let inflate = FuzzTarget(
    name: "inflate", seeds: [Seeds.gzip, Seeds.gzip + Seeds.gzip, Array(Seeds.gzip.dropLast(5))],
    folders: ["archives"]
  ) { bytes in
    let file = MemoryFile([0x1F, 0x8B] + bytes.dropFirst(2))
    guard let source = try? ByteSource(file.caseFile) else { return }
    var buffer = [UInt8](repeating: 0, count: 4096)
    var total = 0
    while case let count = buffer.withUnsafeMutableBytes({ source.read(into: $0) }), count > 0 { total += count }
    precondition(total == source.inflatedBytes, "the count of inflated bytes is wrong")
    precondition(source.sha256Hex.utf8.count == 64)
    precondition(source.deliveredBytes == max(2, bytes.count), "not every byte was hashed")
  }

  /// The page gate on libxml2.
  static let page = FuzzTarget(name: "page", seeds: [Seeds.page], folders: ["xml"]) { bytes in
    try? PageGate.check(bytes)
  }

  /// Regular expressions: the first line is the pattern, the rest the text.
  static let regex = FuzzTarget(name: "regex", seeds: [Array("^(a|b)*c$\nababc".utf8), Array("(?i)x{1,9}".utf8)]) {
    let pattern = Array($0.prefix { $0 != 0x0A })
    let text = Array($0.dropFirst(pattern.count + 1))
    for flags in 0..<8 {
      let regex = casebook_regex_new(pattern, pattern.count, Int32(flags))
      defer { casebook_regex_free(regex) }
      guard casebook_regex_error(regex) == nil else { continue }
      _ = casebook_regex_search(regex, text, text.count)
    }
  }

  /// Detection rules, and matching them on a record.
  static let rules = FuzzTarget(name: "rules", seeds: [Array(Seeds.rule.utf8)]) { bytes in
    let rules = RuleSet([RuleFile(name: "rule.yml", bytes: bytes, origin: .ofCase)])
    guard let record = try? JSONParser().parse(Seeds.trail.utf8) else { preconditionFailure("the seed is no JSON") }
    for rule in rules.rules { _ = rule.matches(record) }
  }

  /// The manifest, in YAML or JSON.
  static let manifest = FuzzTarget(name: "manifest", seeds: [Array(Seeds.manifest.utf8)]) { bytes in
    _ = try? ManifestReader.read(bytes: bytes, file: "case.yaml")
    _ = try? ManifestReader.read(bytes: bytes, file: "case.json")
  }
}

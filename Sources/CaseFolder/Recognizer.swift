/// Tells what a file holds by the beginning of its content, never by its name.
package enum Recognizer {
  /// How many values or lines are judged at most.
  private static let sampleLimit = 20
  /// How many lines that are neither are passed over before giving up.
  private static let missLimit = 200

  /// Recognises a file.
  /// - Parameters:
  ///   - head: the first bytes, inflated; 256 KiB are enough.
  ///   - isWhole: whether the file ends with them.
  ///   - isIntelligence: whether people said that it is threat intelligence, by where they put it.
  package static func recognise(
    head: UnsafeBufferPointer<UInt8>, isWhole: Bool, isIntelligence: Bool = false
  ) -> Recognition {
    var bytes = head
    if let reason = FileMagic.reason(bytes) { return Recognition(.unknown, .lines, reason: reason) }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = UnsafeBufferPointer(rebasing: bytes.dropFirst(3)) }
    guard let first = bytes.first(where: { !isSpace($0) }) else {
      return isWhole ? Recognition(.empty, .lines) : Recognition(.unknown, .lines, reason: "nothing but white space")
    }
    if bytes.prefix(8192).contains(0) { return Recognition(.unknown, .lines, reason: "binary data") }
    if first != UInt8(ascii: "{"), first != UInt8(ascii: "["),
      let recognition = TextShape.recognition(bytes, isWhole: isWhole, isIntelligence: isIntelligence)
    {
      return recognition
    }
    var sample = Sample()
    collect(bytes, isWhole: isWhole, into: &sample)
    return sample.verdict ?? Recognition(.unknown, .lines, reason: PlainText.reason(bytes))
  }

  /// Walks over the values and lines, starting again at the next line after one that is broken.
  private static func collect(_ bytes: UnsafeBufferPointer<UInt8>, isWhole: Bool, into sample: inout Sample) {
    var position = 0
    var misses = 0
    while sample.count < sampleLimit, misses < missLimit {
      while position < bytes.count, isSpace(bytes[position]) || isByteOrderMark(bytes, at: position) {
        position += isSpace(bytes[position]) ? 1 : 3
      }
      guard position < bytes.count else { return }
      if bytes[position] == UInt8(ascii: "{") || bytes[position] == UInt8(ascii: "[") {
        var scanner = JSONOutlineScanner(bytes, at: position)
        let scanned = scanner.scan()
        sample.add(scanned)
        if scanned.end == .complete {
          position = scanner.position
          // A comma or bracket after a value that was met inside a broken one.
          while position < bytes.count, [0x2C, 0x5D, 0x7D].contains(bytes[position]) { position += 1 }
          continue
        }
        misses += 1
        position = lineEnd(bytes, from: position)
        continue
      }
      let end = lineEnd(bytes, from: position)
      guard end < bytes.count || isWhole || sample.count == 0 else { return }
      let line = UnsafeBufferPointer(rebasing: bytes[position..<end])
      if let start = LineShape.messageStart(in: line), let byte = line.dropFirst(start).first {
        let message = UnsafeBufferPointer(rebasing: line[start...])
        if byte == UInt8(ascii: "{") {
          var scanner = JSONOutlineScanner(message)
          sample.add(scanner.scan())
        } else {
          sample.add(line: LineShape.format(of: message), misses: &misses)
        }
      } else {
        sample.add(line: LineShape.format(of: line), misses: &misses)
      }
      position = end
    }
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private static func isByteOrderMark(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Bool {
    position + 2 < bytes.count && bytes[position] == 0xEF && bytes[position + 1] == 0xBB && bytes[position + 2] == 0xBF
  }

  private static func lineEnd(_ bytes: UnsafeBufferPointer<UInt8>, from position: Int) -> Int {
    bytes[position...].firstIndex(of: 0x0A) ?? bytes.count
  }
}

/// The votes of a file's first values and lines.
private struct Sample {
  var count = 0
  private var votes: [(format: EvidenceFormat, count: Int)] = []
  private var reason: Text?
  private var keys: [Text] = []
  private var isDocument = false
  /// How many values stood whole on a line.
  private var lineValues = 0

  /// Adds the vote of a JSON value.
  mutating func add(_ scanned: ScannedJSON) {
    count += 1
    let content = JSONWrapper.content(of: scanned.outline)
    // Brackets that are never closed run over the lines behind them and make no document of a file of lines.
    let isWhole = scanned.end == .complete
    if content.isDocument || (scanned.spansLines && (isWhole || (scanned.end == .cut && lineValues == 0))) {
      isDocument = true
    }
    if isWhole, !scanned.spansLines { lineValues += 1 }
    if reason == nil { reason = content.emptyReason }
    for record in content.records {
      switch record {
      case .line(let text):
        var misses = 0
        let format = Array(text.utf8).withUnsafeBufferPointer { LineShape.format(of: $0) }
        add(line: format, misses: &misses)
      case .json(let outline):
        guard let shape = RecordShape.of(outline) else {
          if keys.isEmpty { keys = Array(outline.keys.prefix(5)) }
          continue
        }
        if shape.format == .unknown {
          if reason == nil { reason = shape.reason }
        } else {
          vote(shape.format)
        }
      }
    }
    // A list without objects still says which kind of file it is.
    if content.records.isEmpty, JSONWrapper.isKubernetesList(scanned.outline), scanned.outline.has("items") {
      vote(
        scanned.outline.text("apiVersion")?.hasPrefix("audit.k8s.io/") == true ? .kubernetesAudit : .kubernetesInventory
      )
    }
  }

  /// Adds the vote of a line of text.
  mutating func add(line format: EvidenceFormat?, misses: inout Int) {
    guard let format else {
      misses += 1
      return
    }
    count += 1
    vote(format)
  }

  private mutating func vote(_ format: EvidenceFormat) {
    if let index = votes.firstIndex(where: { $0.format == format }) {
      votes[index].count += 1
    } else {
      votes.append((format, 1))
    }
  }

  /// The format with the most votes, the earlier one when two have as many; nil when the file holds no JSON and no
  /// known line.
  var verdict: Recognition? {
    let layout: RecordLayout = isDocument ? .document : .lines
    var best: (format: EvidenceFormat, count: Int)?
    for vote in votes where vote.count > (best?.count ?? 0) { best = vote }
    if let best { return Recognition(best.format, layout) }
    if let reason { return Recognition(.unknown, layout, reason: reason) }
    guard count > 0 else { return nil }
    let named = keys.map(\.string).joined(separator: ", ")
    return Recognition(
      .unknown, layout,
      reason: keys.isEmpty ? "JSON that no reader knows" : Text("JSON that no reader knows, with the keys \(named)"))
  }
}

/// What text looks like that is neither JSON nor a known log.
private enum PlainText {
  static func reason(_ bytes: UnsafeBufferPointer<UInt8>) -> Text {
    let start = Text(bytes: bytes.drop(while: { Recognizer.isSpace($0) }).prefix(4096))
    if start.contains("logsource:"), start.contains("detection:") { return "a Sigma rule outside rules/" }
    let firstLine = start.split(0x0A)[0]
    if firstLine.utf8.filter({ $0 == 0x2C }).count >= 3 { return "a table of comma-separated values: not read yet" }
    return "text that no reader knows"
  }
}

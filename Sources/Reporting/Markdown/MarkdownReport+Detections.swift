internal import CaseFolder
internal import Detection
internal import Investigation

/// What our own rules hit.
extension MarkdownReport {
  /// The hits of rules, and apart from them those on the responders' own acts.
  func detections() {
    detections("Detections", report.detections.filter { !$0.isResponse })
    detections("Detections of the responders' own acts", report.detections.filter(\.isResponse))
  }

  private func detections(_ title: String, _ detections: [DetectionSummary]) {
    guard !detections.isEmpty else { return }
    document.heading(2, title)
    document.table(
      ["Level", "Rule", "First", "Last", ">Succeeded", ">Attempts", "Techniques", "Matched in the first hit"],
      detections.map { row($0) })
  }

  private func row(_ detection: DetectionSummary) -> [String] {
    let fields = detection.examples.first?.fields.map { "\(nameCell($0.field)): \(cell($0.value))" } ?? []
    // A rule that does not tell success from attempt still says how often it hit.
    let hits = detection.successful == nil ? " ×\(detection.count)" : ""
    return [
      nameCell(Text(detection.level.rawValue)), nameCell(detection.title) + hits + refs(detection.citations),
      cell(detection.first), cell(detection.last), detection.successful.map { "\($0)" } ?? "",
      detection.attempts.map { "\($0)" } ?? "", detection.techniques.map { nameCell($0) }.joined(separator: ", "),
      fields.joined(separator: "; "),
    ]
  }
}

import CaseFolder
import Detection
import Investigation

/// What our own rules hit.
extension PageBuilder {
  /// The hits of rules, and apart from them those on the responders' own acts.
  func detections() -> [HTMLNode] {
    let lists: [(Shown, [DetectionSummary])] = [
      ("What the rules found", report.detections.filter { !$0.isResponse }),
      ("What the rules found in the responders' own acts: response, no attack", report.detections.filter(\.isResponse)),
    ]
    return lists.filter { !$0.1.isEmpty }.map { caption, list in
      table(
        "findings", caption: caption,
        columns: [
          Column("Level"), Column("Rule"), Column("First and last hits"), Column("Activity (UTC)"),
          Column("Succeeded", isNumber: true), Column("Attempts", isNumber: true),
        ], rows: list.map { detectionRow($0) })
    }
  }

  private func detectionRow(_ detection: DetectionSummary) -> HTMLNode {
    let tone: Tone =
      detection.isResponse ? .none : detection.level >= .high ? .bad : detection.level == .medium ? .part : .none
    // A rule that does not tell success from attempt still says how often it hit.
    let hits = detection.successful == nil ? [Shown("seen ×\(detection.count)")] : []
    let tags = [Shown(detection.origin), Shown(detection.rule)] + hits + detection.techniques.map { Shown($0) }
    let name: [HTMLNode] = [
      .make(.strong, "type", [], [.text(Shown(detection.title))]),
      .make(.span, "tags", [], [.text(tags.joined(" · "))] + citations.links(detection.citations)),
    ]
    var activity: [HTMLNode] = detection.first.map { [.time($0)] } ?? []
    if let last = detection.last, last != detection.first {
      activity.append(.make(.span, "until", [], ["to ", .time(last)]))
    }
    let id = ElementID("detection", digestOf: Text("\(detection.rule.string)\u{1F}\(detection.isResponse)"))
    return row(
      [
        [state(tone, Text(detection.level.rawValue)), anchor(id)], name, detection.examples.flatMap(example), activity,
        [.text(detection.successful.map { Shown("\($0)") } ?? "–")],
        [.text(detection.attempts.map { Shown("\($0)") } ?? "–")],
      ], id: id, numbers: [4, 5])
  }

  private func example(_ example: DetectionExample) -> [HTMLNode] {
    let fields = example.fields.map { field in
      HTMLNode.make(.span, "tags", [], [.text(Shown(field.field)), ": ", .code(field.value)])
    }
    return [.make(.div, nil, [], HTMLNode.prose(example.text) + citations.links(example.citations))] + fields
  }
}

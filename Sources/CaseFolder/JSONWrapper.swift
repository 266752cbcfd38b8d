/// The wrappers in which records arrive (evidence-shapes.md, first table).
enum JSONWrapper {
  /// What a wrapper holds.
  struct Content {
    /// The first records; text lines are not JSON.
    var records: [Item]
    /// Whether the records sit in an array inside the value, so that a line is not a record.
    var isDocument: Bool
    /// What to say when there is no record.
    var emptyReason: Text?
  }

  /// One wrapped record.
  enum Item {
    case json(JSONOutline)
    case line(Text)
  }

  /// Takes the records out of a value, through up to four wrappers.
  static func content(of value: JSONOutline, depth: Int = 0) -> Content {
    guard depth < 4 else { return Content(records: [.json(value)], isDocument: false) }
    if case .array(let elements) = value {
      return merged(elements.map { content(of: $0, depth: depth + 1) }, emptyReason: "an empty list")
    }
    for wrapper in arrays {
      if let elements = value.elements(wrapper.key), wrapper.applies(value) {
        let inside = elements.flatMap { wrapper.records($0) }
        return merged(
          inside.map { item in
            guard case .json(let outline) = item else { return Content(records: [item], isDocument: true) }
            return content(of: outline, depth: depth + 1)
          }, emptyReason: wrapper.emptyReason)
      }
    }
    if let detail = value["detail"], detail.isObject, value.has(any: "detail-type", "source") {
      return content(of: detail, depth: depth + 1)
    }
    if let data = value["data"], data.isObject, value.has("status_code") {
      return content(of: data, depth: depth + 1)
    }
    if let message = value["@message"] {
      return Content(records: [item(ofMessage: message)], isDocument: false)
    }
    return Content(records: [.json(value)], isDocument: false)
  }

  private static func merged(_ contents: [Content], emptyReason: Text?) -> Content {
    Content(
      records: contents.flatMap(\.records), isDocument: true,
      emptyReason: contents.isEmpty ? emptyReason : contents.lazy.compactMap(\.emptyReason).first)
  }

  /// An object's field that holds an array of records.
  private struct ArrayWrapper: Sendable {
    let key: Text
    var applies: @Sendable (JSONOutline) -> Bool = { _ in true }
    var records: @Sendable (JSONOutline) -> [Item] = { [.json($0)] }
    let emptyReason: Text
  }

  private static let arrays: [ArrayWrapper] = [
    ArrayWrapper(key: "Records", emptyReason: "an empty list of records"),
    ArrayWrapper(
      key: "Findings", emptyReason: "an empty list of findings, which does not say whose they would be"),
    ArrayWrapper(
      key: "findings", applies: { !$0.has(any: "class_uid", "imageScanFindings") },
      emptyReason: "an empty list of findings, which does not say whose they would be"),
    ArrayWrapper(
      key: "Events",
      records: { event in
        guard let text = event.text("CloudTrailEvent") else { return [.json(event)] }
        return [JSONOutlineScanner.outline(of: text).map { .json($0) } ?? .json(event)]
      }, emptyReason: "an empty list of events"),
    ArrayWrapper(
      key: "events", records: { [$0["message"].map { item(ofMessage: $0) } ?? .json($0)] },
      emptyReason: "a CloudWatch Logs export without events"),
    ArrayWrapper(
      key: "logEvents", records: { [$0["message"].map { item(ofMessage: $0) } ?? .json($0)] },
      emptyReason: "a CloudWatch Logs payload without events"),
    ArrayWrapper(
      key: "results", applies: { $0.has(any: "statistics", "status", "queryLanguage") || firstIsArray($0) },
      records: { row in
        guard case .array(let fields) = row else { return [.json(row)] }
        let message = fields.last { $0.text("field") == "@message" }?["value"]
        return message.map { [item(ofMessage: $0)] } ?? []
      }, emptyReason: "a CloudWatch Logs Insights result without rows"),
    ArrayWrapper(
      key: "objects", applies: { $0.text("type") == "bundle" }, emptyReason: "an empty bundle of threat intelligence"),
    ArrayWrapper(
      key: "items", applies: { isKubernetesList($0) },
      emptyReason: "an empty list of Kubernetes objects"),
    ArrayWrapper(
      key: "Items", applies: { isKubernetesList($0) },
      emptyReason: "an empty list of Kubernetes objects"),
  ]

  /// A list of Kubernetes objects; some tools leave its kind out.
  static func isKubernetesList(_ value: JSONOutline) -> Bool {
    value["kind"].map { _ in value.text("kind")?.hasSuffix("List") == true } ?? value.has("apiVersion")
  }

  private static func firstIsArray(_ value: JSONOutline) -> Bool {
    if case .array? = value.elements("results")?.first { return true }
    return false
  }

  /// A CloudWatch message: JSON in a string, JSON as it is, or a text line.
  private static func item(ofMessage message: JSONOutline) -> Item {
    guard case .string(let text) = message else { return .json(message) }
    return JSONOutlineScanner.outline(of: text).map { .json($0) } ?? .line(text)
  }
}

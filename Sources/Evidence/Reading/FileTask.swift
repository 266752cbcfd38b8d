internal import CaseFolder

/// Reads one file, or one entry of an archive: recognises it by its content, picks its reader, fills a segment.
struct FileTask {
  let file: CaseFile
  /// The case it belongs to.
  let opened: OpenedCase
  /// How many bytes of raw records may be kept of it.
  let keptBudget: Int
  /// The edges of the case's window, in seconds since 1970.
  let edges: [Int64]
  /// Who is shown each record of a log.
  let observer: (any RecordObserver)?

  /// Whether it lies in the case's folder for threat intelligence, so that it is no evidence.
  var isIntelligence: Bool { opened.intelligence.contains { $0.name == file.name } }

  /// Reads the records with the reader of their format.
  func read(_ recognition: Recognition, _ reader: FileReader, _ segment: EventSegment) {
    if isIntelligence, ![.intelligence, .unknown, .empty, .unreadable].contains(recognition.format) {
      segment.row.skipped = Text("\(recognition.format.rawValue) in intel/: evidence is read outside that folder")
      segment.row.format = Text(EvidenceFormat.unknown.rawValue)
      return
    }
    switch recognition.format {
    case .kubernetesAudit:
      batches(AuditLogReader(), .kubernetesAudit, recognition, reader)
    case .cloudTrail:
      batches(CloudTrailReader(), .cloudTrail, recognition, reader)
    case .guardDuty, .securityHub, .detective, .falco:
      var consumer = ValueConsumer(countsAs: \.findings, findings)
      split(recognition, reader, &consumer)
    case .kubernetesInventory where recognition.layout == .yaml:
      var consumer = YAMLConsumer(countsAs: \.objects) { kubernetesObjects($0, $1, $2, []) }
      split(recognition, reader, &consumer)
    case .kubernetesInventory:
      var consumer = ValueConsumer(countsAs: \.objects, kubernetesObjects)
      split(recognition, reader, &consumer)
    case .awsInventory:
      var consumer = ValueConsumer(countsAs: \.objects, awsObjects)
      split(recognition, reader, &consumer)
    case .resolver:
      var consumer = ValueConsumer(countsAs: \.events, queries)
      split(recognition, reader, &consumer)
    case .vpcFlow:
      segment.flows = FlowFolder(edges: edges)
      var consumer = FlowConsumers.lines()
      split(recognition, reader, &consumer)
    case .authenticator:
      var consumer = LineConsumer(authenticatorLine)
      split(recognition, reader, &consumer)
    case .intelligence: readIntelligence(recognition, reader, segment)
    case .unknown, .empty, .unreadable:
      break
    }
  }

  private func readIntelligence(_ recognition: Recognition, _ reader: FileReader, _ segment: EventSegment) {
    let cite = { (span: RecordSpan, segment: EventSegment) in citation(span, id: nil, segment) }
    switch recognition.layout {
    case .whole:
      var consumer = OpenIOCConsumer(file: file.name)
      split(recognition, reader, &consumer)
    case .table:
      var consumer = IntelligenceConsumers.lines(cite)
      split(recognition, reader, &consumer)
    case .lines, .document, .yaml:
      var consumer = IntelligenceConsumers.stix(cite)
      split(recognition, reader, &consumer)
    }
  }

  private func batches<Reader: BatchReader>(
    _ batchReader: Reader, _ source: EventSource, _ recognition: Recognition, _ reader: FileReader
  ) {
    let observed = ObservedPlan(Reader.plan, source, observer, file: file.name)
    var consumer = BatchConsumer(batchReader, observed: observed)
    split(recognition, reader, &consumer)
    observed.watch?.finish()
  }

  private func split(_ recognition: Recognition, _ reader: FileReader, _ consumer: inout some RecordConsumer) {
    switch recognition.layout {
    case .lines, .table:
      var splitter = LineSplitter()
      reader.read(with: &consumer, splitter: &splitter)
    case .document:
      var splitter = DocumentSplitter()
      reader.read(with: &consumer, splitter: &splitter)
    case .yaml:
      var splitter = YAMLSplitter()
      reader.read(with: &consumer, splitter: &splitter)
    case .whole:
      var splitter = WholeSplitter()
      reader.read(with: &consumer, splitter: &splitter)
    }
  }

  /// A citation of a record: by line in files of lines, by index in documents.
  private func citation(_ span: RecordSpan, id: Text?, _ segment: EventSegment) -> Citation {
    segment.row.layout == "lines"
      ? Citation(file: file.name, line: span.position, id: id)
      : Citation(file: file.name, index: span.position, id: id)
  }

  private func findings(_ value: JSONValue, _ span: RecordSpan, _ segment: EventSegment, _: [UInt8]) -> Int {
    let found = FindingReader.findings(in: value, citation: citation(span, id: nil, segment))
    segment.findings += found
    return found.count
  }

  private func kubernetesObjects(
    _ value: JSONValue, _ span: RecordSpan, _ segment: EventSegment, _ context: [UInt8]
  ) -> Int {
    let found = KubernetesInventoryReader.objects(in: value, listKind: Self.listKind(context))
    for object in found {
      add(.kubernetes(object), value, citation(span, id: object.metadata.uid, segment), segment)
    }
    return found.count
  }

  /// The kind of a list whose items do not say their own; nil without one.
  private static func listKind(_ context: [UInt8]) -> Text? {
    guard !context.isEmpty, let value = try? JSONParser().parse(context + Array("[]}".utf8)) else { return nil }
    return value["kind"]?.nonEmptyText
  }

  private func awsObjects(_ value: JSONValue, _ span: RecordSpan, _ segment: EventSegment, _: [UInt8]) -> Int {
    let found = AWSInventoryReader.objects(in: value)
    for object in found { add(.aws(object), value, citation(span, id: object.id, segment), segment) }
    return found.count
  }

  private func add(
    _ body: InventoryObject.Body, _ value: JSONValue, _ citation: Citation, _ segment: EventSegment
  ) {
    let collected = file.stated?.collectedAt
    segment.objects.append(
      InventoryObject(
        body: body, cluster: file.stated?.cluster, observed: collected ?? value.newestTime,
        observedApproximately: collected == nil, citation: citation))
  }

  private func queries(_ value: JSONValue, _ span: RecordSpan, _ segment: EventSegment, _: [UInt8]) -> Int {
    let records = [value] + Unwrapper.records(in: value).compactMap { try? JSONParser().parse($0) }
    var count = 0
    for record in records {
      guard let (query, answer) = ResolverReader.event(in: record, symbols: segment.symbols) else { continue }
      var event = query
      event.position = UInt32(clamping: span.position)
      event.flags.insert(.noNativeID)
      event.id = record.encoded.withUnsafeBufferPointer { RecordID(hashing: $0) }
      segment.events.append(event)
      segment.answers.append(answer)
      count += 1
    }
    return count
  }

  private func authenticatorLine(
    _ line: UnsafeBufferPointer<UInt8>, _ span: RecordSpan, _ segment: EventSegment
  ) -> LineConsumer.Result {
    switch AuthenticatorReader.event(in: line, symbols: segment.symbols) {
    case .event(var event):
      event.position = UInt32(clamping: span.position)
      event.flags.insert(.noNativeID)
      event.id = RecordID(hashing: line)
      segment.events.append(event)
      return .event
    case .noEvent: return .remark("log line without an identity")
    case .unreadable(let reason): return .unreadable(reason)
    }
  }
}

extension JSONValue {
  /// The newest time in any string of the value, for snapshots that do not say when they were taken.
  var newestTime: Timestamp? {
    switch self {
    case .string(let text): text.utf8.count >= 19 && text.utf8.count <= 40 ? Timestamp(text) : nil
    case .array(let items): items.compactMap(\.newestTime).max()
    case .object(let members): members.compactMap(\.value.newestTime).max()
    default: nil
    }
  }
}

internal import CJSON
internal import CaseFolder

/// Reads Kubernetes audit events: one row of the store for each, and the raw bytes of those whose bodies matter.
struct AuditLogReader: BatchReader {
  private enum Slot: Int, CaseIterable {
    case auditID, stage, verb, username, uid, canonicalARN, arn, accessKey, credential, impersonated, sourceIP, agent
    case resource, subresource, namespace, name, code, received, staged, decision, reason, uri, truncated
    case responseName, kind
  }

  /// The paths in the order of the slots.
  static let plan: [[String]] = Slot.allCases.map { slot in
    switch slot {
    case .auditID: ["auditID"]
    case .stage: ["stage"]
    case .verb: ["verb"]
    case .username: ["user", "username"]
    case .uid: ["user", "uid"]
    case .canonicalARN: ["user", "extra", "canonicalArn", "#0"]
    case .arn: ["user", "extra", "arn", "#0"]
    case .accessKey: ["user", "extra", "accessKeyId", "#0"]
    case .credential: ["user", "extra", "authentication.kubernetes.io/credential-id", "#0"]
    case .impersonated: ["impersonatedUser", "username"]
    case .sourceIP: ["sourceIPs", "#-1"]
    case .agent: ["userAgent"]
    case .resource: ["objectRef", "resource"]
    case .subresource: ["objectRef", "subresource"]
    case .namespace: ["objectRef", "namespace"]
    case .name: ["objectRef", "name"]
    case .code: ["responseStatus", "code"]
    case .received: ["requestReceivedTimestamp"]
    case .staged: ["stageTimestamp"]
    case .decision: ["annotations", "authorization.k8s.io/decision"]
    case .reason: ["annotations", "authorization.k8s.io/reason"]
    case .uri: ["requestURI"]
    case .truncated: ["annotations", "audit.k8s.io/truncated"]
    case .responseName: ["responseObject", "metadata", "name"]
    case .kind: ["kind"]
    }
  }

  private var scratch: [UInt8] = []
  private var retention = AuditRetention()

  func isRecord(_ fields: ExtractedFields) -> Bool {
    let hasVerb = fields.string(Slot.verb.rawValue) != nil
    let hasTarget = fields.isPresent(Slot.resource.rawValue) || fields.isPresent(Slot.uri.rawValue)
    return fields.string(Slot.auditID.rawValue) != nil && (hasVerb || hasTarget) || hasVerb && hasTarget
  }

  mutating func read(_ fields: ExtractedFields, _ record: RawRecord, into segment: EventSegment) {
    let symbols = segment.symbols
    func symbol(_ slot: Slot) -> Symbol { fields.symbol(slot.rawValue, symbols) }
    func text(_ slot: Slot) -> UnsafeBufferPointer<UInt8>? { fields.string(slot.rawValue) }
    var event = Event()
    event.source = .kubernetesAudit
    event.identify(text(.auditID), record, segment)
    if let time = fields.time(Slot.received.rawValue) ?? fields.time(Slot.staged.rawValue) {
      event.time = time.microseconds
      if time.digits == 0 { event.flags.insert(.wholeSeconds) }
    } else {
      event.flags.insert(.undated)
      segment.flag("without a readable time")
    }
    let isComplete = text(.stage).map { $0.equals("ResponseComplete") } ?? true
    if !isComplete { event.flags.insert(.open) }
    if fields.isTrue(Slot.truncated.rawValue) {
      event.flags.insert(.truncated)
      segment.flag("body dropped by the API server")
    }
    event.code = UInt16(clamping: fields.integer(Slot.code.rawValue) ?? 0)
    let isForbidden = text(.decision).map { $0.equals("forbid") } ?? false
    event.outcome = Outcome(httpCode: Int(event.code), authorizationForbids: isForbidden)
    let username = symbol(.username)
    if text(.impersonated) != nil {
      event.actor = symbol(.impersonated)
      event.principal = username
      event.flags.insert(.impersonated)
    } else {
      event.actor = username
      event.principal = text(.canonicalARN) != nil ? symbol(.canonicalARN) : symbol(.arn)
    }
    event.principalID = symbol(.uid)
    event.credential = text(.accessKey) != nil ? symbol(.accessKey) : symbol(.credential)
    event.action = symbol(.verb)
    event.resource = resource(fields, symbols)
    event.namespace = symbol(.namespace)
    event.name = text(.name) != nil ? symbol(.name) : symbol(.responseName)
    event.address = symbol(.sourceIP)
    event.agent = symbol(.agent)
    event.reason = symbol(.reason)
    let interest = retention.interest(in: event, symbols)
    if !interest.isMutating { event.flags.insert(.readOnly) }
    event.kept = segment.records.keep(record.json, interest.retention)
    segment.events.append(event)
  }

  /// `resource`, `resource/subresource`, or the path of a request that names no resource.
  private mutating func resource(_ fields: ExtractedFields, _ symbols: SymbolTable) -> Symbol {
    guard let resource = fields.string(Slot.resource.rawValue) else {
      guard let uri = fields.string(Slot.uri.rawValue), let base = uri.baseAddress else { return .none }
      return symbols.intern(base, uri.firstIndex(of: UInt8(ascii: "?")) ?? uri.count)
    }
    guard let subresource = fields.string(Slot.subresource.rawValue), !subresource.isEmpty else {
      return fields.symbol(Slot.resource.rawValue, symbols)
    }
    scratch.removeAll(keepingCapacity: true)
    scratch.append(contentsOf: resource)
    scratch.append(UInt8(ascii: "/"))
    scratch.append(contentsOf: subresource)
    return scratch.withUnsafeBufferPointer { symbols.intern($0.baseAddress!, $0.count) }
  }
}

extension Outcome {
  /// How a Kubernetes request ended: allowed by authorisation is not yet succeeded (admission may still refuse it).
  init(httpCode code: Int, authorizationForbids: Bool) {
    switch code {
    case 101, 200..<300: self = .success
    case 401: self = .unauthenticated
    case 403: self = authorizationForbids ? .denied : .admissionDenied
    case 404: self = .notFound
    case 400..<500: self = .failed
    default: self = .indeterminate
    }
  }
}

internal import CJSON
internal import CaseFolder

/// Reads CloudTrail records: one row of the store for each, and the raw bytes of those whose parameters matter.
struct CloudTrailReader: BatchReader {
  private enum Slot: Int, CaseIterable {
    case eventID, eventTime, eventName, eventSource, region, address, agent, errorCode, readOnly, recipient, eventType
    case identityType, arn, principalID, userName, accessKey, account, invokedBy, issuerARN
  }

  /// The request parameters that name a call's object, the most telling first.
  private static let targets = [
    "secretId", "instanceId", "clusterName", "name", "roleName", "userName", "bucketName", "roleArn", "functionName",
    "networkInterfaceId", "networkAclId", "groupId", "volumeId", "snapshotId", "repositoryName", "keyId", "accessKeyId",
    "policyArn", "detectorId", "trailName", "dBInstanceIdentifier", "tableName", "topicArn", "queueUrl",
    "groupName", "documentName", "autoScalingGroupName", "logGroupName", "stackName",
  ]

  static let plan: [[String]] =
    Slot.allCases.map { slot in
      switch slot {
      case .eventID: ["eventID"]
      case .eventTime: ["eventTime"]
      case .eventName: ["eventName"]
      case .eventSource: ["eventSource"]
      case .region: ["awsRegion"]
      case .address: ["sourceIPAddress"]
      case .agent: ["userAgent"]
      case .errorCode: ["errorCode"]
      case .readOnly: ["readOnly"]
      case .recipient: ["recipientAccountId"]
      case .eventType: ["eventType"]
      case .identityType: ["userIdentity", "type"]
      case .arn: ["userIdentity", "arn"]
      case .principalID: ["userIdentity", "principalId"]
      case .userName: ["userIdentity", "userName"]
      case .accessKey: ["userIdentity", "accessKeyId"]
      case .account: ["userIdentity", "accountId"]
      case .invokedBy: ["userIdentity", "invokedBy"]
      case .issuerARN: ["userIdentity", "sessionContext", "sessionIssuer", "arn"]
      }
    } + targets.map { ["requestParameters", $0] }

  private var verdicts: [Symbol: Retention] = [:]

  func isRecord(_ fields: ExtractedFields) -> Bool {
    fields.string(Slot.eventName.rawValue) != nil && fields.string(Slot.eventSource.rawValue) != nil
  }

  mutating func read(_ fields: ExtractedFields, _ record: RawRecord, into segment: EventSegment) {
    let symbols = segment.symbols
    func symbol(_ slot: Slot) -> Symbol { fields.symbol(slot.rawValue, symbols) }
    func has(_ slot: Slot) -> Bool { fields.string(slot.rawValue).map { !$0.isEmpty } ?? false }
    var event = Event()
    event.source = .cloudTrail
    event.flags.insert(.wholeSeconds)
    event.identify(fields.string(Slot.eventID.rawValue), record, segment)
    if let time = fields.time(Slot.eventTime.rawValue) {
      event.time = time.microseconds
    } else {
      event.flags.insert(.undated)
      segment.flag("without a readable time")
    }
    event.scope = has(.recipient) ? symbol(.recipient) : symbol(.account)
    event.actor =
      has(.arn)
      ? symbol(.arn)
      : has(.userName) ? symbol(.userName) : has(.invokedBy) ? symbol(.invokedBy) : symbol(.identityType)
    event.principal = has(.issuerARN) ? symbol(.issuerARN) : event.actor
    event.principalID = symbol(.principalID)
    event.credential = symbol(.accessKey)
    event.action = symbol(.eventName)
    event.resource = symbol(.eventSource)
    event.namespace = symbol(.region)
    event.address = symbol(.address)
    event.agent = symbol(.agent)
    event.reason = symbol(.errorCode)
    event.outcome = Self.outcome(fields.string(Slot.errorCode.rawValue))
    for target in 0..<Self.targets.count where event.name.isNone {
      event.name = fields.symbol(Slot.allCases.count + target, symbols)
    }
    let isReadOnly = fields.isTrue(Slot.readOnly.rawValue) || isReading(event.action, fields, symbols)
    if isReadOnly { event.flags.insert(.readOnly) }
    let retention = retention(event.action, isReadOnly, isService: !has(.arn) && has(.invokedBy), symbols)
    event.kept = segment.records.keep(record.json, retention)
    segment.events.append(event)
  }

  /// How a call ended, by its error code. A dry run is an attempt, not an act.
  private static func outcome(_ error: UnsafeBufferPointer<UInt8>?) -> Outcome {
    guard let error, !error.isEmpty else { return .success }
    let code = Text(bytes: error)
    if denials.contains(code) { return .denied }
    if code.contains("NotFound") || code.contains("NoSuch") { return .notFound }
    return .failed
  }

  /// Error codes that mean a refusal for lack of rights.
  private static let denials: Set<Text> = [
    "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "Client.UnauthorizedOperation",
    "UnauthorizedAccess", "UnauthorizedException", "AuthorizationError", "NotAuthorized", "Forbidden",
    "Client.AccessDenied", "AllAccessDisabled", "KMSAccessDeniedException", "OperationNotPermitted",
  ]

  /// Older records have no `readOnly`: then the name decides.
  private func isReading(_ action: Symbol, _ fields: ExtractedFields, _ symbols: SymbolTable) -> Bool {
    guard !fields.isPresent(Slot.readOnly.rawValue) else { return false }
    let name = symbols.text(action)
    return ["Get", "List", "Describe", "Head", "Lookup", "Search", "BatchGet"].contains { name.hasPrefix($0) }
  }

  private mutating func retention(
    _ action: Symbol, _ isReadOnly: Bool, isService: Bool, _ symbols: SymbolTable
  ) -> Retention {
    if isService { return .bulk }
    if let known = verdicts[action] { return known == .no && !isReadOnly ? .priority : known }
    let name = symbols.text(action)
    let isAssume = name.hasPrefix("Assume")
    let verdict: Retention = isAssume ? .bulk : Self.tellingReads.contains(name) ? .priority : .no
    verdicts[action] = verdict
    return verdict == .no && !isReadOnly ? .priority : verdict
  }

  /// Reads whose parameters or answers matter: credentials, secrets, image content.
  private static let tellingReads: Set<Text> = [
    "GetSecretValue", "BatchGetSecretValue", "GetParameter", "GetParameters", "GetParametersByPath", "Decrypt",
    "GetAuthorizationToken", "GetFederationToken", "GetSessionToken", "GetCallerIdentity", "DescribeInstances",
    "GetPasswordData", "GetSigninToken", "BatchGetImage", "GetDownloadUrlForLayer", "DescribeInstanceAttribute",
  ]
}

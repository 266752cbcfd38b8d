internal import CaseFolder

/// Makes one finding of all records that report the same one: older versions, copies, deliveries by other products.
///
/// Content decides which record leads, never the order of files: of each shape the newest version, and of the shapes the
/// one that says most. What the leading record does not say is taken from the others; every record is cited.
enum FindingMerger {
  /// The findings once each, by first-seen time, then product and id. `dropped` gets the file of every record that does not
  /// lead.
  static func merge(_ all: [Finding], dropped: (Text) -> Void) -> [Finding] {
    var groups: [Identity: [Finding]] = [:]
    for finding in all {
      groups[Identity(product: finding.product, id: finding.id), default: []].append(finding)
    }
    return groups.values.map { merged($0, dropped) }.sorted {
      ($0.firstSeen ?? .distantPast, $0.product, $0.id) < ($1.firstSeen ?? .distantPast, $1.product, $1.id)
    }
  }

  /// What makes two records one finding.
  private struct Identity: Hashable {
    let product: Text
    let id: Text
  }

  private static func merged(_ group: [Finding], _ dropped: (Text) -> Void) -> Finding {
    guard group.count > 1 else { return group[0] }
    // The sort is stable only with the place as its last key.
    let ranked = group.enumerated().map { (place: $0, facts: $1.factCount, finding: $1) }
    let versions = ranked.sorted { left, right in
      let one = (left.finding.updated ?? .distantPast, left.finding.count, left.facts)
      let other = (right.finding.updated ?? .distantPast, right.finding.count, right.facts)
      return one == other ? left.place < right.place : one > other
    }
    var forms: Set<FindingForm> = []
    let newest = versions.filter { forms.insert($0.finding.form).inserted }
    let leading = newest.sorted { left, right in
      left.facts == right.facts ? left.finding.form < right.finding.form : left.facts > right.facts
    }
    let order = leading + versions.filter { version in !newest.contains { $0.place == version.place } }
    var finding = order[0].finding
    for other in order.dropFirst() { finding.complete(from: other.finding) }
    finding.isArchived = versions[0].finding.isArchived
    finding.otherCitations = order.dropFirst().map(\.finding.citation).sortedOnce().filter { $0 != finding.citation }
    for other in order.dropFirst() { dropped(other.finding.citation.file) }
    return finding
  }
}

extension Finding {
  /// How many facts it states.
  fileprivate var factCount: Int {
    let single: [Bool] = [
      arn != nil, !title.isEmpty, !description.isEmpty, severity > 0, account != nil, region != nil, created != nil,
      updated != nil, firstSeen != nil, lastSeen != nil, resourceRole != nil, resourceType != nil, cluster != nil,
      user != nil, workload != nil, instance != nil, accessKey != nil, action != nil, remoteOrganization != nil,
      remoteCountry != nil, triggeredBy != nil, process != nil, principalARN != nil,
    ]
    let lists = remoteAddresses.count + threats.count + volumes.count
    return single.count { $0 } + lists
  }

  /// Takes over what another record of the same finding says and this one does not.
  fileprivate mutating func complete(from other: Finding) {
    arn = arn ?? other.arn
    if title.isEmpty { title = other.title }
    if description.isEmpty { description = other.description }
    if severity == 0 { severity = other.severity }
    account = account ?? other.account
    region = region ?? other.region
    created = [created, other.created].compactMap { $0 }.min()
    updated = [updated, other.updated].compactMap { $0 }.max()
    firstSeen = [firstSeen, other.firstSeen].compactMap { $0 }.min()
    lastSeen = [lastSeen, other.lastSeen].compactMap { $0 }.max()
    count = max(count, other.count)
    isSample = isSample || other.isSample
    resourceRole = resourceRole ?? other.resourceRole
    resourceType = resourceType ?? other.resourceType
    cluster = cluster ?? other.cluster
    user = user ?? other.user
    workload = workload ?? other.workload
    instance = instance ?? other.instance
    accessKey = accessKey ?? other.accessKey
    action = action ?? other.action
    if remoteAddresses.isEmpty { remoteAddresses = other.remoteAddresses }
    remoteOrganization = remoteOrganization ?? other.remoteOrganization
    remoteCountry = remoteCountry ?? other.remoteCountry
    if threats.isEmpty { threats = other.threats }
    if volumes.isEmpty { volumes = other.volumes }
    triggeredBy = triggeredBy ?? other.triggeredBy
    process = process ?? other.process
    principalARN = principalARN ?? other.principalARN
    if !other.indicators.isEmpty { indicators = Set(indicators + other.indicators).sorted() }
  }
}

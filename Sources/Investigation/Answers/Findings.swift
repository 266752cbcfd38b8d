internal import CaseFolder
internal import Detection
internal import Evidence

/// The external findings of a case, and how each belongs to it (domain question 3.1).
package enum Findings {
  /// All findings; samples come last and are marked, since they must never be presented as real.
  package static func summaries(of investigation: Investigation) -> [FindingSummary] {
    let joins = FindingJoins(investigation.evidence)
    let findings = investigation.evidence.findings
    return (findings.filter { !$0.isSample } + findings.filter(\.isSample)).map { summary($0, joins) }
  }

  private static func summary(_ finding: Finding, _ joins: FindingJoins) -> FindingSummary {
    let type = FindingTypes.builtIn[finding.type]
    let latency: Int64? =
      if let created = finding.created, let first = finding.firstSeen { created.seconds - first.seconds } else { nil }
    return FindingSummary(
      product: finding.product, id: finding.id, type: finding.type, title: finding.title, severity: finding.severity,
      severityLabel: SeverityBand.label(finding.severity), isArchived: finding.isArchived,
      isSample: finding.isSample, isRetired: type.isRetired, resource: resource(finding), first: finding.firstSeen,
      last: finding.lastSeen, created: finding.created, count: finding.count, latency: latency,
      techniques: type.techniques, joins: finding.isSample ? [] : joins.joins(of: finding),
      citations: finding.citations)
  }

  /// The thing that a finding is about: the workload, instance or credential before the cluster.
  private static func resource(_ finding: Finding) -> Text {
    if let workload = finding.workload {
      let parts = [workload.namespace, workload.kind, workload.name].compactMap { $0?.string }
      return Text(parts.joined(separator: "/"))
    }
    if let instance = finding.instance { return instance.id }
    if let key = finding.accessKey { return key.principalID ?? key.id ?? key.userName ?? "" }
    return finding.cluster?.name ?? finding.account ?? ""
  }
}

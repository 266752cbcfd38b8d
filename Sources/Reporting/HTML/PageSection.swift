/// The sections of a page, in their order.
enum PageSection: CaseIterable {
  case summary, path, timeline, scope, secrets, remediation, controls, findings, activity, questions, indicators
  case techniques, metrics, evidence

  /// The id by which links reach it, and its name in templates.
  var id: ElementID {
    switch self {
    case .summary: "summary"
    case .path: "path"
    case .timeline: "timeline"
    case .scope: "scope"
    case .secrets: "secrets"
    case .remediation: "remediation"
    case .controls: "controls"
    case .findings: "findings"
    case .activity: "activity"
    case .questions: "questions"
    case .indicators: "indicators"
    case .techniques: "techniques"
    case .metrics: "metrics"
    case .evidence: "evidence"
    }
  }

  var className: ClassNames { self == .summary ? "summary" : "part" }

  var title: Shown {
    switch self {
    case .summary: "Summary"
    case .path: "What happened"
    case .timeline: "Timeline"
    case .scope: "Scope"
    case .secrets: "Secrets to rotate"
    case .remediation: "Remediation"
    case .controls: "Controls"
    case .findings: "Findings"
    case .activity: "Activity"
    case .questions: "Questions"
    case .indicators: "Indicators"
    case .techniques: "Techniques"
    case .metrics: "Metrics"
    case .evidence: "Evidence"
    }
  }
}

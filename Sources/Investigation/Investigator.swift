package import CaseFolder
package import Detection
package import Evidence

/// What a person may ask of an investigation beside the evidence.
package struct InvestigationOptions: Hashable, Sendable {
  /// The window to report on (`--window`); nil: the manifest's or the findings'.
  package var window: Window?
  /// Starting points beside the findings (`--start`), each as `type:key`.
  package var start: [Text]

  /// Options; none by default.
  package init(window: Window? = nil, start: [Text] = []) {
    self.window = window
    self.start = start
  }
}

/// Turns evidence into an investigation: windows, graph, actor, bindings, scope, and the answers that build on them.
package enum Investigator {
  /// Investigates a case; without rules there are no detections. The result depends on the content of the evidence only,
  /// never on file names or their order.
  package static func investigate(
    _ evidence: Evidence, options: InvestigationOptions = InvestigationOptions(), rules: RuleFindings? = nil
  ) -> Investigation {
    let windows = WindowCalculator.windows(of: evidence, explicit: options.window)
    var builder = GraphBuilder(evidence)
    builder.addEvidence()
    let bindings = BindingHistories.histories(builder)
    builder.add(bindings)
    let actor = ActorFinder.profile(builder, bindings: bindings, windows: windows, options: options)
    // A pod may be a second older than the first act, since creation times have whole seconds.
    if let start = actor.events.first { builder.addPodLives(from: evidence.events.timestamp(start).wholeSecond) }
    builder.addActivity(of: actor)
    var scope = ScopeEngine(builder, actor: actor, windows: windows, bindings: bindings)
    scope.run()
    var investigation = Investigation(
      evidence: evidence, windows: windows, graph: builder.graph, actor: scope.actor, scope: scope.entries,
      bindings: bindings, pods: builder.pods.all, activity: Activity(), metrics: Metrics(times: [:], durations: [:]))
    answer(&investigation, rules)
    return investigation
  }

  /// Fills in what builds on graph, actor and scope; later parts use earlier ones.
  private static func answer(_ investigation: inout Investigation, _ rules: RuleFindings?) {
    investigation.findings = Findings.summaries(of: investigation)
    investigation.timeline = Timeline.entries(of: investigation)
    investigation.activity = ActivityPanels.activity(of: investigation)
    investigation.metrics = MetricsCalculator.metrics(of: investigation)
    investigation.techniques = Techniques.used(in: investigation)
    investigation.indicators = Indicators.indicators(of: investigation)
    investigation.coverage = CoverageReport.rows(of: investigation)
    investigation.gaps = Gaps.gaps(of: investigation)
    investigation.questions = Questions.answers(of: investigation)
    if let rules { investigation.detections = Detections.summaries(rules, of: investigation) }
    investigation.omissions =
      Omissions.omissions(of: investigation) + GraphExport.omissions(of: investigation)
      + RuleOmissions.omissions(rules)
  }
}

internal import CaseFolder
internal import Evidence
package import Investigation

/// Turns an investigation into what to do about it: exposures, steps, controls, and what the whole amounts to.
package enum Responder {
  /// Answers a case. Pure: the same investigation always gives the same response.
  package static func respond(to investigation: Investigation) -> Response {
    let facts = CaseFacts(investigation)
    let context = StepContext(facts, facts.exposures())
    let remediation = context.steps()
    let controls = context.controls()
    let steps = context.attackSteps()
    let conclusion = Conclusion(context, remediation, controls, steps)
    let paths = conclusion.openPaths()
    let (verdict, reason) = conclusion.verdict(paths)
    return Response(
      exposures: context.list.exposures, remediation: remediation, controls: controls, attackSteps: steps,
      openPaths: paths.map(\.path), verdict: verdict, verdictReason: reason,
      takeaways: conclusion.takeaways(paths.map(\.path), verdict, reason), unknowns: conclusion.unknowns(),
      story: conclusion.story(), questions: [conclusion.secretsQuestion()], omissions: conclusion.omissions())
  }
}

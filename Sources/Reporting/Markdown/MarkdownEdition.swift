/// The full edition in GitHub-flavoured Markdown, `report.md`. A pure function of the report.
package enum MarkdownEdition {
  /// The report as Markdown, in UTF-8 with a line end at its end.
  package static func render(_ report: Report) -> [UInt8] {
    let writer = MarkdownReport(report)
    writer.summary()
    writer.story()
    writer.timeline()
    writer.scope()
    writer.secrets()
    writer.remediation()
    writer.controls()
    writer.findings()
    writer.activity()
    writer.questions()
    writer.indicators()
    writer.techniques()
    writer.metrics()
    writer.evidence()
    writer.citations()
    writer.footer()
    return Array(writer.document.text.utf8)
  }
}

internal import CaseFolder
internal import Evidence
internal import Investigation
internal import Reporting
internal import Response

#if canImport(Glibc)
  internal import Glibc
#endif

/// Measures the way from files to a report, stage by stage.
struct Measurement {
  let kind: Kind
  let isCompressed: Bool
  let files: [EvidenceFile]
  private let opened: OpenedCase

  init(kind: Kind, isCompressed: Bool, files: [EvidenceFile]) throws {
    self.kind = kind
    self.isCompressed = isCompressed
    self.files = files
    let folder = files[0].path.split(separator: "/").dropLast().joined(separator: "/")
    opened = try CaseOpener.open(path: "/\(folder)", limits: ReadingLimits())
  }

  /// What one round cost: CPU seconds a stage, wall time of reading, how much was read.
  private struct Round {
    var stages: [Double] = []
    var readingWall = 0.0
    var records = 0
    var stored = 0
    var besideCPU = 0.0
    /// How much more was allocated behind reading than before, in bytes: what the evidence takes.
    var held = 0
  }

  /// Measures so often and returns the table's row, from medians.
  func run(rounds: Int, beside: String?) throws -> String {
    Memory.resetPeak()
    let all = try (0..<rounds).map { _ in try round(beside) }
    let megabytes = Double(files.reduce(0) { $0 + $1.rawSize }) / 1e6
    func median(_ value: (Round) -> Double) -> Double { all.map(value).sorted()[all.count / 2] }
    let reading = median { $0.stages[0] }
    let whole = median { $0.stages.reduce(0, +) }
    let shares = (0..<Table.stages.count).map { stage in median { $0.stages[stage] / $0.stages.reduce(0, +) } }
    return Table.row(
      name: "\(kind.rawValue) \(isCompressed ? "gzip" : "raw")", megabytes: megabytes, records: all[0].records,
      stored: all[0].stored, readingCPU: reading, readingWall: median(\.readingWall), wholeCPU: whole, shares: shares,
      peakMegabytes: Double(Memory.peak) / 1e6,
      bytesPerRow: Double(all[0].held) / Double(max(all[0].stored, 1)),
      ratio: beside == nil ? nil : median { $0.stages[0] / max($0.besideCPU, 1e-6) })
  }

  private func round(_ beside: String?) throws -> Round {
    var round = Round()
    func measured<Result>(_ body: () throws -> Result) rethrows -> Result {
      let start = cpuSeconds(RUSAGE_SELF)
      let result = try body()
      round.stages.append(cpuSeconds(RUSAGE_SELF) - start)
      return result
    }
    let before = Memory.allocated
    let clock = ContinuousClock()
    let start = clock.now
    let evidence = measured { EvidenceReader.read(opened) }
    let wall = (clock.now - start).components
    round.readingWall = Double(wall.seconds) + Double(wall.attoseconds) / 1e18
    round.held = Memory.allocated - before
    round.records = evidence.ledger.reduce(0) { $0 + $1.records }
    round.stored = evidence.events.count + evidence.flows.count
    let investigation = measured { Investigator.investigate(evidence, options: InvestigationOptions()) }
    let response = measured { Responder.respond(to: investigation) }
    _ = try measured {
      let report = ReportBuilder.build(
        investigation: investigation, response: response, entities: GraphExport.entities(of: investigation),
        relationships: GraphExport.relationships(of: investigation),
        options: ReportOptions(version: "benchmark", options: [], sourceDate: nil))
      let page = try HTMLEdition.render(report, templates: .builtIn)
      return JSONEdition.encode(report).count + page.count + MarkdownEdition.render(report).count
    }
    if let beside {
      let start = cpuSeconds(RUSAGE_CHILDREN)
      let command = "\(beside) \(files.map(\.path).joined(separator: " ")) >/dev/null"
      guard system(command) == 0 else { throw ScratchFolder.Failure(description: "failed: \(beside)") }
      round.besideCPU = cpuSeconds(RUSAGE_CHILDREN) - start
    }
    return round
  }
}

/// CPU seconds that the process, or its children, used so far, of the program and of the system for it.
private func cpuSeconds(_ who: __rusage_who) -> Double {
  var usage = rusage()
  getrusage(__rusage_who_t(who.rawValue), &usage)
  func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
  return seconds(usage.ru_utime) + seconds(usage.ru_stime)
}

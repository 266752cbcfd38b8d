internal import ArgumentParser
internal import CaseFolder

/// `swift run -c release Benchmarks`: how fast evidence is read and reported, on evidence that it makes itself.
@main struct Benchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "Benchmarks",
    abstract: "Measures each reader and the whole run on generated evidence, raw and gzip.",
    discussion: """
      The evidence is the same on every machine, lies in a temporary folder and is removed at the end. CPU seconds say \
      more than wall time on a shared machine.

      EXAMPLE
        swift run -c release Benchmarks --mb 1000 --only audit --beside '/tmp/limit/limit sj'
      """)

  @Option(help: "How many megabytes of each kind of evidence, uncompressed.")
  var mb = 64

  @Option(help: "The kinds to measure, with commas: \(Kind.allCases.map(\.rawValue).joined(separator: ", ")).")
  var only = Kind.allCases.map(\.rawValue).joined(separator: ",")

  @Option(help: "How often each is measured; the median counts.")
  var rounds = 3

  @Option(help: "A command that gets the files of each reading as arguments and is run in turns with it.")
  var beside: String?

  func validate() throws {
    guard mb > 0, rounds > 0 else { throw ValidationError("--mb and --rounds must be above 0.") }
    let unknown = only.split(separator: ",").filter { Kind(rawValue: String($0)) == nil }
    guard unknown.isEmpty else { throw ValidationError("Unknown kind: \(unknown.joined(separator: ", ")).") }
  }

  func run() throws {
    let folder = try ScratchFolder()
    defer { folder.remove() }
    print(Table.head)
    for kind in only.split(separator: ",").compactMap({ Kind(rawValue: String($0)) }) {
      for isCompressed in [false, true] {
        let files = try kind.write(megabytes: mb, isCompressed: isCompressed, into: folder)
        let measurement = try Measurement(kind: kind, isCompressed: isCompressed, files: files)
        print(try measurement.run(rounds: rounds, beside: beside))
        folder.empty()
      }
    }
  }
}

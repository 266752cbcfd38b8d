internal import ArgumentParser
internal import CaseFolder
internal import Investigation

/// Options that every command has.
struct CommonOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Say nothing but errors and the result.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say more: notes on every file.")
  var verbose = false

  /// The console that these options ask for.
  var console: Console { Console(detail: quiet ? .quiet : verbose ? .verbose : .normal) }

  func validate() throws {
    if quiet && verbose { throw ValidationError("--quiet and --verbose exclude each other.") }
  }
}

/// A span of time as `FROM/TO` in RFC 3339.
struct WindowArgument: ExpressibleByArgument {
  let from: Timestamp
  let to: Timestamp

  init?(argument: String) {
    let parts = Text(argument).split(UInt8(ascii: "/"))
    guard parts.count == 2, let from = Timestamp(parts[0]), let to = Timestamp(parts[1]), from <= to else { return nil }
    self.from = from
    self.to = to
  }
}

/// A TLP label, with or without `TLP:` before it.
struct TLPArgument: ExpressibleByArgument {
  let label: TLP

  init?(argument: String) {
    guard let label = TLP(label: Text(argument)) else { return nil }
    self.label = label
  }

  static var allValueStrings: [String] { TLP.allCases.map(\.rawValue) }
}

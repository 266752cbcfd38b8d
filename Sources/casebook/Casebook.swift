import ArgumentParser

/// The command line of Casebook.
@main
struct Casebook: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "casebook")
}

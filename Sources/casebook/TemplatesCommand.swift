internal import ArgumentParser
internal import CaseFolder
internal import Glibc
internal import Reporting

/// `casebook templates`: the files that people may change.
struct TemplatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "templates",
    abstract: "Gives out the built-in templates, to be changed and used with --templates.",
    subcommands: [TemplatesExportCommand.self])
}

/// `casebook templates export`.
struct TemplatesExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes the built-in templates into a folder.",
    discussion: """
      Nothing is overwritten. Keep the files that you change and remove the others, so that they follow new versions.

      EXAMPLE
        casebook templates export house-style
        $EDITOR house-style/page.css
        casebook report case-0312 --templates house-style
      """)

  @Argument(help: "The folder; it is made when it does not exist.", completion: .directory)
  var folder: String

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console
    if let problem = Self.export(to: folder) {
      console.show([problem])
      throw ExitStatus.outputNotWritten
    }
    for template in TemplateSet.builtIn.sorted {
      console.say(DiagnosticLine.visible(Text(folder + "/" + template.name)))
    }
  }

  /// Writes the templates; returns what went wrong.
  static func export(to folder: String) -> Diagnostic? {
    guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
      return Diagnostic("templates.not-made", .error, "the folder cannot be made", file: Text(folder))
    }
    for template in TemplateSet.builtIn.sorted {
      let path = folder + "/" + template.name
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else {
        return Diagnostic(
          "templates.not-written", .error,
          errno == EEXIST ? "there is a file of this name already" : "the file cannot be written", file: Text(path),
          advice: "choose a new folder")
      }
      let isWritten = Console.write(String(decoding: template.bytes, as: UTF8.self), to: descriptor)
      guard close(descriptor) == 0, isWritten else {
        return Diagnostic("templates.not-written", .error, "the file cannot be written", file: Text(path))
      }
    }
    return nil
  }
}

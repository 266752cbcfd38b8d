import CaseFolder
import Reporting
import Testing

@testable import casebook

@Suite struct TemplateTests {
  private func error(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return (error as? CaseError)?.diagnostics.first?.id
    }
  }

  @Test func exportedTemplatesAreTheBuiltInOnes() throws {
    let folder = TemporaryFolder()
    let target = folder.path + "/templates"
    #expect(TemplatesExportCommand.export(to: target) == nil)
    for template in TemplateSet.builtIn.sorted {
      #expect(TemporaryFolder.contents(target + "/" + template.name) == template.bytes)
    }
    #expect(TemplatesExportCommand.export(to: target)?.id == "templates.not-written")
  }

  @Test func oneTemplateCanBeReplaced() throws {
    let folder = TemporaryFolder()
    folder.write("page.css", "body{}")
    let set = try Replacements.templates(from: folder.path)
    let css = try #require(set.sorted.first { $0.name == "page.css" })
    #expect(css.bytes == Array("body{}".utf8))
    #expect(set.sorted.count == TemplateSet.builtIn.sorted.count)
  }

  @Test func misspeltReplacementsAreRefused() {
    let folder = TemporaryFolder()
    folder.write("page.cs", "x")
    #expect(error { _ = try Replacements.templates(from: folder.path) } == "templates.unknown-file")
    #expect(error { _ = try Replacements.templates(from: folder.path + "/none") } == "templates.no-folder")
    #expect(error { try Replacements.useData(from: folder.path) } == "data.unknown-file")
  }

  @Test func dataWithoutAVersionIsRefused() {
    let folder = TemporaryFolder()
    folder.write("attack.json", #"{"date":"2026-01-01"}"#)
    #expect(error { try Replacements.useData(from: folder.path) } == "data.invalid")
  }
}

import CaseFolder
import Foundation
import Testing

@testable import Evidence

/// Every file of every folder that people collected is read to its end, and nothing of it is lost without a word.
@Suite(.enabled(if: Sources.corpus != nil)) struct CorpusReadingTests {
  private static let folders: [String] = {
    guard let corpus = Sources.corpus else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: corpus.path)) ?? []
    return names.filter { name in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: corpus.appending(path: name).path, isDirectory: &isFolder)
        && isFolder.boolValue
    }.sorted()
  }()

  private func read(_ folder: String) throws -> Evidence {
    EvidenceReader.read(try CaseOpener.open(path: Sources.corpus!.appending(path: folder).path))
  }

  @Test(arguments: folders) func everyRecordHasItsPlaceInTheLedger(folder: String) throws {
    let evidence = try read(folder)
    #expect(!evidence.ledger.isEmpty)
    for row in evidence.ledger {
      #expect(row.isBalanced, "\(folder)/\(row.file)")
      // A list without items is read and holds nothing.
      let isEmpty = row.format == "empty" || row.file.hasSuffix("namespace-2__endpointslices.discovery.k8s.io.json")
      #expect(row.records > 0 || row.skipped?.isEmpty == false || isEmpty, "\(folder)/\(row.file): \(row.format)")
      #expect(row.skipped == nil || row.records == 0, "\(folder)/\(row.file)")
    }
  }

  @Test(arguments: folders) func expectationsOfRulesAreSkippedAndSaidSo(folder: String) throws {
    for row in try read(folder).ledger where row.file.hasSuffix(".expected.json") {
      #expect(row.skipped == "the expected result of a rule's test, no evidence", "\(folder)/\(row.file)")
    }
  }

  @Test func rulesAreSkippedAndSaidSo() throws {
    let ledger = try read("sigma-rules").ledger
    #expect(ledger.count == 37 && ledger.allSatisfy { $0.skipped == "a Sigma rule outside rules/" })
  }

  @Test func recordedFindingsOfAnEKSClusterComeFromTwoProducts() throws {
    let evidence = try read("eks-guardduty-recorded")
    #expect(Set(evidence.findings.map(\.product)) == ["GuardDuty", "Security Hub"])
    #expect(
      evidence.findings.filter(\.isDetection).map(\.type) == ["PrivilegeEscalation:Kubernetes/PrivilegedContainer"])
    #expect(evidence.objects.contains { if case .aws(.detector) = $0.body { true } else { false } })
  }
}

import CaseFolder
import Evidence
import Investigation

/// The main example, read from its files and investigated once for all tests of graph, actor and scope.
enum ScopeExample {
  static let folder =
    #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined()
    + "/Examples/payments-prod"

  static let investigation: Investigation = {
    let opened = try! CaseOpener.open(path: folder)
    return Investigator.investigate(EvidenceReader.read(opened))
  }()

  /// Names of the entities of a level, as `type:key`, sorted.
  static func names(_ level: Level) -> [String] {
    investigation.scope.filter { $0.value.level == level }.keys.sorted().map {
      "\($0.type.rawValue):\($0.key)"
    }
  }
}

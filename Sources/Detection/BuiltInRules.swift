internal import CaseFolder

extension RuleFile {
  /// The rule pack that is built into the program, as one stream of YAML documents. Its files stand in
  /// `Sources/Detection/Rules`, whose README lists them by pattern (domain rules K01 to K74 and T01 to T56).
  package static let builtIn = RuleFile(
    name: "Detection/Rules", bytes: DataFile.bytes("Detection/Rules") ?? [], origin: .builtIn)
}

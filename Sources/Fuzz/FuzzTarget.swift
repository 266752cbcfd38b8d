/// One thing that is fed hostile bytes. A trap, a sanitizer's report or a failed `precondition` is a finding.
struct FuzzTarget: Sendable {
  /// Its name, for `CASEBOOK_FUZZ_TARGET`.
  let name: String
  /// Inputs to begin with, beside those of `CASEBOOK_HOSTILE`.
  let seeds: [[UInt8]]
  /// Folders of `CASEBOOK_HOSTILE` whose files are seeds, too.
  var folders: [String] = []
  /// Feeds one input.
  let run: @Sendable ([UInt8]) -> Void

  /// All targets: first the C interfaces, then the readers.
  static let all: [FuzzTarget] =
    [jsonFlatten, jsonExtract, inflate, regex, page, manifest, rules, anyFile, archive] + readers
}

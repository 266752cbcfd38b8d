package import CaseFolder

/// Why output was not written. Nothing of it is left behind then; commands end with exit code 74.
package enum OutputError: Error, Hashable {
  /// Something stands at the path that is no folder.
  case notAFolder(path: Text)
  /// The folder holds files that are not of a report, so it is not replaced. Some of their names.
  case notAReport(path: Text, others: [Text])
  /// The folder could not be made beside its place.
  case cannotCreate(path: Text, reason: Text)
  /// A file could not be written.
  case cannotWrite(name: Text, reason: Text)
  /// The finished folder could not be put into its place.
  case cannotReplace(path: Text, reason: Text)
  /// A file's name is not one that a report has.
  case unusableName(Text)

  /// What happened and what to do, in one sentence. It may quote paths: show it through the visible encoding only.
  package var message: Text {
    switch self {
    case .notAFolder(let path):
      Text("\(path.string) is not a folder; choose another one with -o.")
    case .notAReport(let path, let others):
      Text(
        """
        \(path.string) holds files that are not of a report (\(others.map(\.string).joined(separator: ", "))) and was \
        not touched; move them away or choose another folder with -o.
        """)
    case .cannotCreate(let path, let reason):
      Text("The folder \(path.string) could not be made: \(reason.string).")
    case .cannotWrite(let name, let reason):
      Text("\(name.string) could not be written: \(reason.string). Nothing was changed.")
    case .cannotReplace(let path, let reason):
      Text("\(path.string) could not be replaced: \(reason.string). Nothing was changed.")
    case .unusableName(let name):
      Text("\(name.string) cannot be the name of a file of a report.")
    }
  }
}

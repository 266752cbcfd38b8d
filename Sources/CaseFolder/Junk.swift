/// What systems and editors leave behind and nobody hands over as evidence.
enum Junk {
  /// Why a file or folder of this name is not read; nil: it is.
  static func reason(_ name: Text) -> Text? {
    // `.`, `..` and names like `..\\b.log` occur in archives and hide nothing.
    if name.hasPrefix("."), name != ".", !name.hasPrefix("..") { return "a hidden file: not read" }
    let isBackup = name.utf8.count > 1 && name.hasSuffix("~")
    if isBackup || name.hasSuffix(".swp") || (name.hasPrefix("#") && name.hasSuffix("#")) {
      return "an editor's backup: not read"
    }
    return ["Thumbs.db", "desktop.ini", "__MACOSX"].contains(name) ? "left by the operating system: not read" : nil
  }
}

import Glibc

/// The target that `CASEBOOK_FUZZ_TARGET` names; with another name, prints the names and ends.
private let target: FuzzTarget = {
  let name = getenv("CASEBOOK_FUZZ_TARGET").map { String(cString: $0) } ?? ""
  guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
    for target in FuzzTarget.all { print(target.name) }
    exit(name == "list" ? 0 : 64)
  }
  return target
}()

/// Called by libFuzzer before it reads its corpus, the first folder among the arguments: puts the seeds there.
@_cdecl("LLVMFuzzerInitialize")
public func initializeFuzzer(
  _ count: UnsafeMutablePointer<Int32>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafePointer<CChar>>>
) -> Int32 {
  let words = (1..<max(1, Int(count.pointee))).map { String(cString: arguments.pointee[$0]) }
  guard let folder = words.first(where: { !$0.hasPrefix("-") && isFolder($0) }) else {
    _ = target
    return 0
  }
  for (number, seed) in target.allSeeds.enumerated() { write(seed, to: "\(folder)/seed-\(number)") }
  return 0
}

/// Called by libFuzzer with one input.
@_cdecl("LLVMFuzzerTestOneInput")
public func runOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  target.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}

extension FuzzTarget {
  /// The largest file that serves as a seed.
  private static let largestSeed = 64 << 10

  /// Its own seeds and those of the hostile evidence, when that is there.
  var allSeeds: [[UInt8]] {
    guard let root = getenv("CASEBOOK_HOSTILE").map({ String(cString: $0) }) else { return seeds }
    let files = folders.flatMap { folder in names("\(root)/\(folder)").map { "\(root)/\(folder)/\($0)" } }
    return seeds + files.map(contents).filter { !$0.isEmpty && $0.count <= Self.largestSeed }
  }
}

private func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

private func names(_ path: String) -> [String] {
  guard let directory = opendir(path) else { return [] }
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory) {
    names.append(
      withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      })
  }
  return names.filter { !$0.hasPrefix(".") }.sorted()
}

private func contents(_ path: String) -> [UInt8] {
  guard !isFolder(path), let file = fopen(path, "r") else { return [] }
  defer { fclose(file) }
  var bytes = [UInt8](repeating: 0, count: (1 << 16) + 1)
  return Array(bytes[..<fread(&bytes, 1, bytes.count, file)])
}

private func write(_ bytes: [UInt8], to path: String) {
  guard let file = fopen(path, "w") else { return }
  fwrite(bytes, 1, bytes.count, file)
  fclose(file)
}

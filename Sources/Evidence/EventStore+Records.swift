package import CaseFolder

extension EventStore {
  /// The record of an event whose body matters: as it was kept, or read again when it found no room. Nil when its body does
  /// not matter, when it cannot be read again, or when it is beyond the limit of those that are.
  package func record(_ index: Int) -> ArraySlice<UInt8>? {
    guard kept[index] == KeptRecords.leftOutHandle else { return records.bytes(kept[index]) }
    return fetcher?.leftOut(of: self)[index].map { $0[...] }
  }

  /// The records of some events, whether or not their bodies matter; those that were not kept are read again.
  package func records(of indices: [Int]) -> [Int: ArraySlice<UInt8>] {
    var found: [Int: ArraySlice<UInt8>] = [:]
    var wanted: [Int] = []
    for index in indices {
      if let bytes = records.bytes(kept[index]) { found[index] = bytes } else { wanted.append(index) }
    }
    let fetched = fetcher?.records(of: wanted.map { self[$0] }) ?? [:]
    for (number, bytes) in fetched { found[wanted[number]] = bytes[...] }
    return found
  }

  /// How many records whose bodies matter were left out and were not read again either.
  package var recordsOutOfReach: Int {
    let leftOut = indices.count { kept[$0] == KeptRecords.leftOutHandle }
    return records.leftOut + leftOut - (leftOut > 0 ? fetcher?.leftOut(of: self).count ?? 0 : 0)
  }

  /// Numbers in the ledger of files that changed since they were read, as far as records of them were asked for again.
  package var changedFiles: [Int] { fetcher?.changedFiles ?? [] }
}

extension Evidence {
  /// A warning for each file that changed while the report was being made.
  package var changeDiagnostics: [Diagnostic] {
    events.changedFiles.filter(ledger.indices.contains).map { file in
      Diagnostic(
        "evidence.changed", .warning, "a record that was read is not there any more: the file changed in between",
        file: ledger[file].file, kept: "what was read at first", advice: "make the report again")
    }
  }
}

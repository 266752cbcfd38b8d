import CaseFolder
import Testing

@testable import Evidence

@Suite struct SymbolMapTests {
  @Test func numbersFollowTheRecordsNotTheWorker() {
    let records = ["beta", "alpha", "beta", "gamma"].map { Text($0) }
    func numbers(internedFirst: [Text]) -> [Symbol] {
      let worker = SymbolTable()
      for text in internedFirst { _ = worker.intern(text) }
      let map = SymbolMap(from: worker, into: SymbolTable())
      return records.map { map[worker.lookup($0)!] }
    }
    let one = numbers(internedFirst: ["alpha", "beta", "gamma"])
    let other = numbers(internedFirst: ["unused", "gamma", "alpha", "beta"])
    #expect(one == other)
    #expect(one[0] == one[2])
    #expect(one[0] < one[1])
  }

  @Test func theAbsentTextStaysAbsent() {
    let map = SymbolMap(from: SymbolTable(), into: SymbolTable())
    #expect(map[.none] == .none)
  }
}

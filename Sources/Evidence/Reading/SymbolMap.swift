/// The symbols of one file's table under their numbers in the joined table.
///
/// A symbol gets its number when it is first asked for, so that numbers follow the joined records; texts that no
/// record needs are left behind.
final class SymbolMap {
  private static let unknown = UInt32.max

  private let source: SymbolTable
  private let target: SymbolTable
  private let numbers: UnsafeMutablePointer<UInt32>

  /// A map from a table to which nothing is added any more.
  init(from source: SymbolTable, into target: SymbolTable) {
    self.source = source
    self.target = target
    numbers = .allocate(capacity: source.count)
    numbers.initialize(repeating: Self.unknown, count: source.count)
    numbers[0] = 0
  }

  deinit {
    numbers.deallocate()
  }

  /// The symbol's number in the joined table.
  @inline(__always)
  subscript(symbol: Symbol) -> Symbol {
    let known = numbers[Int(symbol.id)]
    return known == Self.unknown ? enter(symbol) : Symbol(id: known)
  }

  @inline(never)
  private func enter(_ symbol: Symbol) -> Symbol {
    let bytes = source.bytes(symbol)
    let joined = target.intern(bytes.baseAddress!, bytes.count)
    numbers[Int(symbol.id)] = joined.id
    return joined
  }
}

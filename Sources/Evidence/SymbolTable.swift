package import CaseFolder

#if canImport(Glibc)
  internal import Glibc
#endif

/// Interns byte strings: the same bytes always get the same symbol. One open-addressing table over one arena.
///
/// Hashing starts from a seed that differs in every run, so that hostile keys cannot aim at one slot; nothing that leaves
/// the program depends on it, since symbols are numbered in order of insertion.
package final class SymbolTable: @unchecked Sendable {
  // Safe to share once reading is over: only readers touch it then.
  private var slots: [UInt64]
  private var mask: Int
  private var spans: [UInt64] = []
  private var arena: UnsafeMutablePointer<UInt8>
  private var used = 0
  private var capacity: Int
  private let seed: UInt64
  private static let lengthBits: UInt64 = 24

  /// An empty table, in which symbol 0 is the absent text.
  package init() {
    slots = [UInt64](repeating: 0, count: 1 << 10)
    mask = slots.count - 1
    capacity = 1 << 15
    arena = .allocate(capacity: capacity + 16)
    seed = UInt64.random(in: .min ... .max)
    spans.append(0)
  }

  deinit {
    arena.deallocate()
  }

  /// How many symbols there are, the absent one included.
  package var count: Int { spans.count }

  /// The symbol of some bytes; `Symbol.none` for no bytes at all.
  package func intern(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> Symbol {
    let kept = min(length, (1 << Int(Self.lengthBits)) - 1)
    guard kept > 0 else { return .none }
    let hash = Self.hash(bytes, kept, seed)
    let tag = hash >> 32
    var position = Int(truncatingIfNeeded: hash) & mask
    while true {
      let slot = slots[position]
      if slot == 0 { return insert(bytes, kept, tag, position) }
      if slot >> 32 == tag {
        let id = Int(slot & 0xFFFF_FFFF)
        let span = spans[id]
        if Int(span & 0xFF_FFFF) == kept, memcmp(arena + Int(span >> Self.lengthBits), bytes, kept) == 0 {
          return Symbol(id: UInt32(id))
        }
      }
      position = (position + 1) & mask
    }
  }

  /// The symbol of a text.
  package func intern(_ text: Text) -> Symbol {
    var string = text.string
    let length = string.utf8.count
    return string.withUTF8 { $0.baseAddress.map { intern($0, length) } ?? .none }
  }

  /// The symbol of a text that is already in the table, or nil.
  package func lookup(_ text: Text) -> Symbol? {
    var string = text.string
    return string.withUTF8 { buffer in
      guard let bytes = buffer.baseAddress, !buffer.isEmpty else { return Symbol.none }
      let hash = Self.hash(bytes, buffer.count, seed)
      var position = Int(truncatingIfNeeded: hash) & mask
      while slots[position] != 0 {
        let id = Int(slots[position] & 0xFFFF_FFFF)
        let span = spans[id]
        if Int(span & 0xFF_FFFF) == buffer.count,
          memcmp(arena + Int(span >> Self.lengthBits), bytes, buffer.count) == 0
        {
          return Symbol(id: UInt32(id))
        }
        position = (position + 1) & mask
      }
      return nil
    }
  }

  /// The text of a symbol.
  package func text(_ symbol: Symbol) -> Text {
    Text(bytes: bytes(symbol))
  }

  /// The bytes of a symbol, valid while nothing is interned.
  package func bytes(_ symbol: Symbol) -> UnsafeBufferPointer<UInt8> {
    let span = spans[Int(symbol.id)]
    return UnsafeBufferPointer(start: arena + Int(span >> Self.lengthBits), count: Int(span & 0xFF_FFFF))
  }

  private func insert(_ bytes: UnsafePointer<UInt8>, _ length: Int, _ tag: UInt64, _ position: Int) -> Symbol {
    let id = spans.count
    if used + length > capacity {
      let wanted = max(capacity * 2, used + length)
      let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted + 16)
      memcpy(grown, arena, used)
      arena.deallocate()
      arena = grown
      capacity = wanted
    }
    memcpy(arena + used, bytes, length)
    spans.append(UInt64(used) << Self.lengthBits | UInt64(length))
    used += length
    slots[position] = tag << 32 | UInt64(id)
    if spans.count * 2 > mask { grow() }
    return Symbol(id: UInt32(id))
  }

  private func grow() {
    slots = [UInt64](repeating: 0, count: slots.count * 2)
    mask = slots.count - 1
    for id in 1..<spans.count {
      let span = spans[id]
      let hash = Self.hash(arena + Int(span >> Self.lengthBits), Int(span & 0xFF_FFFF), seed)
      var position = Int(truncatingIfNeeded: hash) & mask
      while slots[position] != 0 { position = (position + 1) & mask }
      slots[position] = (hash >> 32) << 32 | UInt64(id)
    }
  }

  /// A multiply-and-fold hash in the manner of wyhash (Wang Yi, 2019).
  private static func hash(_ bytes: UnsafePointer<UInt8>, _ length: Int, _ seed: UInt64) -> UInt64 {
    var state = seed &+ UInt64(truncatingIfNeeded: length)
    var pointer = UnsafeRawPointer(bytes)
    var rest = length
    while rest > 16 {
      let left = pointer.loadUnaligned(as: UInt64.self) ^ 0xA076_1D64_78BD_642F
      state = fold(left, pointer.loadUnaligned(fromByteOffset: 8, as: UInt64.self) ^ state)
      pointer += 16
      rest -= 16
    }
    var first: UInt64 = 0
    var second: UInt64 = 0
    if rest >= 8 {
      first = pointer.loadUnaligned(as: UInt64.self)
      second = (pointer + rest - 8).loadUnaligned(as: UInt64.self)
    } else if rest >= 4 {
      first = UInt64(pointer.loadUnaligned(as: UInt32.self))
      second = UInt64((pointer + rest - 4).loadUnaligned(as: UInt32.self))
    } else if rest > 0 {
      let head = UInt64(pointer.load(as: UInt8.self)) << 16
      let middle = UInt64((pointer + (rest >> 1)).load(as: UInt8.self)) << 8
      first = head | middle | UInt64((pointer + rest - 1).load(as: UInt8.self))
    }
    return fold(first ^ 0xE703_7ED1_A0B4_28DB, fold(second ^ state, 0x8EBC_6AF0_9C88_C6E3))
  }

  private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }
}

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
  // Behind a pointer, so that no look-up pays for an exclusivity check of the runtime.
  private let storage: UnsafeMutablePointer<SymbolStorage>

  /// An empty table, in which symbol 0 is the absent text.
  package init() {
    storage = .allocate(capacity: 1)
    storage.initialize(to: SymbolStorage())
  }

  deinit {
    storage.pointee.deallocate()
    storage.deinitialize(count: 1)
    storage.deallocate()
  }

  /// How many symbols there are, the absent one included.
  package var count: Int { storage.pointee.count }

  /// The symbol of some bytes; `Symbol.none` for no bytes at all.
  package func intern(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> Symbol {
    storage.pointee.intern(bytes, length)
  }

  /// The symbol of a text.
  package func intern(_ text: Text) -> Symbol {
    var string = text.string
    return string.withUTF8 { buffer in buffer.baseAddress.map { storage.pointee.intern($0, buffer.count) } ?? .none }
  }

  /// The symbol of a text that is already in the table, or nil.
  package func lookup(_ text: Text) -> Symbol? {
    var string = text.string
    return string.withUTF8 { buffer in
      buffer.isEmpty ? Symbol.none : storage.pointee.find(buffer.baseAddress!, buffer.count)
    }
  }

  /// The text of a symbol.
  package func text(_ symbol: Symbol) -> Text {
    Text(bytes: bytes(symbol))
  }

  /// The bytes of a symbol, valid while nothing is interned.
  package func bytes(_ symbol: Symbol) -> UnsafeBufferPointer<UInt8> {
    storage.pointee.bytes(Int(symbol.id))
  }
}

/// The memory behind a symbol table, without reference counting or bounds checks on the way of every event.
private struct SymbolStorage {
  /// High 32 bits: a tag of the hash; low 32 bits: the symbol; 0 when empty.
  private var slots: UnsafeMutablePointer<UInt64>
  private var mask: Int
  /// Offset in the arena in the high 40 bits, length in the low 24.
  private var spans: UnsafeMutablePointer<UInt64>
  private var spanCapacity: Int
  private var arena: UnsafeMutablePointer<UInt8>
  private var arenaCapacity: Int
  private var used = 0
  private let seed = UInt64.random(in: .min ... .max)
  private(set) var count = 1

  private static let lengthBits: UInt64 = 24
  private static let lengthMask: UInt64 = 0xFF_FFFF

  init() {
    mask = (1 << 8) - 1
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: 0, count: mask + 1)
    spanCapacity = 1 << 7
    spans = .allocate(capacity: spanCapacity)
    spans[0] = 0
    arenaCapacity = 1 << 12
    arena = .allocate(capacity: arenaCapacity)
  }

  func deallocate() {
    slots.deallocate()
    spans.deallocate()
    arena.deallocate()
  }

  func bytes(_ id: Int) -> UnsafeBufferPointer<UInt8> {
    let span = spans[id]
    return UnsafeBufferPointer(start: arena + Int(span >> Self.lengthBits), count: Int(span & Self.lengthMask))
  }

  func find(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> Symbol? {
    let hash = Self.hash(bytes, length, seed)
    let position = slot(bytes, length, hash)
    return slots[position] == 0 ? nil : Symbol(id: UInt32(truncatingIfNeeded: slots[position]))
  }

  mutating func intern(_ bytes: UnsafePointer<UInt8>, _ wanted: Int) -> Symbol {
    let length = min(wanted, Int(Self.lengthMask))
    guard length > 0 else { return .none }
    let hash = Self.hash(bytes, length, seed)
    let position = slot(bytes, length, hash)
    if slots[position] != 0 { return Symbol(id: UInt32(truncatingIfNeeded: slots[position])) }
    return insert(bytes, length, hash, position)
  }

  /// The slot that holds these bytes, or the empty one where they belong.
  private func slot(_ bytes: UnsafePointer<UInt8>, _ length: Int, _ hash: UInt64) -> Int {
    let tag = hash >> 32
    var position = Int(truncatingIfNeeded: hash) & mask
    while slots[position] != 0 {
      if slots[position] >> 32 == tag {
        let span = spans[Int(slots[position] & 0xFFFF_FFFF)]
        if Int(span & Self.lengthMask) == length, memcmp(arena + Int(span >> Self.lengthBits), bytes, length) == 0 {
          return position
        }
      }
      position = (position + 1) & mask
    }
    return position
  }

  private mutating func insert(
    _ bytes: UnsafePointer<UInt8>, _ length: Int, _ hash: UInt64, _ position: Int
  ) -> Symbol {
    if used + length > arenaCapacity {
      let wanted = max(arenaCapacity * 2, used + length)
      arena = Self.grown(arena, used, wanted)
      arenaCapacity = wanted
    }
    if count == spanCapacity {
      spans = Self.grown(spans, count, spanCapacity * 2)
      spanCapacity *= 2
    }
    memcpy(arena + used, bytes, length)
    spans[count] = UInt64(used) << Self.lengthBits | UInt64(length)
    used += length
    slots[position] = (hash >> 32) << 32 | UInt64(count)
    let symbol = Symbol(id: UInt32(count))
    count += 1
    if count * 2 > mask { rehash() }
    return symbol
  }

  private mutating func rehash() {
    slots.deallocate()
    mask = mask * 2 + 1
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: 0, count: mask + 1)
    for id in 1..<count {
      let text = bytes(id)
      let hash = Self.hash(text.baseAddress!, text.count, seed)
      var position = Int(truncatingIfNeeded: hash) & mask
      while slots[position] != 0 { position = (position + 1) & mask }
      slots[position] = (hash >> 32) << 32 | UInt64(id)
    }
  }

  private static func grown<T>(
    _ old: UnsafeMutablePointer<T>, _ count: Int, _ capacity: Int
  ) -> UnsafeMutablePointer<T> {
    let new = UnsafeMutablePointer<T>.allocate(capacity: capacity)
    new.moveInitialize(from: old, count: count)
    old.deallocate()
    return new
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
      second = (pointer + (rest - 8)).loadUnaligned(as: UInt64.self)
    } else if rest >= 4 {
      first = UInt64(pointer.loadUnaligned(as: UInt32.self))
      second = UInt64((pointer + (rest - 4)).loadUnaligned(as: UInt32.self))
    } else if rest > 0 {
      let head = UInt64(pointer.load(as: UInt8.self)) << 16
      let middle = UInt64((pointer + (rest >> 1)).load(as: UInt8.self)) << 8
      first = head | middle | UInt64((pointer + (rest - 1)).load(as: UInt8.self))
    }
    return fold(first ^ 0xE703_7ED1_A0B4_28DB, fold(second ^ state, 0x8EBC_6AF0_9C88_C6E3))
  }

  private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }
}

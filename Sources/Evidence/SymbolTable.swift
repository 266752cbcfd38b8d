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
  /// A symbol where its hash leads to, with all that is needed to compare it.
  private struct Slot {
    /// High 32 bits: a tag of the hash; low 32 bits: the symbol; 0 when empty.
    var entry: UInt64
    /// Offset in the arena in the high 40 bits, length in the low 24.
    var span: UInt64
  }

  private var slots: UnsafeMutablePointer<Slot>
  private var mask: Int
  /// By symbol, as in the slots.
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
    slots = Self.emptySlots(mask + 1)
    spanCapacity = 1 << 7
    spans = .allocate(capacity: spanCapacity)
    spans[0] = 0
    arenaCapacity = 1 << 12
    arena = .allocate(capacity: arenaCapacity)
  }

  func deallocate() {
    free(slots)
    spans.deallocate()
    arena.deallocate()
  }

  func bytes(_ id: Int) -> UnsafeBufferPointer<UInt8> {
    let span = spans[id]
    return UnsafeBufferPointer(start: arena + Int(span >> Self.lengthBits), count: Int(span & Self.lengthMask))
  }

  func find(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> Symbol? {
    let hash = Self.hash(bytes, length, seed)
    let entry = slots[slot(bytes, length, hash)].entry
    return entry == 0 ? nil : Symbol(id: UInt32(truncatingIfNeeded: entry))
  }

  mutating func intern(_ bytes: UnsafePointer<UInt8>, _ wanted: Int) -> Symbol {
    let length = min(wanted, Int(Self.lengthMask))
    guard length > 0 else { return .none }
    let hash = Self.hash(bytes, length, seed)
    let position = slot(bytes, length, hash)
    let entry = slots[position].entry
    return entry == 0 ? insert(bytes, length, hash, position) : Symbol(id: UInt32(truncatingIfNeeded: entry))
  }

  /// The slot that holds these bytes, or the empty one where they belong.
  private func slot(_ bytes: UnsafePointer<UInt8>, _ length: Int, _ hash: UInt64) -> Int {
    let tag = hash >> 32
    var position = Int(truncatingIfNeeded: tag) & mask
    while slots[position].entry != 0 {
      if slots[position].entry >> 32 == tag {
        let span = slots[position].span
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
    slots[position] = Slot(entry: (hash >> 32) << 32 | UInt64(count), span: spans[count])
    let symbol = Symbol(id: UInt32(count))
    count += 1
    if count * 3 > mask * 2 { rehash() }
    return symbol
  }

  /// Doubles the slots. The tag leads to a slot, so that no text is read again.
  private mutating func rehash() {
    let old = slots
    let oldCount = mask + 1
    mask = mask * 2 + 1
    slots = Self.emptySlots(mask + 1)
    for place in 0..<oldCount where old[place].entry != 0 {
      var position = Int(truncatingIfNeeded: old[place].entry >> 32) & mask
      while slots[position].entry != 0 { position = (position + 1) & mask }
      slots[position] = old[place]
    }
    free(old)
  }

  /// Zeroed by the system, so that slots that are never used cost no memory.
  private static func emptySlots(_ count: Int) -> UnsafeMutablePointer<Slot> {
    calloc(count, MemoryLayout<Slot>.stride)!.bindMemory(to: Slot.self, capacity: count)
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

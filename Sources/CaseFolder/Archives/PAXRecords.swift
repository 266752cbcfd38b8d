/// The records of a pax extended header (POSIX.1-2001): `LENGTH KEY=VALUE\n`, the length counting itself.
struct PAXRecords {
  /// The entry's full name.
  private(set) var path: [UInt8]?
  /// The entry's size, when the header's field is too small for it.
  private(set) var size: Int?
  /// Whether the entry is one of GNU's sparse files.
  private(set) var isSparse = false

  /// Reads the records; nil when they are damaged.
  init?(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while let first = rest.first, first != 0 {
      guard let blank = rest.firstIndex(of: 0x20), let length = Self.decimal(rest[rest.startIndex..<blank]),
        length > blank - rest.startIndex + 1, length <= rest.count
      else { return nil }
      let record = rest[(blank + 1)..<(rest.startIndex + length)]
      guard record.last == 0x0A, let equals = record.firstIndex(of: 0x3D) else { return nil }
      let value = record[(equals + 1)...].dropLast()
      switch Text(bytes: record[record.startIndex..<equals]) {
      case "path": path = Array(value)
      case "size":
        guard let number = Self.decimal(value) else { return nil }
        size = number
      case let key where key.hasPrefix("GNU.sparse."): isSparse = true
      default: break
      }
      rest = rest[(rest.startIndex + length)...]
    }
  }

  private static func decimal(_ digits: ArraySlice<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.count <= 18 else { return nil }
    var value = 0
    for digit in digits {
      guard (0x30...0x39).contains(digit) else { return nil }
      value = value * 10 + Int(digit & 15)
    }
    return value
  }
}

internal import CaseFolder

extension TolerantJSONReader {
  /// Reads a string, from its opening quote to behind its closing one.
  mutating func string() throws(JSONParser.Failure) -> Text {
    position += 1
    let start = position
    while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
    var text = Array(bytes[start..<position])
    var hasHalves = false
    while let byte = peek, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw failure("a control byte stands inside a string") }
      position += 1
      if byte == UInt8(ascii: "\\") {
        try escape(into: &text, &hasHalves)
      } else {
        text.append(byte)
      }
    }
    guard peek != nil else { throw failure("") }
    position += 1
    if hasHalves { remarks.insert(.loneSurrogate) }
    if let valid = String(validating: text, as: UTF8.self) { return Text(valid) }
    return repaired(text)
  }

  /// Reads what stands behind a backslash.
  private mutating func escape(into text: inout [UInt8], _ hasHalves: inout Bool) throws(JSONParser.Failure) {
    guard let letter = peek else { throw failure("") }
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      position += 1
      let scalar = try escapedScalar()
      if scalar.isHalf { hasHalves = true }
      text.append(contentsOf: UTF8.encode(scalar.value)!)
      return
    default: throw failure("JSON knows no such escape")
    }
    position += 1
  }

  /// Reads the digits of `\u`, and those of the second half of a pair.
  private mutating func escapedScalar() throws(JSONParser.Failure) -> (value: Unicode.Scalar, isHalf: Bool) {
    let unit = try codeUnit()
    if let scalar = Unicode.Scalar(unit) { return (scalar, false) }
    let isPair =
      unit < 0xDC00 && position + 5 < bytes.count && bytes[position] == UInt8(ascii: "\\")
      && bytes[position + 1] == UInt8(ascii: "u")
    guard isPair else { return (LoneSurrogate.scalar(for: unit), true) }
    let behind = position
    position += 2
    let low = try codeUnit()
    guard (0xDC00...0xDFFF).contains(low) else {
      position = behind
      return (LoneSurrogate.scalar(for: unit), true)
    }
    return (Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00))!, false)
  }

  private mutating func codeUnit() throws(JSONParser.Failure) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = peek else { throw failure("") }
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x41...0x46: digit = byte - 0x41 + 10
      case 0x61...0x66: digit = byte - 0x61 + 10
      default: throw failure("four hex digits must follow \\u")
      }
      unit = unit << 4 | UInt16(digit)
      position += 1
    }
    return unit
  }

  /// Text of bytes that are no UTF-8: halves of surrogate pairs, as UTF-16 text leaves them behind, keep their identity;
  /// everything else becomes U+FFFD.
  private mutating func repaired(_ text: [UInt8]) -> Text {
    var clean: [UInt8] = []
    clean.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      if text[index] == 0xED, index + 2 < text.count, text[index + 1] >= 0xA0, text[index + 1] <= 0xBF,
        text[index + 2] & 0xC0 == 0x80
      {
        let unit = 0xD000 | UInt16(text[index + 1] & 0x3F) << 6 | UInt16(text[index + 2] & 0x3F)
        clean.append(contentsOf: UTF8.encode(LoneSurrogate.scalar(for: unit))!)
        remarks.insert(.loneSurrogate)
        index += 3
      } else {
        clean.append(text[index])
        index += 1
      }
    }
    if let valid = String(validating: clean, as: UTF8.self) { return Text(valid) }
    remarks.insert(.invalidUTF8)
    return Text(bytes: clean)
  }

  /// Reads a number; its text is kept where no value would print the same.
  mutating func number() throws(JSONParser.Failure) -> JSONValue {
    let start = position
    var isWhole = true
    if peek == UInt8(ascii: "-") { position += 1 }
    if peek == UInt8(ascii: "0") { position += 1 } else { try digits() }
    if peek == UInt8(ascii: ".") {
      isWhole = false
      position += 1
      try digits()
    }
    if let byte = peek, byte | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      position += 1
      if let sign = peek, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { position += 1 }
      try digits()
    }
    // A cut may have taken further digits.
    if isCut, peek == nil { throw failure("") }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole {
      if let value = Int64(text), value != 0 || text.utf8.count == 1 { return .integer(value) }
      if let value = UInt64(text) { return .unsigned(value) }
      if text.utf8.count > 2 { remarks.insert(.numberOutOfRange) }
      return .number(Text(text))
    }
    let value = Double(text) ?? .infinity
    if value.isInfinite { remarks.insert(.numberOutOfRange) }
    return Text(value.description) == Text(text) ? .double(value) : .number(Text(text))
  }

  private mutating func digits() throws(JSONParser.Failure) {
    let start = position
    while let byte = peek, byte &- 0x30 < 10 { position += 1 }
    guard position > start else { throw failure("a digit is missing") }
  }
}

internal import CaseFolder
internal import Evidence

/// Reads values from JSON that our own strict parser took apart: texts keep every byte, and keys are told apart by bytes.
///
/// Foundation's decoder keeps members in a dictionary of strings, in which canonically equivalent keys are one.
struct ReportDecoder: Decoder {
  let value: JSONValue
  let codingPath: [any CodingKey]

  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let members) = value else { throw mismatch("an object") }
    return KeyedDecodingContainer(KeyedValues<Key>(members, codingPath))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .array(let items) = value else { throw mismatch("a list") }
    return UnkeyedValues(items: items, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer {
    SingleValue(decoder: self)
  }

  func string() throws -> String {
    guard case .string(let text) = value else { throw mismatch("a text") }
    return text.string
  }

  func bool() throws -> Bool {
    guard case .bool(let flag) = value else { throw mismatch("true or false") }
    return flag
  }

  func double() throws -> Double {
    switch value {
    case .integer(let number): return Double(number)
    case .unsigned(let number): return Double(number)
    case .double(let number): return number
    case .number: if let number = value.number { return number } else { throw mismatch("a number in range") }
    default: throw mismatch("a number")
    }
  }

  func integer<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
    switch value {
    case .integer(let number): if let exact = Number(exactly: number) { return exact }
    case .unsigned(let number): if let exact = Number(exactly: number) { return exact }
    default: break
    }
    throw mismatch("a whole number in range")
  }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try Value(from: self) }

  private func mismatch(_ wanted: String) -> DecodingError {
    .typeMismatch(JSONValue.self, .init(codingPath: codingPath, debugDescription: "expected \(wanted)"))
  }
}

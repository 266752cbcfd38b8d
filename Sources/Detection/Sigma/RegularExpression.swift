internal import CRegex
internal import CaseFolder

/// A regular expression that is matched in linear time, whatever the pattern and the text (RE2).
///
/// Look-around and back-references cannot be had in linear time: a rule with them is refused. The Sigma specification
/// leaves them out too ("other metacharacters are unsupported").
final class RegularExpression: @unchecked Sendable {
  // RE2 objects are immutable for their callers and may be matched from several threads.
  private let handle: OpaquePointer

  /// What changes the meaning of a pattern.
  struct Flags: OptionSet, Sendable {
    let rawValue: Int32

    static let ignoreCase = Flags(rawValue: Int32(CASEBOOK_REGEX_IGNORE_CASE))
    static let multiLine = Flags(rawValue: Int32(CASEBOOK_REGEX_MULTI_LINE))
    static let dotAll = Flags(rawValue: Int32(CASEBOOK_REGEX_DOT_ALL))
  }

  /// Compiles a pattern.
  init(_ pattern: Text, _ flags: Flags) throws(RuleError) {
    let bytes = Array(pattern.utf8)
    guard let compiled = casebook_regex_new(bytes, bytes.count, flags.rawValue) else {
      throw RuleError("there is no memory for a regular expression")
    }
    handle = compiled
    if let error = casebook_regex_error(compiled) {
      let words = String(cString: error)
      let isLookAround = ["(?=", "(?!", "(?<"].contains { pattern.contains(Text($0)) }
      throw RuleError(
        isLookAround
          ? "the regular expression needs look-around, which cannot be matched in bounded time"
          : "the regular expression cannot be used: \(words)")
    }
  }

  deinit {
    casebook_regex_free(handle)
  }

  /// Whether the pattern matches anywhere in a text.
  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    casebook_regex_search(handle, text.baseAddress, text.count) != 0
  }
}

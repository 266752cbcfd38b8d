#include "record_walker.hpp"

#include <algorithm>

#include "escapes.hpp"

namespace casebook {

namespace {

bool is_blank(uint8_t byte) { return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r'; }

/// Whether a number or a literal may end before this byte.
bool ends_scalar(uint8_t byte) { return byte == ',' || byte == '}' || byte == ']' || is_blank(byte); }

bool is_digit(uint8_t byte) { return static_cast<uint8_t>(byte - '0') < 10; }

/// A number without an exponent and with at most 18 digits, which every parser reads alike.
struct PlainNumber {
  bool is_valid = false;
  bool is_whole = false;
  int64_t value = 0;

  explicit PlainNumber(const uint8_t *text) {
    const bool is_negative = *text == '-';
    const uint8_t *const start = text + (is_negative ? 1 : 0);
    const uint8_t *p = start;
    while (is_digit(*p) && p - start < 18) value = value * 10 + (*p++ - '0');
    const ptrdiff_t whole = p - start;
    if (whole == 0 || (*start == '0' && whole > 1)) return;
    is_whole = *p != '.';
    if (!is_whole) {
      const uint8_t *const fraction = ++p;
      while (is_digit(*p) && p - fraction < 18) p++;
      if (p == fraction || whole + (p - fraction) > 18) return;
    }
    if (is_negative) value = -value;
    is_valid = ends_scalar(*p);
  }
};

/// Whether a literal or a number stands here.
bool is_scalar(const uint8_t *text) {
  switch (*text) {
    case 't':
      return std::memcmp(text, "true", 4) == 0 && ends_scalar(text[4]);
    case 'f':
      return std::memcmp(text, "false", 5) == 0 && ends_scalar(text[5]);
    case 'n':
      return std::memcmp(text, "null", 4) == 0 && ends_scalar(text[4]);
    default:
      return PlainNumber(text).is_valid;
  }
}

}  // namespace

bool RecordWalker::extract(
    const uint8_t *text, size_t length, const Level &plan, casebook_json_token *slots, uint8_t *&arena,
    bool &has_duplicate_keys) {
  text_ = text;
  length_ = length;
  slots_ = slots;
  arena_ = arena;
  duplicates_ = false;
  if (!scan(length)) return false;
  at_ = scanner_->structural_indexes.get();
  end_ = at_ + scanner_->n_structural_indexes;
  find_backslash(0);
  if (here() != '{' || text_[end_[-1]] != '}') return false;
  if (!object(plan) || at_ != end_) return false;
  arena = arena_;
  has_duplicate_keys = duplicates_;
  return true;
}

/// Runs simdjson's first stage over the record; false when it refuses.
bool RecordWalker::scan(size_t length) {
  if (scanner_ == nullptr || scanner_->capacity() < length) {
    const size_t capacity = std::max<size_t>(length, 64 << 10) * 2;
    const auto error = simdjson::get_active_implementation()->create_dom_parser_implementation(
        capacity, simdjson::DEFAULT_MAX_DEPTH, scanner_);
    if (error != simdjson::SUCCESS) {
      scanner_.reset();
      return false;
    }
  }
  return scanner_->stage1(text_, length, simdjson::stage1_mode::regular) == simdjson::SUCCESS;
}

void RecordWalker::seek(const uint32_t *token) {
  at_ = token;
  find_backslash(*token);
}

void RecordWalker::find_backslash(size_t from) {
  backslash_ = from < length_ ? static_cast<size_t>(find_escape(text_ + from, text_ + length_) - text_) : length_;
}

/// The members of the object at hand; ends behind it.
bool RecordWalker::object(const Level &level) {
  const uint8_t *const text = text_;
  const uint32_t *const end = end_;
  const uint32_t *at = at_ + 1;
  if (at >= end) return false;
  if (text[*at] == '}') {
    at_ = at + 1;
    return true;
  }
  while (true) {
    // A key, a colon, a value, and what is behind it.
    if (end - at < 4 || text[at[0]] != '"' || text[at[1]] != ':') return false;
    const uint32_t start = at[0] + 1;
    uint32_t close = at[1] - 1;
    while (close >= start && text[close] != '"') close--;
    // A key with an escape may be a wanted one in disguise: the document parser compares keys unescaped.
    if (close < start || backslash_ < close) return false;
    const Step *step = level.find(text + start, close - start);
    at += 2;
    if (step == nullptr && text[*at] == '"' && backslash_ >= at[1]) {
      at++;
    } else {
      at_ = at;
      if (step == nullptr ? !skip() : !take(*step)) return false;
      at = at_;
      if (at >= end) return false;
    }
    const uint8_t after = text[*at++];
    if (after == ',') continue;
    at_ = at;
    return after == '}';
  }
}

/// The wanted elements of the array at hand; ends behind it.
bool RecordWalker::array(const Level &level) {
  const uint32_t *const first = at_ + 1;
  const uint32_t *last = nullptr;
  if (!next()) return false;
  if (here() != ']') {
    while (true) {
      last = at_;
      if (!skip() || at_ >= end_) return false;
      if (here() == ']') break;
      if (here() != ',' || !next()) return false;
    }
  }
  const uint32_t *const close = at_;
  for (const Step &step : level.steps) {
    if (last != nullptr && step.select != Step::Select::key) {
      seek(step.select == Step::Select::first ? first : last);
      if (!take(step)) return false;
    }
  }
  if (at_ != close) seek(close);
  at_++;
  return true;
}

/// What a step wants of the value at hand; ends behind it.
bool RecordWalker::take(const Step &step) {
  if (step.slot >= 0 && !store(step.slot)) return false;
  if (!step.next.empty()) {
    if (here() == '{') return object(step.next);
    if (here() == '[') return array(step.next);
  }
  return skip();
}

/// Stores the value at hand and stays at it.
bool RecordWalker::store(int slot) {
  casebook_json_token token{};
  switch (here()) {
    case '"': {
      token.kind = CASEBOOK_JSON_STRING;
      if (!string(token.value.text, token.length)) return false;
      break;
    }
    case '{':
      token.kind = CASEBOOK_JSON_OBJECT;
      break;
    case '[':
      token.kind = CASEBOOK_JSON_ARRAY;
      break;
    case 't':
      token.kind = CASEBOOK_JSON_TRUE;
      break;
    case 'f':
      token.kind = CASEBOOK_JSON_FALSE;
      break;
    case 'n':
      token.kind = CASEBOOK_JSON_NULL;
      break;
    default:
      if (!whole_number(token)) return false;
  }
  if (slots_[slot].kind != CASEBOOK_JSON_ABSENT) duplicates_ = true;
  slots_[slot] = token;
  return true;
}

/// The string at hand, unescaped into the arena if need be. Stays at it.
bool RecordWalker::string(const uint8_t *&start, uint32_t &length) {
  const uint32_t open = *at_;
  if (at_ + 1 >= end_) return false;
  uint32_t close = at_[1] - 1;
  while (close > open && text_[close] != '"') close--;
  if (close == open) return false;
  start = text_ + open + 1;
  length = close - open - 1;
  if (backslash_ >= close) return true;
  uint8_t *const unescaped = arena_;
  if (!unescape(start, length, arena_)) return false;
  start = unescaped;
  length = static_cast<uint32_t>(arena_ - unescaped);
  return true;
}

bool RecordWalker::whole_number(casebook_json_token &token) const {
  const PlainNumber number(text_ + *at_);
  if (!number.is_valid || !number.is_whole) return false;
  token.kind = CASEBOOK_JSON_INTEGER;
  token.value.integer = number.value;
  return true;
}

/// Checks the value at hand, however deep, and ends behind it.
bool RecordWalker::skip() {
  const uint8_t *const text = text_;
  const uint32_t *const end = end_;
  const uint32_t *at = at_;
  // Bit n tells whether the container at depth n is an object.
  uint64_t objects = 0;
  int depth = 0;

value:
  switch (text[*at]) {
    case '{':
      if (depth == 64 || ++at >= end) return false;
      if (text[*at] == '}') break;
      objects |= uint64_t{1} << depth++;
      goto key;
    case '[':
      if (depth == 64 || ++at >= end) return false;
      if (text[*at] == ']') break;
      objects &= ~(uint64_t{1} << depth++);
      goto value;
    case '"':
      if (at + 1 >= end || (backslash_ < at[1] && !pass_escapes(at[1]))) return false;
      break;
    default:
      if (!is_scalar(text + *at)) return false;
  }

after:
  at++;
  if (depth == 0) {
    at_ = at;
    return true;
  }
  if (at >= end) return false;
  if (objects >> (depth - 1) & 1) {
    if (text[*at] == ',') {
      at++;
      goto key;
    }
    if (text[*at] != '}') return false;
  } else {
    if (text[*at] == ',') {
      if (++at >= end) return false;
      goto value;
    }
    if (text[*at] != ']') return false;
  }
  depth--;
  goto after;

key:
  // A key, a colon, a value, and what is behind it; most values are strings.
  if (end - at < 4 || text[at[0]] != '"' || text[at[1]] != ':') return false;
  if (backslash_ < at[1] && !pass_escapes(at[1])) return false;
  at += 2;
  if (text[*at] != '"') goto value;
  if (backslash_ < at[1] && !pass_escapes(at[1])) return false;
  goto after;
}

/// Checks the escapes of a string that has some and whose next token begins at `end`.
bool RecordWalker::pass_escapes(size_t end) {
  if (!check_escapes(text_ + backslash_, text_ + end)) return false;
  find_backslash(end);
  return true;
}

}  // namespace casebook

#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>

#include <simdjson.h>

#include "casebook_json.h"
#include "field_plan.hpp"

namespace casebook {

/// Takes the wanted fields out of a record without building a document of it.
///
/// simdjson's first stage checks UTF-8 and quotes and finds where tokens begin; the walk checks all the rest: grammar,
/// literals, numbers, escapes. It only ever accepts. Whatever is wrong, and what is right but rare (a surrogate pair, an
/// exponent, a number of 19 digits, 64 levels), it leaves undecided, and the document parser decides.
class RecordWalker {
 public:
  /// Writes the fields of the record of `length` bytes at `text` into `slots`, which must be zero. Strings point into
  /// the record, or into `arena` when they had to be unescaped. False: undecided, and `slots` holds anything.
  /// CASEBOOK_JSON_PADDING bytes must be readable behind the record.
  bool extract(
      const uint8_t *text, size_t length, const Level &plan, casebook_json_token *slots, uint8_t *&arena,
      bool &has_duplicate_keys);

 private:
  bool scan(size_t length);
  bool object(const Level &level);
  bool array(const Level &level);
  bool take(const Step &step);
  bool skip();

  bool store(int slot);
  bool string(const uint8_t *&start, uint32_t &length);
  bool pass_escapes(size_t end);
  bool whole_number(casebook_json_token &token) const;

  uint8_t here() const { return text_[*at_]; }
  bool next() { return ++at_ < end_; }
  /// Goes back (or ahead) to a token.
  void seek(const uint32_t *token);
  void find_backslash(size_t from);

  std::unique_ptr<simdjson::internal::dom_parser_implementation> scanner_;
  const uint8_t *text_ = nullptr;
  size_t length_ = 0;
  /// The token at hand, and the end of the tokens: offsets of all that is neither white space nor inside a string.
  const uint32_t *at_ = nullptr;
  const uint32_t *end_ = nullptr;
  /// The first backslash at or behind the token at hand; the record's length when there is none.
  size_t backslash_ = 0;
  uint8_t *arena_ = nullptr;
  casebook_json_token *slots_ = nullptr;
  bool duplicates_ = false;
};

}  // namespace casebook

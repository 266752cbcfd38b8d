#include "casebook_regex.h"

#include <new>
#include <string>

#include <re2/re2.h>

struct casebook_regex {
  casebook_regex(const std::string &pattern, const re2::RE2::Options &options) : compiled(pattern, options) {}
  re2::RE2 compiled;
};

extern "C" {

casebook_regex *casebook_regex_new(const uint8_t *pattern, size_t length, int flags) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  // Bounds the compiled program and the automaton of each pattern; beyond it RE2 falls back to a slower linear search.
  options.set_max_mem(1 << 20);
  options.set_case_sensitive((flags & CASEBOOK_REGEX_IGNORE_CASE) == 0);
  options.set_dot_nl((flags & CASEBOOK_REGEX_DOT_ALL) != 0);
  std::string text(reinterpret_cast<const char *>(pattern), length);
  if ((flags & CASEBOOK_REGEX_MULTI_LINE) != 0) text.insert(0, "(?m)");
  return new (std::nothrow) casebook_regex(text, options);
}

const char *casebook_regex_error(const casebook_regex *regex) {
  return regex->compiled.ok() ? nullptr : regex->compiled.error().c_str();
}

void casebook_regex_free(casebook_regex *regex) { delete regex; }

int casebook_regex_search(const casebook_regex *regex, const uint8_t *text, size_t length) {
  re2::StringPiece piece(reinterpret_cast<const char *>(text), length);
  return re2::RE2::PartialMatch(piece, regex->compiled) ? 1 : 0;
}
}

#ifndef CASEBOOK_REGEX_H
#define CASEBOOK_REGEX_H
#include <stddef.h>
#include <stdint.h>

/*
 A C interface to RE2: regular expressions that are matched in time linear in the text, whatever the pattern.
 Patterns and texts are UTF-8.
 */
#ifdef __cplusplus
extern "C" {
#endif

typedef struct casebook_regex casebook_regex;

enum {
  CASEBOOK_REGEX_IGNORE_CASE = 1,
  /* ^ and $ match at line ends too. */
  CASEBOOK_REGEX_MULTI_LINE = 2,
  /* . matches line ends too. */
  CASEBOOK_REGEX_DOT_ALL = 4,
};

/*
 Compiles a pattern; the result is never NULL unless memory is exhausted. When `casebook_regex_error` gives a text, the
 pattern cannot be used, and the expression must only be freed.
 */
casebook_regex *casebook_regex_new(const uint8_t *pattern, size_t length, int flags);
const char *casebook_regex_error(const casebook_regex *regex);
void casebook_regex_free(casebook_regex *regex);

/* Whether the pattern matches anywhere in the text. Safe to call from several threads. */
int casebook_regex_search(const casebook_regex *regex, const uint8_t *text, size_t length);

#ifdef __cplusplus
}
#endif
#endif

#ifndef CASEBOOK_JSON_H
#define CASEBOOK_JSON_H
#include <stddef.h>
#include <stdint.h>

/*
 A C interface to simdjson's DOM parser, strict for every record: UTF-8, grammar, numbers and nesting are all checked.
 Every input pointer must be followed by CASEBOOK_JSON_PADDING readable bytes.
 */
#define CASEBOOK_JSON_PADDING 64
/* Values may nest so deep; the outermost is level 1 (report-rules R3.2). */
#define CASEBOOK_JSON_DEPTH 256

#ifdef __cplusplus
extern "C" {
#endif

typedef struct casebook_json_parser casebook_json_parser;
typedef struct casebook_json_plan casebook_json_plan;

enum {
  CASEBOOK_JSON_ABSENT = 0,
  CASEBOOK_JSON_NULL = 1,
  CASEBOOK_JSON_FALSE = 2,
  CASEBOOK_JSON_TRUE = 3,
  CASEBOOK_JSON_INTEGER = 4,
  CASEBOOK_JSON_UNSIGNED = 5,
  CASEBOOK_JSON_DOUBLE = 6,
  CASEBOOK_JSON_STRING = 7,
  CASEBOOK_JSON_ARRAY = 8,
  CASEBOOK_JSON_OBJECT = 9,
};

/* One value. Strings are unescaped: `text` with `length` bytes. Arrays and objects: `length` members follow. */
typedef struct {
  uint32_t kind;
  uint32_t length;
  union {
    const uint8_t *text;
    int64_t integer;
    uint64_t magnitude;
    double number;
  } value;
} casebook_json_token;

/* A record's place in a buffer. */
typedef struct {
  size_t offset;
  size_t length;
} casebook_json_slice;

/* What came of one record. `error` is 0, or simdjson's error code. */
typedef struct {
  int32_t error;
  int32_t has_duplicate_keys;
} casebook_json_status;

casebook_json_parser *casebook_json_parser_new(void);
void casebook_json_parser_free(casebook_json_parser *parser);
const char *casebook_json_error_message(int32_t error);

/*
 A plan names the fields to take out of a record. A path is a list of keys separated by U+001F.
 A segment "#0" is an array's first element, "#-1" its last.
 */
casebook_json_plan *casebook_json_plan_new(const char *const *paths, size_t count);
void casebook_json_plan_free(casebook_json_plan *plan);

/*
 Parses each slice of `base` alone and writes the plan's fields, `count` tokens per record, in the order of the paths.
 Accepts exactly what simdjson's DOM parser accepts. Of duplicate keys the last wins. Strings point into `base`, or into
 `arena` when they had to be unescaped; it must hold at least twice the sum of the slices' lengths.
 */
void casebook_json_extract(
    casebook_json_parser *parser, const casebook_json_plan *plan, const uint8_t *base,
    const casebook_json_slice *slices, size_t slice_count, uint8_t *arena, casebook_json_token *tokens,
    casebook_json_status *statuses);

/*
 Parses one value and flattens it in document order: an object is followed by key, value, key, value…
 The tokens belong to the parser and are valid until its next call. Returns 0, or simdjson's error code.
 */
int32_t casebook_json_flatten(
    casebook_json_parser *parser, const uint8_t *text, size_t length, const casebook_json_token **tokens,
    size_t *count);

#ifdef __cplusplus
}
#endif
#endif

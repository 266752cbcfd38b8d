#include "casebook_json.h"

#include <cstring>
#include <new>
#include <string_view>
#include <vector>

#include <simdjson.h>

#include "field_plan.hpp"
#include "record_walker.hpp"

using casebook::Level;
using casebook::Step;
using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

struct casebook_json_parser {
  simdjson::dom::parser dom;
  casebook::RecordWalker walker;
  std::vector<casebook_json_token> tokens;
};

namespace {

casebook_json_token token_of(element value) {
  casebook_json_token token{};
  switch (value.type()) {
    case element_type::NULL_VALUE:
      token.kind = CASEBOOK_JSON_NULL;
      break;
    case element_type::BOOL:
      token.kind = bool(value.get_bool().value_unsafe()) ? CASEBOOK_JSON_TRUE : CASEBOOK_JSON_FALSE;
      break;
    case element_type::INT64:
      token.kind = CASEBOOK_JSON_INTEGER;
      token.value.integer = value.get_int64().value_unsafe();
      break;
    case element_type::UINT64:
      token.kind = CASEBOOK_JSON_UNSIGNED;
      token.value.magnitude = value.get_uint64().value_unsafe();
      break;
    case element_type::DOUBLE:
      token.kind = CASEBOOK_JSON_DOUBLE;
      token.value.number = value.get_double().value_unsafe();
      break;
    case element_type::STRING: {
      std::string_view text = value.get_string().value_unsafe();
      token.kind = CASEBOOK_JSON_STRING;
      token.length = static_cast<uint32_t>(text.size());
      token.value.text = reinterpret_cast<const uint8_t *>(text.data());
      break;
    }
    case element_type::ARRAY:
      token.kind = CASEBOOK_JSON_ARRAY;
      break;
    case element_type::OBJECT:
      token.kind = CASEBOOK_JSON_OBJECT;
      break;
    default:
      token.kind = CASEBOOK_JSON_NULL;
      break;
  }
  return token;
}

/// Copies the wanted fields of one record.
class Extraction {
 public:
  Extraction(uint8_t *arena, casebook_json_token *slots) : arena_(arena), slots_(slots) {}

  void object_fields(object fields, const Level &level) {
    for (auto field : fields) {
      const auto *key = reinterpret_cast<const uint8_t *>(field.key.data());
      if (const Step *step = level.find(key, field.key.size())) take(field.value, *step);
    }
  }

  uint8_t *arena() const { return arena_; }
  bool duplicates() const { return duplicates_; }

 private:
  void take(element value, const Step &step) {
    if (step.slot >= 0) store(value, step.slot);
    if (step.next.empty()) return;
    object fields;
    array items;
    if (value.get_object().get(fields) == simdjson::SUCCESS) {
      object_fields(fields, step.next);
    } else if (value.get_array().get(items) == simdjson::SUCCESS) {
      for (const Step &next : step.next.steps) array_field(items, next);
    }
  }

  void array_field(array items, const Step &step) {
    bool found = false;
    element chosen;
    for (element item : items) {
      chosen = item;
      found = true;
      if (step.select == Step::Select::first) break;
    }
    if (found && step.select != Step::Select::key) take(chosen, step);
  }

  void store(element value, int slot) {
    casebook_json_token token = token_of(value);
    if (token.kind == CASEBOOK_JSON_STRING) {
      std::memcpy(arena_, token.value.text, token.length);
      token.value.text = arena_;
      arena_ += token.length;
    }
    if (slots_[slot].kind != CASEBOOK_JSON_ABSENT) duplicates_ = true;
    slots_[slot] = token;
  }

  uint8_t *arena_;
  casebook_json_token *slots_;
  bool duplicates_ = false;
};

void flatten(element value, std::vector<casebook_json_token> &tokens) {
  size_t at = tokens.size();
  tokens.push_back(token_of(value));
  object fields;
  array items;
  uint32_t members = 0;
  if (value.get_object().get(fields) == simdjson::SUCCESS) {
    for (auto field : fields) {
      casebook_json_token key{};
      key.kind = CASEBOOK_JSON_STRING;
      key.length = static_cast<uint32_t>(field.key.size());
      key.value.text = reinterpret_cast<const uint8_t *>(field.key.data());
      tokens.push_back(key);
      flatten(field.value, tokens);
      members++;
    }
    tokens[at].length = members;
  } else if (value.get_array().get(items) == simdjson::SUCCESS) {
    for (element item : items) {
      flatten(item, tokens);
      members++;
    }
    tokens[at].length = members;
  }
}

}  // namespace

struct casebook_json_plan {
  Level level;
  size_t count = 0;
};

extern "C" {

casebook_json_parser *casebook_json_parser_new(void) {
  auto *parser = new (std::nothrow) casebook_json_parser;
  // The depth is fixed with the first allocation; later ones keep it.
  if (parser != nullptr && parser->dom.allocate(64 << 10, CASEBOOK_JSON_DEPTH) != simdjson::SUCCESS) {
    delete parser;
    return nullptr;
  }
  return parser;
}

void casebook_json_parser_free(casebook_json_parser *parser) { delete parser; }

const char *casebook_json_error_message(int32_t error) {
  return simdjson::error_message(static_cast<simdjson::error_code>(error));
}

casebook_json_plan *casebook_json_plan_new(const char *const *paths, size_t count) {
  auto *plan = new (std::nothrow) casebook_json_plan;
  if (plan == nullptr) return nullptr;
  plan->count = count;
  for (size_t slot = 0; slot < count; slot++) plan->level.add(paths[slot], static_cast<int>(slot));
  return plan;
}

void casebook_json_plan_free(casebook_json_plan *plan) { delete plan; }

void casebook_json_extract(
    casebook_json_parser *parser, const casebook_json_plan *plan, const uint8_t *base,
    const casebook_json_slice *slices, size_t slice_count, uint8_t *arena, casebook_json_token *tokens,
    casebook_json_status *statuses) {
  for (size_t index = 0; index < slice_count; index++) {
    casebook_json_token *slots = tokens + index * plan->count;
    const uint8_t *text = base + slices[index].offset;
    const size_t length = slices[index].length;
    bool has_duplicate_keys = false;
    std::memset(slots, 0, plan->count * sizeof(casebook_json_token));
    statuses[index] = {0, 0};
    if (!parser->walker.extract(text, length, plan->level, slots, arena, has_duplicate_keys)) {
      std::memset(slots, 0, plan->count * sizeof(casebook_json_token));
      object fields;
      auto error = parser->dom.parse(text, length, false).get_object().get(fields);
      if (error != simdjson::SUCCESS) {
        statuses[index].error = static_cast<int32_t>(error);
        continue;
      }
      Extraction extraction(arena, slots);
      extraction.object_fields(fields, plan->level);
      arena = extraction.arena();
      has_duplicate_keys = extraction.duplicates();
    }
    statuses[index].has_duplicate_keys = has_duplicate_keys ? 1 : 0;
  }
}

int32_t casebook_json_flatten(
    casebook_json_parser *parser, const uint8_t *text, size_t length, const casebook_json_token **tokens,
    size_t *count) {
  parser->tokens.clear();
  *tokens = nullptr;
  *count = 0;
  element root;
  auto error = parser->dom.parse(text, length, false).get(root);
  if (error != simdjson::SUCCESS) return static_cast<int32_t>(error);
  flatten(root, parser->tokens);
  *tokens = parser->tokens.data();
  *count = parser->tokens.size();
  return 0;
}
}

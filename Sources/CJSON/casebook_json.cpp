#include "casebook_json.h"

#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

struct casebook_json_parser {
  simdjson::dom::parser dom;
  std::vector<casebook_json_token> tokens;
};

namespace {

constexpr char separator = '\x1f';

/// One step of a plan: which key (or array element) leads to which slot or to further steps.
struct Step {
  enum class Select { key, first, last, joined };
  Select select = Select::key;
  std::string key;
  int slot = -1;
  std::vector<Step> next;
};

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

  void object_fields(object fields, const std::vector<Step> &steps) {
    for (auto field : fields) {
      for (const Step &step : steps) {
        if (step.select == Step::Select::key && step.key.size() == field.key.size() &&
            step.key[0] == field.key[0] && std::memcmp(step.key.data(), field.key.data(), field.key.size()) == 0) {
          take(field.value, step);
          break;
        }
      }
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
      for (const Step &next : step.next) array_field(items, next);
    }
  }

  void array_field(array items, const Step &step) {
    if (step.select == Step::Select::joined) return join(items, step.slot);
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

  void join(array items, int slot) {
    casebook_json_token token{};
    token.kind = CASEBOOK_JSON_STRING;
    token.value.text = arena_;
    for (element item : items) {
      std::string_view text;
      if (item.get_string().get(text) != simdjson::SUCCESS) continue;
      if (token.length > 0) {
        *arena_++ = separator;
        token.length++;
      }
      std::memcpy(arena_, text.data(), text.size());
      arena_ += text.size();
      token.length += static_cast<uint32_t>(text.size());
    }
    if (slots_[slot].kind != CASEBOOK_JSON_ABSENT) duplicates_ = true;
    slots_[slot] = token;
  }

  uint8_t *arena_;
  casebook_json_token *slots_;
  bool duplicates_ = false;
};

void add_path(std::vector<Step> &steps, std::string_view path, int slot) {
  size_t end = path.find(separator);
  std::string_view head = path.substr(0, end);
  Step::Select select = Step::Select::key;
  if (head == "#0") select = Step::Select::first;
  if (head == "#-1") select = Step::Select::last;
  if (head == "#*") select = Step::Select::joined;
  Step *step = nullptr;
  for (Step &candidate : steps) {
    if (candidate.select == select && candidate.key == head) step = &candidate;
  }
  if (step == nullptr) {
    steps.emplace_back();
    step = &steps.back();
    step->select = select;
    step->key = std::string(head);
  }
  if (end == std::string_view::npos) {
    step->slot = slot;
  } else {
    add_path(step->next, path.substr(end + 1), slot);
  }
}

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
  std::vector<Step> steps;
  size_t count = 0;
};

extern "C" {

casebook_json_parser *casebook_json_parser_new(void) { return new (std::nothrow) casebook_json_parser; }

void casebook_json_parser_free(casebook_json_parser *parser) { delete parser; }

const char *casebook_json_error_message(int32_t error) {
  return simdjson::error_message(static_cast<simdjson::error_code>(error));
}

casebook_json_plan *casebook_json_plan_new(const char *const *paths, size_t count) {
  auto *plan = new (std::nothrow) casebook_json_plan;
  if (plan == nullptr) return nullptr;
  plan->count = count;
  for (size_t slot = 0; slot < count; slot++) add_path(plan->steps, paths[slot], static_cast<int>(slot));
  return plan;
}

void casebook_json_plan_free(casebook_json_plan *plan) { delete plan; }

void casebook_json_extract(
    casebook_json_parser *parser, const casebook_json_plan *plan, const uint8_t *base,
    const casebook_json_slice *slices, size_t slice_count, uint8_t *arena, casebook_json_token *tokens,
    casebook_json_status *statuses) {
  for (size_t index = 0; index < slice_count; index++) {
    casebook_json_token *slots = tokens + index * plan->count;
    std::memset(slots, 0, plan->count * sizeof(casebook_json_token));
    statuses[index] = {0, 0};
    element root;
    auto error = parser->dom.parse(base + slices[index].offset, slices[index].length, false).get(root);
    if (error != simdjson::SUCCESS) {
      statuses[index].error = static_cast<int32_t>(error);
      continue;
    }
    object fields;
    error = root.get_object().get(fields);
    if (error != simdjson::SUCCESS) {
      statuses[index].error = static_cast<int32_t>(error);
      continue;
    }
    Extraction extraction(arena, slots);
    extraction.object_fields(fields, plan->steps);
    arena = extraction.arena();
    statuses[index].has_duplicate_keys = extraction.duplicates() ? 1 : 0;
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

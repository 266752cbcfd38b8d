#pragma once
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace casebook {

constexpr char separator = '\x1f';

struct Step;

/// The wanted keys of one object (or elements of one array) of a record.
struct Level {
  std::vector<Step> steps;
  /// Bit n is set when a wanted key has n bytes (bit 63: 63 or more), so that most keys are passed over at a glance.
  uint64_t lengths = 0;

  bool empty() const { return steps.empty(); }

  /// Adds the path to a slot; the path's steps are shared with those of other paths.
  void add(std::string_view path, int slot);

  /// The step for a key, or null. Eight bytes must be readable at `key`.
  inline const Step *find(const uint8_t *key, size_t length) const;
};

/// One step of a plan: which key (or array element) leads to which slot or to further steps.
struct Step {
  enum class Select { key, first, last };
  Select select = Select::key;
  std::string key;
  /// The key's first eight bytes, zeros behind a shorter key.
  uint64_t head = 0;
  int slot = -1;
  Level next;
};

/// The first eight bytes at `key`, with zeros behind `length` of them.
inline uint64_t head_of(const uint8_t *key, size_t length) {
  uint64_t head;
  std::memcpy(&head, key, 8);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  return length < 8 ? head & ((uint64_t{1} << (8 * length)) - 1) : head;
#else
  return length < 8 ? (length == 0 ? 0 : head & ~(~uint64_t{0} >> (8 * length))) : head;
#endif
}

const Step *Level::find(const uint8_t *key, size_t length) const {
  if ((lengths >> (length < 63 ? length : 63) & 1) == 0) return nullptr;
  const uint64_t head = head_of(key, length);
  for (const Step &step : steps) {
    if (step.head == head && step.key.size() == length && step.select == Step::Select::key &&
        (length <= 8 || std::memcmp(step.key.data() + 8, key + 8, length - 8) == 0)) {
      return &step;
    }
  }
  return nullptr;
}

inline void Level::add(std::string_view path, int slot) {
  const size_t end = path.find(separator);
  const std::string_view name = path.substr(0, end);
  Step::Select select = Step::Select::key;
  if (name == "#0") select = Step::Select::first;
  if (name == "#-1") select = Step::Select::last;
  Step *step = nullptr;
  for (Step &candidate : steps) {
    if (candidate.select == select && candidate.key == name) step = &candidate;
  }
  if (step == nullptr) {
    step = &steps.emplace_back();
    step->select = select;
    step->key = std::string(name);
    uint8_t padded[8] = {};
    std::memcpy(padded, name.data(), name.size() < 8 ? name.size() : 8);
    step->head = head_of(padded, 8);
    if (select == Step::Select::key) lengths |= uint64_t{1} << (name.size() < 63 ? name.size() : 63);
  }
  if (end == std::string_view::npos) {
    step->slot = slot;
  } else {
    step->next.add(path.substr(end + 1), slot);
  }
}

}  // namespace casebook

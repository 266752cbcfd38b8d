#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace casebook {

/// The first backslash from `text` on, or `end`. Escapes come in swarms (JSON inside a string), so that a near one is
/// looked for eight bytes at a time before the library's search is worth its call. Eight bytes behind `end` must be
/// readable.
inline const uint8_t *find_escape(const uint8_t *text, const uint8_t *end) {
  constexpr uint64_t ones = 0x0101010101010101;
  const uint8_t *const near = end - text < 32 ? end : text + 32;
  while (text < near) {
    uint64_t bytes;
    std::memcpy(&bytes, text, 8);
    bytes ^= ones * '\\';
    const uint64_t zeros = (bytes - ones) & ~bytes & ones << 7;
    if (zeros != 0) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
      text += __builtin_ctzll(zeros) >> 3;
#else
      while (*text != '\\') text++;
#endif
      return text < end ? text : end;
    }
    text += 8;
  }
  if (text >= end) return end;
  const void *const found = std::memchr(text, '\\', static_cast<size_t>(end - text));
  return found == nullptr ? end : static_cast<const uint8_t *>(found);
}

/// What each byte behind a backslash stands for; 0 for all but the eight short escapes.
struct ShortEscapes {
  uint8_t value[256] = {};

  constexpr ShortEscapes() {
    value['"'] = '"';
    value['\\'] = '\\';
    value['/'] = '/';
    value['b'] = '\b';
    value['f'] = '\f';
    value['n'] = '\n';
    value['r'] = '\r';
    value['t'] = '\t';
  }
};

inline constexpr ShortEscapes short_escapes;

/// What a byte behind a backslash stands for; 0 when it is none of the eight short escapes.
inline uint8_t short_escape(uint8_t byte) { return short_escapes.value[byte]; }

/// The number that four hexadecimal digits are, or -1.
inline int32_t four_digits(const uint8_t *text) {
  int32_t value = 0;
  for (int index = 0; index < 4; index++) {
    const uint8_t byte = text[index];
    const uint8_t small = byte | 0x20;
    int32_t digit;
    if (static_cast<uint8_t>(byte - '0') < 10) {
      digit = byte - '0';
    } else if (static_cast<uint8_t>(small - 'a') < 6) {
      digit = small - 'a' + 10;
    } else {
      return -1;
    }
    value = value << 4 | digit;
  }
  return value;
}

/// Whether a code unit is a scalar by itself: surrogates are left to the document parser.
inline bool is_plain(int32_t unit) { return unit >= 0 && (unit < 0xD800 || unit > 0xDFFF); }

/// Checks the escapes from the first backslash to the end of a string; false: one is wrong, or a surrogate.
inline bool check_escapes(const uint8_t *backslash, const uint8_t *end) {
  while (backslash < end) {
    const uint8_t kind = backslash[1];
    if (kind == 'u') {
      if (!is_plain(four_digits(backslash + 2))) return false;
      backslash += 6;
    } else {
      if (short_escape(kind) == 0) return false;
      backslash += 2;
    }
    backslash = find_escape(backslash, end);
  }
  return true;
}

/// Writes `length` bytes of a string without its escapes to `out`, which is moved behind them; false as above.
inline bool unescape(const uint8_t *text, size_t length, uint8_t *&out) {
  const uint8_t *const end = text + length;
  while (text < end) {
    const uint8_t *const found = find_escape(text, end);
    const size_t plain = static_cast<size_t>(found - text);
    std::memcpy(out, text, plain);
    out += plain;
    if (found == end) return true;
    if (found[1] != 'u') {
      const uint8_t byte = short_escape(found[1]);
      if (byte == 0) return false;
      *out++ = byte;
      text = found + 2;
      continue;
    }
    const int32_t unit = four_digits(found + 2);
    if (!is_plain(unit)) return false;
    if (unit < 0x80) {
      *out++ = static_cast<uint8_t>(unit);
    } else if (unit < 0x800) {
      *out++ = static_cast<uint8_t>(0xC0 | unit >> 6);
      *out++ = static_cast<uint8_t>(0x80 | (unit & 0x3F));
    } else {
      *out++ = static_cast<uint8_t>(0xE0 | unit >> 12);
      *out++ = static_cast<uint8_t>(0x80 | (unit >> 6 & 0x3F));
      *out++ = static_cast<uint8_t>(0x80 | (unit & 0x3F));
    }
    text = found + 6;
  }
  return true;
}

}  // namespace casebook

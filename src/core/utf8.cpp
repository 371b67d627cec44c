#include "core/utf8.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace syncbell {
namespace {

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }

// Behind the ASCII characters that begin at the offset. Most text is nothing else.
std::size_t behind_ascii(std::string_view text, std::size_t at) {
  constexpr std::uint64_t high_bits = 0x8080808080808080U;
  for (std::uint64_t eight = 0; at + sizeof eight <= text.size(); at += sizeof eight) {
    std::memcpy(&eight, text.data() + at, sizeof eight);
    if ((eight & high_bits) != 0) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80)
    ++at;
  return at;
}

struct ByteRange {
  unsigned from;
  unsigned to;
  bool holds(unsigned byte) const { return byte >= from && byte <= to; }
};

// What may follow the first byte; its other followers are 0x80 to 0xbf.
ByteRange second_byte(unsigned first) {
  switch (first) {
  case 0xe0:
    return {0xa0, 0xbf}; // below: overlong
  case 0xed:
    return {0x80, 0x9f}; // above: surrogates
  case 0xf0:
    return {0x90, 0xbf}; // below: overlong
  case 0xf4:
    return {0x80, 0x8f}; // above: beyond U+10FFFF
  default:
    return {0x80, 0xbf};
  }
}

// The size of the character beyond ASCII with which the text begins; 0 where there is none.
std::size_t character_size(std::string_view text) {
  const auto byte = [text](std::size_t i) { return unsigned{static_cast<unsigned char>(text[i])}; };
  const unsigned first = byte(0);
  if (first < 0xc2 || first > 0xf4) return 0;
  const std::size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (text.size() < size || !second_byte(first).holds(byte(1))) return 0;
  for (std::size_t i = 2; i < size; ++i) {
    if (!ByteRange{0x80, 0xbf}.holds(byte(i))) return 0;
  }
  return size;
}

} // namespace

std::size_t utf8_prefix(std::string_view text) {
  std::size_t at = behind_ascii(text, 0);
  while (at < text.size()) {
    const std::size_t size = character_size(text.substr(at));
    if (size == 0) return at;
    at = behind_ascii(text, at + size);
  }
  return at;
}

std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

std::string_view first_characters(std::string_view text, std::size_t limit) {
  std::size_t seen = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (begins_character(text[i]) && ++seen > limit) return text.substr(0, i);
  }
  return text;
}

} // namespace syncbell

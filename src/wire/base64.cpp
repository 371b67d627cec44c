#include "wire/base64.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace syncbell {
namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t foreign = 0xff;

constexpr std::array<std::uint8_t, 256> values_of_characters() {
  std::array<std::uint8_t, 256> values{};
  values.fill(foreign);
  for (std::size_t i = 0; i < alphabet.size(); ++i) {
    values[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
  }
  return values;
}

// The bytes of up to four characters without their padding; false where they stand for none.
bool decode_group(std::string_view group, std::string& bytes) {
  static constexpr std::array<std::uint8_t, 256> values = values_of_characters();
  if (group.size() < 2) return false;
  std::uint32_t bits = 0;
  for (const char c : group) {
    const std::uint8_t value = values[static_cast<unsigned char>(c)];
    if (value == foreign) return false;
    bits = bits << 6U | value;
  }
  bits <<= 6 * (4 - group.size());
  for (std::size_t i = 0; i + 1 < group.size(); ++i) {
    bytes += static_cast<char>(bits >> (16 - 8 * i) & 0xffU);
  }
  return (bits & (0xffffffU >> 8 * (group.size() - 1))) == 0;
}

} // namespace

std::string base64_encode(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::string_view group = bytes.substr(at, 3);
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      bits = bits << 8U | (i < group.size() ? static_cast<unsigned char>(group[i]) : 0U);
    }
    for (std::size_t i = 0; i < 4; ++i) {
      text += i <= group.size() ? alphabet[bits >> (18 - 6 * i) & 0x3fU] : '=';
    }
  }
  return text;
}

std::optional<std::string> base64_decode(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  while (!text.empty()) {
    std::string_view group = text.substr(0, 4);
    text.remove_prefix(4);
    const bool is_last = text.empty();
    for (int padding = 0; is_last && padding < 2 && group.ends_with('='); ++padding)
      group.remove_suffix(1);
    if (!decode_group(group, bytes)) return std::nullopt;
  }
  return bytes;
}

} // namespace syncbell

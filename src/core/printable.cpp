#include "core/printable.hpp"

#include <algorithm>

namespace syncbell {
namespace {

std::string escaped(unsigned char byte) {
  static constexpr std::string_view digits = "0123456789abcdef";
  return {'\\', 'x', digits[byte >> 4U], digits[byte & 0xfU]};
}

// How many bytes from the start of the text are one character of UTF-8 that may be shown; 0 for
// anything else. 0xc2 0x80–0x9f are the C1 controls, which some terminals obey.
std::size_t shown_as_it_is(std::string_view text) {
  const auto byte = [text](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  if (byte(0) < 0x80) return byte(0) >= 0x20 && byte(0) != 0x7f ? 1 : 0;
  const std::size_t size = byte(0) >= 0xf0 ? 4 : byte(0) >= 0xe0 ? 3 : 2;
  if (byte(0) < 0xc2 || byte(0) > 0xf4 || (byte(0) == 0xc2 && byte(1) < 0xa0)) return 0;
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xc0U) != 0x80U) return 0;
  }
  return size;
}

std::string shown(std::string_view text, std::string_view spared) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const bool is_spared = spared.find(text.front()) != spared.npos;
    const std::size_t size = is_spared ? 1 : shown_as_it_is(text);
    if (size > 0)
      out += text.substr(0, size);
    else
      out += escaped(static_cast<unsigned char>(text.front()));
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return out;
}

} // namespace

std::string printable(std::string_view text) { return shown(text, ""); }

std::string printable_lines(std::string_view text) { return shown(text, "\n\t"); }

bool is_visible_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

} // namespace syncbell

#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace syncbell {

// Written by spreadsheets and some editors in front of UTF-8.
inline constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

// The number of the line, from 1, in which the character at the offset stands.
inline std::size_t line_at(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  return 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
}

} // namespace syncbell

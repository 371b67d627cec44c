#pragma once

#include <string_view>

namespace syncbell {

// Written by spreadsheets and some editors in front of UTF-8, where nobody sees it.
inline constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

// The text behind the mark, if it begins with one.
constexpr std::string_view without_byte_order_mark(std::string_view text) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  return text;
}

} // namespace syncbell

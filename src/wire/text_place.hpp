#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace syncbell {

// The number of the line, from 1, in which the character at the offset stands.
inline std::size_t line_at(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  return 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
}

} // namespace syncbell

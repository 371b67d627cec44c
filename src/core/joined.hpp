#pragma once

#include <string>
#include <string_view>

namespace syncbell {

// The words in a row: "a, b, c". Words are a range of anything that a string can be made of.
template <class Words>
std::string joined(const Words& words, std::string_view glue = ", ") {
  std::string text;
  bool is_first = true;
  for (const auto& word : words) {
    if (!is_first) text += glue;
    text += word;
    is_first = false;
  }
  return text;
}

} // namespace syncbell

#include "output/wrapping.hpp"

#include "core/utf8.hpp"

#include <algorithm>

namespace syncbell {

std::string wrapped(const std::string& words, std::size_t column, std::size_t width) {
  const std::string indent(column, ' ');
  std::string text;
  std::size_t at = column;
  std::size_t from = 0;
  while (from < words.size()) {
    const std::size_t end = std::min(words.find(' ', from), words.size());
    const std::string_view word = std::string_view(words).substr(from, end - from);
    const std::size_t size = characters_in(word);
    const bool begins_line = at == column;
    if (!begins_line && at + 1 + size > width) {
      text += "\n" + indent;
      at = column;
    } else if (!begins_line) {
      text += ' ';
      ++at;
    }
    text += word;
    at += size;
    from = end + 1;
  }
  return text;
}

std::string padded(std::string text, std::size_t width) {
  const std::size_t size = characters_in(text);
  if (size < width) text.append(width - size, ' ');
  return text;
}

} // namespace syncbell

#pragma once

#include <string>
#include <string_view>

namespace syncbell {

// Text from outside as it may be shown on a terminal: control characters, line breaks included, and
// bytes that are no UTF-8 are written as \xNN instead of being obeyed.
std::string printable(std::string_view text);

// The same for text of several lines: its line feeds and tabs stay.
std::string printable_lines(std::string_view text);

// Whether it holds nothing but visible characters of ASCII: what a URL is made of.
bool is_visible_ascii(std::string_view text);

} // namespace syncbell

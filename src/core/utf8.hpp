#pragma once

#include <cstddef>
#include <string_view>

namespace syncbell {

// How many bytes from the start are UTF-8 (RFC 3629: nothing overlong, no surrogates, nothing
// beyond U+10FFFF); the size of the text where all of it is.
std::size_t utf8_prefix(std::string_view text);

inline bool is_utf8(std::string_view text) { return utf8_prefix(text) == text.size(); }

// How many characters there are in UTF-8, and the text up to at most so many of them.
std::size_t characters_in(std::string_view text);
std::string_view first_characters(std::string_view text, std::size_t limit);

} // namespace syncbell

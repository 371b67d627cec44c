#pragma once

#include <cstddef>
#include <string>

namespace syncbell {

// The words from `column` on, in as many lines of `width` as they need; the first continues the
// line begun. A word that is too long for a line has one of its own.
std::string wrapped(const std::string& words, std::size_t column, std::size_t width);

// The text with spaces behind it, so many that it fills the width; longer text as it is.
std::string padded(std::string text, std::size_t width);

} // namespace syncbell

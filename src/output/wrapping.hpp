#pragma once

#include <cstddef>
#include <string>

namespace syncbell {

// The words from `column` on, in as many lines of `width` as they need; the first continues the
// line begun. A word that is too long for a line has one of its own.
std::string wrapped(const std::string& words, std::size_t column, std::size_t width);

} // namespace syncbell
